#!/bin/sh
# Renew the picture of README from a rehearsal. More: PICTURES="today=vandaag" (name here = name there, without number).
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
out=build/pictures
rm -rf "$out"
QT_QPA_PLATFORM=offscreen .venv/bin/python -m wijkdesk.cli rehearse --out "$out"
mkdir -p docs/pictures
for pair in visit=bezoek-wonen ${PICTURES:-}; do
    name=${pair%%=*}
    found=$(find "$out" -name "[0-9]*-${pair#*=}.png" | grep -E "/[0-9]+-${pair#*=}\.png$" | sort | head -n 1)
    [ -n "$found" ] || { echo "pictures: the rehearsal left no ${pair#*=} in $out" >&2; exit 1; }
    .venv/bin/python - "$found" "docs/pictures/$name.png" <<'END'
import sys

from PIL import Image

picture = Image.open(sys.argv[1]).convert("RGB")
picture.quantize(256, dither=Image.Dither.NONE).save(sys.argv[2], optimize=True)
END
    echo "pictures: $found is now docs/pictures/$name.png"
done
echo "pictures: look at them before you commit; the pairs beside the designs are made by hand (docs/pictures/README.md)"
