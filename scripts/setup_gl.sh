#!/bin/sh
# Gives MuJoCo a library to draw with. Usage: setup_gl.sh PYTHON
# Never fails: without a renderer everything but pictures and videos works.
set -u

python=$1

renderer() { "$python" -m stuntman.viewer.gl; }

if backend=$(renderer 2>/dev/null); then
    echo "renderer: $backend"
    exit 0
fi

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    packages=$("$python" -c 'from stuntman.viewer.gl import APT_PACKAGES; print(APT_PACKAGES)')
    # $packages is unquoted because it is several words.
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi

if backend=$(renderer); then
    echo "renderer: $backend"
fi
exit 0
