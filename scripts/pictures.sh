#!/bin/sh
# Renew docs/pictures: the picture of README and the pairs beside the designs, from a rehearsal and a filled day.
set -eu
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
out=build/pictures
py=.venv/bin/python
rm -rf "$out"
export QT_QPA_PLATFORM=offscreen
$py -m wijkdesk.cli rehearse --out "$out"
PYTHONPATH=. $py scripts/filled_day.py "$out/day"

of() { # the picture of the rehearsal with that name
    found=$(find "$out" -name "[0-9]*-$1.png" | grep -E "/[0-9]+-$1\.png$" | sort | head -n 1)
    [ -n "$found" ] || { echo "pictures: the rehearsal left no $1 in $out" >&2; exit 1; }
    echo "$found"
}

for pair in 01-first-start=eerste-start 02-recovery-code=herstelcode-goed 03-unlock=ontgrendelen \
    03b-unlock-wrong=ontgrendelen-fout 09-search=zoeken 14-empty=huishoudens-leeg \
    21-two-versions=twee-versies-noor 22-not-safe-yet=wat-nog-niet-veilig-is 23-who-sees=dossier-met-collega; do
    set -- "$@" "${pair%%=*}=$(of "${pair#*=}")"
done
for picture in "$out"/day/[0-9]*.png; do
    set -- "$@" "$(basename "$picture" .png)=$picture"
done
$py scripts/pairs.py "$@" "visit=$(of bezoek-wonen)"
echo "pictures: look at them before you commit, and name their differences in docs/pictures/README.md"
