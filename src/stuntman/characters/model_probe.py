"""Whether MuJoCo can read a model at all, tried in a process of its own: `python model_probe.py
FILE`. A hostile or damaged file may ask for any memory, any time, or crash the parser.

Writes one line of JSON: the model's counts, or MuJoCo's error.
"""

import contextlib
import json
import os
import sys

import mujoco

_MEMORY = 1_000_000_000


def main(path: str) -> None:
    try:
        import resource
    except ImportError:  # Windows: the reader's time limit has to do
        pass
    else:
        with contextlib.suppress(ValueError, OSError):  # macOS does not grant it
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        spec = mujoco.MjSpec.from_file(path)
        told: dict[str, int | str] = {
            "bodies": len(spec.bodies),
            "joints": len(spec.joints),
            "geoms": len(spec.geoms),
        }
    except (ValueError, UnicodeDecodeError) as error:
        told = {"error": " ".join(str(error).split())}
    except MemoryError:
        told = {"error": "it asks for more memory than any body"}
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()
    os._exit(0)  # no time for taking down


if __name__ == "__main__":
    main(sys.argv[1])
