#!/bin/sh
# Installs torch's build for the processor where no NVIDIA GPU is. Usage: setup_torch.sh PYTHON
# For Linux the package index has the build for CUDA, which brings several gigabytes of libraries.
# Never fails: where this index cannot be reached, the usual one's build serves as well.
set -u

python=$1
[ "$(uname -s)" = Linux ] || exit 0 # elsewhere the usual build is for the processor
! command -v nvidia-smi >/dev/null || exit 0
! "$python" -c 'import importlib.metadata as m; m.version("torch")' 2>/dev/null || exit 0

"$python" -m pip install --disable-pip-version-check --quiet --retries 1 --timeout 15 \
    --index-url https://download.pytorch.org/whl/cpu "$(grep '^torch==' requirements.lock)" ||
    echo "torch: the build for the processor cannot be had here; the usual one is installed."
exit 0
