"""The renderer that is found draws; one that does not is passed over or named."""

import os
import subprocess
import sys
from collections.abc import Iterator

import mujoco
import numpy as np
import pytest
from mujoco.rendering.classic import gl_context

from stuntman.errors import StuntmanError
from stuntman.viewer import gl

SCENE = """
<mujoco>
  <worldbody>
    <light pos="0 0 3"/>
    <camera name="front" pos="0 -3 0" xyaxes="1 0 0 0 0 1"/>
    <geom type="capsule" size=".2 .5" rgba="1 0 0 1"/>
  </worldbody>
</mujoco>
"""
NOTHING_DRAWS = "no OpenGL library on this machine: scripts/setup_gl.sh installs one"


@pytest.fixture(autouse=True)
def fresh_choice(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test chooses anew, and its choice goes with it."""
    monkeypatch.setenv("MUJOCO_GL", os.environ.get("MUJOCO_GL", ""))
    gl.working_backend.cache_clear()
    yield
    gl.working_backend.cache_clear()


def test_the_renderer_found_draws_though_mujoco_is_imported_already(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gl_context, "GLContext", None)
    backend = gl.working_backend()
    if backend is None:
        pytest.skip(NOTHING_DRAWS)
    model = mujoco.MjModel.from_xml_string(SCENE)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    with mujoco.Renderer(model, 120, 160) as renderer:
        renderer.update_scene(data, "front")
        picture = renderer.render()
    middle, corner = picture[60, 80].astype(int), picture[0, 0].astype(int)
    assert picture.shape == (120, 160, 3)
    assert middle[0] > 2 * middle[1:].max()
    assert np.all(corner == 0)
    assert os.environ["MUJOCO_GL"] == gl.require_backend() == backend


def test_a_renderer_that_does_not_draw_is_passed_over() -> None:
    if settle(MUJOCO_GL="osmesa").returncode:
        pytest.skip("no OSMesa on this machine: scripts/setup_gl.sh installs it")
    # Set to anything but "egl", this makes MuJoCo's EGL fail while it is imported.
    assert settle(MUJOCO_GL="", DISPLAY="", PYOPENGL_PLATFORM="osmesa").stdout == "osmesa\n"


def test_a_renderer_of_the_users_that_does_not_draw_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("MUJOCO_GL", "off")
    assert gl.working_backend() is None
    with pytest.raises(StuntmanError, match=r"MUJOCO_GL=off .*apt-get install"):
        gl.require_backend()
    assert os.environ["MUJOCO_GL"] == "off"


def test_where_nothing_draws_the_sentence_gives_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gl, "candidates", lambda: ())
    monkeypatch.setenv("MUJOCO_GL", "")
    with pytest.raises(StuntmanError, match=r"OpenGL.*apt-get install .*libosmesa6"):
        gl.require_backend()


def test_as_a_program_it_fails_with_that_sentence_alone() -> None:
    said = settle(MUJOCO_GL="off")
    assert (said.returncode, said.stdout) == (1, "")
    assert len(said.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere MuJoCo's own default serves")
def test_a_display_is_the_last_thing_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJOCO_GL", "")
    monkeypatch.setenv("DISPLAY", "")
    assert gl.candidates() == ("egl", "osmesa")
    monkeypatch.setenv("DISPLAY", ":0")
    assert gl.candidates() == ("egl", "osmesa", "glfw")
    monkeypatch.setenv("MUJOCO_GL", "osmesa")
    assert gl.candidates() == ("osmesa",)


def settle(**environment: str) -> subprocess.CompletedProcess[str]:
    """The module run as a program, in an environment of ours on top of the present one."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYOPENGL_PLATFORM"}
    return subprocess.run(
        [sys.executable, "-m", "stuntman.viewer.gl"],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
