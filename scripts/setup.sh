#!/bin/sh
# Make this checkout ready to run or to test, and say each step aloud.
#
# Usage: scripts/setup.sh run    what the app needs        (requirements/run.txt)
#        scripts/setup.sh dev    that and the test tools   (requirements/dev.txt)
#
# Debian and Ubuntu ship Python without pip and without Qt's system libraries, so both are fetched with apt where they
# are missing. That needs root, or sudo that asks for no password; without either the script names the command for a
# person who has those rights and goes on, and stops only at the step that cannot do without.
# A stamp in .venv records what was installed from what: a second run compares checksums and is done.
# Ends with 0 ready, 2 wrong use, 3 a step failed (the last line says which, what is kept and what to do).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
cd "$root"
venv=$root/.venv
py=$venv/bin/python

# What Qt loads at the first window. offscreen: tests and rehearsal. window: the xcb platform on top (docs/decisions/0001).
# a|b = the name differs between releases; the first that apt offers is taken.
offscreen_libs="libegl1 libgl1 libglib2.0-0t64|libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1"
window_libs="libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxkbcommon-x11-0"

say() { printf 'setup: %s\n' "$*"; }
stop() {
    printf 'setup: STOPPED. %s\n' "$1" >&2
    shift
    for line in "$@"; do printf 'setup: %s\n' "$line" >&2; done
    exit 3
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            command -v "$candidate"
            return
        fi
    done
}

installed() { dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q ' installed$'; }

# Prints the packages of "$@" (a|b = either will do) of which no name is installed.
missing_of() {
    for names in "$@"; do
        found=
        for name in $(echo "$names" | tr '|' ' '); do
            if installed "$name"; then found=yes; fi
        done
        if [ -z "$found" ]; then printf '%s ' "$names"; fi
    done
}

# Prints the name apt offers for each of "$@"; the last one when its lists are still empty (newer releases provide it).
offered_of() {
    for names in "$@"; do
        for name in $(echo "$names" | tr '|' ' '); do
            if [ -n "$(apt-cache show --no-all-versions "$name" 2>/dev/null)" ]; then break; fi
        done
        printf '%s ' "$name"
    done
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

# The tests run a private PostgreSQL from these binaries; Debian and Ubuntu keep them outside PATH (docs/server.md).
postgresql_there() {
    for tool in /usr/lib/postgresql/*/bin/initdb; do
        if [ -x "$tool" ]; then return 0; fi
    done
    command -v initdb >/dev/null 2>&1
}

# Sets $todo to the command a person with rights must run when this script may not or could not; else leaves it empty.
system_packages() {
    todo=
    command -v apt-get >/dev/null 2>&1 || { say "no apt here: taking the system libraries as they are"; return 0; }
    wanted=$(missing_of $offscreen_libs $window_libs)
    if [ "$mode" = dev ] && ! postgresql_there; then wanted="postgresql $wanted"; fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null || wanted="python3-venv $wanted"
    if [ -z "$wanted" ]; then say "system packages: all present"; return 0; fi
    if ! may_install; then
        todo="apt-get update && apt-get install --yes --no-install-recommends $(offered_of $wanted)"
        say "system packages missing: $(echo "$wanted" | sed "s/|[^ ]*//g")"
        say "You have no rights to install them. Ask someone who has, to run: $todo"
        return 0
    fi
    say "installing system packages with apt: $(echo "$wanted" | sed "s/|[^ ]*//g")"
    if as_root apt-get update -qq \
        && as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes -qq --no-install-recommends \
            $(offered_of $wanted) >/dev/null; then
        return 0
    fi
    todo="apt-get update && apt-get install --yes --no-install-recommends $wanted"
    say "apt could not install them (its words are above); going on with what is there"
}

environment() {
    if [ -x "$py" ] && new_enough "$py" && "$py" -m pip --version >/dev/null 2>&1; then
        say "using .venv ($("$py" --version))"
        return 0
    fi
    say "making .venv with $python"
    "$python" -m venv --clear "$venv" || stop "Python cannot make an environment: its venv part is missing." \
        "Nothing was changed outside .venv." \
        "Have someone with rights run: ${todo:-apt-get install --yes python3-venv}" "Then run this again."
}

libraries() {
    say "installing the libraries of requirements/$1.txt, each checked against its hash (first time: about 180 MB)"
    "$py" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: \
        --requirement "requirements/$1.txt" || stop "pip could not install requirements/$1.txt (its words are above)." \
        "What was installed is kept in .venv." \
        "Check the network, the proxy and pip's own settings (pip config list); then run this again."
}

# The package is not installed but pointed to, so that an edit counts at once and no second copy goes stale.
point_to_checkout() {
    say "pointing .venv at this checkout"
    site=$("$py" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$root" >"$site/wijkdesk.pth"
    printf '#!/bin/sh\nexec "%s" -m wijkdesk.cli "$@"\n' "$py" >"$venv/bin/wijkdesk"
    chmod +x "$venv/bin/wijkdesk"
}

check_qt() {
    say "checking that Qt starts"
    QT_QPA_PLATFORM=offscreen "$py" -c 'from PySide6.QtWidgets import QApplication; QApplication([])' \
        || stop "Qt does not start: a system library is missing (its name is above)." "The environment .venv is kept." \
        "Have someone with rights run: ${todo:-your package manager, for the library named above}" "Then run this again."
    plugin=$("$py" -c 'import PySide6, pathlib; print(pathlib.Path(PySide6.__file__).parent)')/Qt/plugins/platforms/libqxcb.so
    if [ -e "$plugin" ] && ! "$py" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$plugin" 2>/dev/null; then
        say "NOTE: tests and rehearsal work, a window on an X11 display does not. ${todo:+Missing: $todo}"
    fi
}

# Prints what .venv must have been made from to be ready for mode $1.
fingerprint() {
    printf '%s %s\n' "$1" "$root"
    cksum scripts/setup.sh "requirements/$1.txt"
    "$py" --version
}

ready_for() {
    [ -x "$py" ] && [ -e "$venv/.ready-$1" ] && [ "$(fingerprint "$1" 2>/dev/null)" = "$(cat "$venv/.ready-$1")" ]
}

mode=${1:-}
case $mode in
run | dev) ;;
*) echo "usage: scripts/setup.sh run|dev" >&2; exit 2 ;;
esac

if ready_for "$mode" || { [ "$mode" = run ] && ready_for dev; }; then exit 0; fi

python=$(find_python)
[ -n "$python" ] || stop "Python 3.11 or newer is needed; this machine has: $(python3 --version 2>&1 || echo none)." \
    "Nothing was changed." \
    "Install python3 (Debian 12 or newer and Ubuntu 24.04 have it), or set PYTHON=/path/to/python3.11; then run this again."
say "preparing WijkDesk in $root with $("$python" --version)"
system_packages
environment
libraries "$mode"
point_to_checkout
check_qt
fingerprint "$mode" >"$venv/.ready-$mode"
say "ready"
