#!/bin/sh
# Rewrite requirements/run.txt and requirements/dev.txt from pyproject.toml: exact pins, with the hashes of every file
# a registry offers for them, valid for Python 3.11 and newer on Linux, Windows and macOS (markers where they differ).
#
# Only a developer who changes a dependency runs this. The pinning tool lives in a throw-away environment, never in
# .venv: neither running nor testing needs it. It reads its registry from your own set-up; no address is written here.
# Usage: scripts/pin.sh [--upgrade]
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"

tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/python" -m pip install --quiet --disable-pip-version-check uv

compile() {
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --strip-extras --custom-compile-command scripts/pin.sh "$@"
}
compile pyproject.toml --output-file requirements/run.txt ${1+"$@"}
compile pyproject.toml --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt ${1+"$@"}

if grep -En '://|--(extra-)?index-url|--find-links' requirements/run.txt requirements/dev.txt; then
    echo "pin: an address slipped into requirements/ (lines above). Remove it before committing." >&2
    exit 1
fi
echo "pin: wrote requirements/run.txt and requirements/dev.txt"
