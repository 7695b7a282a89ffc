#!/bin/sh
# Prove the two commands on a machine that has only python3, git and make: a clean root made by debootstrap.
#
# Usage (as root): scripts/prove-fresh.sh SUITE [TARGET...]
#   SUITE: bookworm, trixie, noble. TARGET: a make target, or "window": Qt opens a window on a virtual X11 display.
# What it does: a minimal root; this machine's certificate authorities, apt and pip settings copied in; python3, git and
# make installed; the last commit cloned; first as a user without rights (must end with a clear sentence), then each
# target twice as root (of the tests the second time a part: it shows how soon they start). Everything said goes to build/fresh/SUITE.log, a line per step to the screen.
# AS=dev runs the targets as an ordinary user whose sudo asks no password, instead of as root.
# MIRROR=URL overrides where debootstrap fetches from (default: this machine's own source for Debian), KEYRING=FILE the
# keys it trusts, WORK=DIR where roots are made (default /var/tmp/wijkdesk-fresh, about 2 GB; the root is removed after).
# Ends with 0 when each target passed twice.
set -eu

suite=${1:?usage: scripts/prove-fresh.sh SUITE [TARGET...]}
shift
[ $# -gt 0 ] || set -- test run
[ "$(id -u)" -eq 0 ] || { echo "prove: making a root needs root" >&2; exit 2; }

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
work=${WORK:-/var/tmp/wijkdesk-fresh}
base=$work/base-$suite
fresh=$work/fresh-$suite
log=$here/build/fresh/$suite.log
mkdir -p "$work" "$here/build/fresh"
: >"$log"

say() { printf 'prove %s: %s\n' "$suite" "$*" | tee -a "$log"; }

leave() {
    for place in dev/shm proc; do
        if mountpoint -q "$fresh/$place"; then umount "$fresh/$place"; fi
    done
    rm -rf --one-file-system "$fresh"
}

inside() {
    chroot "$fresh" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
        ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} "$@" >>"$log" 2>&1
}

# timed NAME COMMAND...: run inside, say how long it took and how it ended.
timed() {
    name=$1
    shift
    begin=$(date +%s)
    status=0
    inside "$@" || status=$?
    say "$name: $([ "$status" -eq 0 ] && echo passed || echo "FAILED ($status)") in $(($(date +%s) - begin)) s"
    return "$status"
}

make_base() {
    if [ -e "$base/.made" ]; then return 0; fi
    mirror=${MIRROR:-$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)}
    script=/usr/share/debootstrap/scripts/$suite
    if [ ! -e "$script" ]; then script=/usr/share/debootstrap/scripts/gutsy; fi
    say "making a minimal root with debootstrap"
    rm -rf "$base"
    debootstrap --variant=minbase --include=ca-certificates ${KEYRING:+--keyring="$KEYRING"} \
        "$suite" "$base" ${mirror:+"$mirror"} "$script" >>"$log" 2>&1
    touch "$base/.made"
}

# Only what a network needs: who is trusted, and how this machine's apt and pip reach their registries.
copy_settings() {
    if [ -d /usr/local/share/ca-certificates ]; then
        cp -a /usr/local/share/ca-certificates/. "$fresh/usr/local/share/ca-certificates/"
    fi
    for file in /etc/pip.conf /etc/resolv.conf /etc/apt/apt.conf.d/99*; do
        if [ -e "$file" ]; then cp -L "$file" "$fresh$file"; fi
    done
    inside update-ca-certificates
}

trap leave EXIT
leave
make_base
cp -a "$base" "$fresh"
mount -t proc proc "$fresh/proc"
mkdir -p "$fresh/dev/shm"
mount -t tmpfs tmpfs "$fresh/dev/shm"
copy_settings
if [ "$suite" = noble ]; then sed -i 's/ main$/ main universe/' "$fresh/etc/apt/sources.list"; fi
inside apt-get update -qq
timed "installing python3, git and make (the given)" apt-get install --yes -qq --no-install-recommends python3 git make
inside sh -c '. /etc/os-release; echo "$PRETTY_NAME"; python3 --version; git --version; make --version | head -n 1'
git clone --quiet "$here" "$fresh/root/wijkdesk"
say "commit $(git -C "$here" rev-parse --short HEAD), $(chroot "$fresh" python3 --version)"

inside useradd --create-home dev
cp -a "$fresh/root/wijkdesk" "$fresh/home/dev/wijkdesk"
inside chown -R dev:dev /home/dev/wijkdesk
if inside su dev -c 'cd && cd wijkdesk && make test'; then
    say "without rights: FAILED: it should have stopped"
    exit 1
fi
grep -q 'Ask someone who has, to run: apt-get' "$log" && grep -q 'setup: STOPPED' "$log"
say "without rights: stops with a clear sentence"

who=${AS:-root}
if [ "$who" = dev ]; then
    inside apt-get install --yes -qq --no-install-recommends sudo
    echo 'dev ALL=(ALL) NOPASSWD: ALL' >"$fresh/etc/sudoers.d/dev"
fi
say "the targets run as $who"

in_checkout() {
    name=$1
    shift
    timed "$name" su "$who" -c "cd ~/wijkdesk && $*"
}

bad=0
for target in "$@"; do
    if [ "$target" = window ]; then
        inside apt-get install --yes -qq --no-install-recommends xvfb xauth
        in_checkout "a window on X11 (xcb)" "xvfb-run -a .venv/bin/python scripts/open_window.py" || bad=1
        continue
    fi
    in_checkout "make $target, first time" "make $target" || bad=1
    again="make $target"
    if [ "$target" = test ]; then again="make test ARGS=tests/core"; fi # all of it once; how soon it starts twice
    in_checkout "$again, second time" "$again" || bad=1
    in_checkout "set-up alone, already done" "sh scripts/setup.sh run"
done
say "the whole story is in $log"
exit "$bad"
