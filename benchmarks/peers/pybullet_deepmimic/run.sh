#!/bin/sh
# Sets up pybullet's DeepMimic environment in a virtual environment of its own, then times it and
# ours on one core. Safe to run again: what is already there is kept.
#   run.sh --setup-only          set up and stop
#   run.sh [compare.py options]  set up, then compare (compare.py --help lists them)
set -eu

fail() {
    echo "run.sh: $*" >&2
    exit 1
}

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../../.." && pwd)
work=$root/build/peers/pybullet_deepmimic
venv=$work/venv
stamp=$work/installed-requirements.txt
python=${PYTHON:-python3.11}
packages="libopenmpi-dev openmpi-bin"

command -v "$python" >/dev/null 2>&1 ||
    fail "$python was not found; install Python 3.11 or name it with PYTHON=/path/to/python3.11."
"$python" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
    fail "$python is not Python 3.11, which the peer's packages need."

if ! command -v mpicc >/dev/null 2>&1 || ! command -v mpirun >/dev/null 2>&1; then
    if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
        apt_log=$work/apt.log
        mkdir -p "$work"
        # shellcheck disable=SC2086  # the package list is meant to split
        { apt-get update && DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends $packages; } >"$apt_log" 2>&1 ||
            fail "installing $packages failed; see $apt_log."
    else
        fail "Open MPI is missing; run: sudo apt-get install -y $packages"
    fi
fi

if ! cmp -s "$here/requirements.txt" "$stamp"; then
    mkdir -p "$work"
    rm -rf "$venv" "$stamp"
    "$python" -m venv "$venv" || fail "could not create the virtual environment $venv."
    pip_log=$work/pip.log
    "$venv/bin/python" -m pip install -r "$here/requirements.txt" >"$pip_log" 2>&1 ||
        fail "installing the peer's packages failed; see $pip_log."
    cp "$here/requirements.txt" "$stamp"
fi

[ "${1:-}" = "--setup-only" ] && exit 0

ours=$root/.venv/bin/python
[ -x "$ours" ] || fail "our own virtual environment is missing: $ours does not exist."
exec "$ours" "$here/compare.py" "$@"
