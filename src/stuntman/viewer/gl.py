"""Which of MuJoCo's renderers works on this machine, settled before anything is drawn.

MuJoCo reads ``MUJOCO_GL`` once, while ``mujoco`` is imported, and takes a window system for
granted where it is unset. `working_backend` finds a renderer that draws, names it in
``MUJOCO_GL`` and hands it to MuJoCo, whether that is imported already or not.
"""

import ctypes
import importlib
import os
import subprocess
import sys
from functools import cache

from stuntman.errors import StuntmanError

APT_PACKAGES = "libosmesa6 libegl1 libgl1-mesa-dri libgles2"
APT_LINE = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {APT_PACKAGES}"

# What each of Linux's is loaded from.
_LIBRARIES = {
    "egl": ("libEGL.so.1", "libEGL.so"),
    "osmesa": ("libOSMesa.so.8", "libOSMesa.so.6", "libOSMesa.so"),
}
_PROBE_SECONDS = 60.0
_PROBE = """
import mujoco
scene = "<mujoco><worldbody><light pos='0 0 3'/><geom size='1'/></worldbody></mujoco>"
model = mujoco.MjModel.from_xml_string(scene)
data = mujoco.MjData(model)
mujoco.mj_forward(model, data)
with mujoco.Renderer(model, 48, 64) as renderer:
    renderer.update_scene(data)
    assert renderer.render().any()
"""


@cache
def working_backend() -> str | None:
    """The renderer that MuJoCo uses from now on, or None where none can draw.

    A ``MUJOCO_GL`` set by the user is tried and never replaced.
    """
    backend = next(filter(_draws, candidates()), None)
    if backend is not None:
        _hand_to_mujoco(backend)
    return backend


def require_backend() -> str:
    """The renderer that MuJoCo uses from now on; a `StuntmanError` where none can draw."""
    backend = working_backend()
    if backend is not None:
        return backend
    chosen = os.environ.get("MUJOCO_GL")
    if chosen:
        raise StuntmanError(
            f"MuJoCo cannot draw with MUJOCO_GL={chosen} on this machine: "
            f"unset it, or on Debian or Ubuntu run: {APT_LINE}"
        )
    raise StuntmanError(
        f"MuJoCo found no OpenGL library to draw pictures with: on Debian or Ubuntu run: {APT_LINE}"
    )


def candidates() -> tuple[str, ...]:
    """The renderers worth trying here, best first.

    EGL and OSMesa draw a frame equally fast on a CPU, but EGL takes a GPU where there is one.
    Neither needs a window system, so GLFW comes last even where there is a display.
    """
    chosen = os.environ.get("MUJOCO_GL")
    if chosen:
        return (chosen,)
    if sys.platform == "darwin":
        return ("cgl", "glfw")
    if sys.platform == "win32":
        return ("glfw",)
    return ("egl", "osmesa", "glfw") if os.environ.get("DISPLAY") else ("egl", "osmesa")


def installed() -> str | None:
    """A renderer whose library is here, whether it draws or not: told without MuJoCo."""
    return next(filter(_is_here, candidates()), None)


def _is_here(backend: str) -> bool:
    for library in _LIBRARIES.get(backend, ()):
        try:
            ctypes.CDLL(library)
        except OSError:
            continue
        return True
    return backend not in _LIBRARIES  # comes with the system, or with MuJoCo


def _draws(backend: str) -> bool:
    """Whether `backend` draws a frame; a process of its own, as a bad GL library may abort it."""
    try:
        probe = subprocess.run(
            [sys.executable, "-P", "-c", _PROBE],
            env={**os.environ, "MUJOCO_GL": backend},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PROBE_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return False
    return probe.returncode == 0


def _hand_to_mujoco(backend: str) -> None:
    os.environ["MUJOCO_GL"] = backend
    # `mujoco.Renderer` looks its context class up in this module each time it is made.
    imported = sys.modules.get("mujoco.rendering.classic.gl_context")
    if imported is not None:
        importlib.reload(imported)


if __name__ == "__main__":
    try:
        print(require_backend())
    except StuntmanError as error:
        sys.exit(str(error))
