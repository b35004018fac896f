#!/bin/sh
# Checks and times physics, environment and PPO on a GPU, and trains the walk on it. Needs no network.
#   run.sh [--wheels FOLDER] [measure.py options]
# Wheels in FOLDER are installed into build/gpu/site first, beside what python3 (or $PYTHON) has.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$(CDPATH='' cd -- "$here/../.." && pwd)
python=${PYTHON:-python3}
site=$root/build/gpu/site

if [ "${1:-}" = "--wheels" ]; then
    [ -d "${2:-}" ] || { echo "run.sh: --wheels wants a folder, and ${2:-nothing} is none." >&2; exit 1; }
    "$python" -m pip install --quiet --no-index --no-deps --upgrade --target "$site" "$2"/*.whl
    shift 2
fi
export PYTHONPATH="$root/src:$site${PYTHONPATH:+:$PYTHONPATH}"

case " $* " in
*" --device cpu "*) tests=warp_cpu ;;
*) tests=cuda ;;
esac
"$python" -m pytest -q -p no:cacheprovider --rootdir "$root" -k "$tests" "$root/tests/physics" >&2 ||
    echo "run.sh: tests failed, see above; timing goes on." >&2
exec "$python" "$here/measure.py" "$@"
