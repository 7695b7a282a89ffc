#!/bin/sh
# Renew the pictures of README and handbook from a rehearsal: PICTURES="visit today" chooses, visit is always among them.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
out=build/pictures
rm -rf "$out"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m wijkdesk.cli rehearse --out "$out"
mkdir -p docs/pictures
renewed=0
for name in visit ${PICTURES:-}; do
    found=$(find "$out" -name "*$name*.png" | sort | head -n 1)
    if [ -n "$found" ]; then
        cp "$found" "docs/pictures/$name.png"
        renewed=$((renewed + 1))
    fi
done
[ "$renewed" -gt 0 ] || { echo "pictures: the rehearsal left no picture of a visit in $out" >&2; exit 1; }
echo "pictures: renewed $renewed in docs/pictures; look at them before you commit"
