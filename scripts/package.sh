#!/bin/sh
# Build the wheel and the source package into build/dist, and check that the wheel works away from this checkout.
# A staged copy is built, with resources/ inside the package: beside it they would land loose in site-packages.
# Uses the pinned build tools of .venv, so nothing is fetched.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
stage=build/stage
rm -rf "$stage" build/dist
mkdir -p "$stage"
cp -R pyproject.toml README.md LICENSE CHANGELOG.md wijkdesk "$stage"
cp -R resources "$stage/wijkdesk/resources"
cp -R docs/handbook "$stage/wijkdesk/resources/handbook"
find "$stage" -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python -m build --no-isolation --outdir build/dist "$stage" >build/package.log 2>&1 || {
    tail -n 20 build/package.log >&2
    echo "package: building failed; the whole story is in build/package.log" >&2
    exit 1
}
cd build && ../.venv/bin/python - dist/*.whl <<'PY'
"""Import the package straight from the wheel's unpacked files and look for what a checkout would have hidden."""
import sys
import tempfile
import zipfile
from pathlib import Path

wheel = zipfile.ZipFile(sys.argv[1])
with tempfile.TemporaryDirectory() as folder:
    wheel.extractall(folder)
    sys.path.insert(0, folder)
    from wijkdesk.core import paths

    inside = paths.RESOURCES.is_relative_to(Path(folder).resolve())
    found = sum(1 for path in paths.RESOURCES.rglob("*") if path.is_file())
wanted = sum(1 for name in ("resources", "docs/handbook") for path in Path("..", name).rglob("*") if path.is_file())
if not inside or found != wanted:
    sys.exit(f"package: the wheel carries {found} of {wanted} resources (inside the package: {inside})")
print(f"package: {sys.argv[1]}: {len(wheel.namelist())} files, all {wanted} resources")
PY
ls -l dist
