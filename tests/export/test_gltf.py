"""GLB of a performance: valid, and in three.js the bones are where the simulation had them."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser

from stuntman.errors import StuntmanError
from stuntman.export import gltf
from stuntman.mjcf.geometry import body_poses
from stuntman.mjcf.names import body_names
from stuntman.motion.formats import gltf as gltf_format
from stuntman.playback.ground import Ground
from stuntman.playback.recording import Performance

BROWSER = Path(__file__).parent / "browser"
MODULES = BROWSER / "node_modules"


@pytest.fixture(scope="module")
def glb(performance: Performance, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gltf") / "take.glb"
    gltf.write(performance, path)
    return path


@pytest.fixture(scope="module")
def modules() -> Path:
    if not (MODULES / "three").is_dir() or shutil.which("node") is None:
        pytest.skip("no gltf-validator and three.js: npm ci --prefix tests/export/browser")
    return MODULES


def test_the_khronos_validator_finds_nothing(glb: Path, modules: Path) -> None:
    command = ["node", str(BROWSER / "validate.cjs"), str(glb)]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    report = json.loads(told.stdout)
    assert report["issues"]["numErrors"] == report["issues"]["numWarnings"] == 0, report["issues"]
    assert report["info"]["animationCount"] == 1


def test_three_js_has_every_bone_where_the_simulation_had_the_body(
    glb: Path, modules: Path, browser: Browser, performance: Performance
) -> None:
    positions, _ = body_poses(performance.model, performance.qpos)
    names = body_names(performance.model)
    frames = [0, 25, 59]
    seen = bones_at(glb, modules, browser, [frame / performance.rate for frame in frames])
    for frame, bones in zip(frames, seen, strict=True):
        assert set(bones) == set(names)
        for body, name in enumerate(names):
            left, up, forward = bones[name]
            apart = np.array([forward, left, up]) - positions[frame, body]
            assert np.linalg.norm(apart) < 1e-3, name


def test_our_own_reader_takes_it(glb: Path, performance: Performance) -> None:
    clip = gltf_format.read(glb)
    joints, _ = clip.global_transforms()
    positions, _ = body_poses(performance.model, performance.qpos)
    names = body_names(performance.model)
    order = [clip.skeleton.names.index(name) for name in names]
    np.testing.assert_allclose(joints[:, order], positions, atol=1e-5)


def test_what_cannot_be_written_is_a_sentence(performance: Performance, tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"gone/take\.glb: cannot be written"):
        gltf.write(performance, tmp_path / "gone" / "take.glb")


def bones_at(
    glb: Path, modules: Path, browser: Browser, times: list[float]
) -> list[dict[str, Any]]:
    """What three.js in headless Chromium has for the bones at times in s."""
    files = {"index.html": BROWSER / "index.html", "take.glb": glb}

    def serve(route: Any) -> None:
        name = route.request.url.removeprefix("http://files.test/")
        route.fulfill(path=files.get(name, modules / name))

    page = browser.new_page()
    page.route("http://files.test/**", serve)
    page.goto("http://files.test/index.html")
    page.wait_for_function("window.bonesAt", timeout=30_000)
    seen = [page.evaluate("t => window.bonesAt(t)", time) for time in times]
    page.close()
    return seen


def test_ground_lies_in_the_file_where_it_was(performance: Performance, tmp_path: Path) -> None:
    """Two plates, the second higher; one of them seen twice."""
    plates = Ground(
        np.array([[1.0, 0.0, -0.5], [3.0, 0.0, -0.3]]),
        np.tile([1.0, 0.0, 0.0, 0.0], (2, 1)),
        np.array([[0.9, 2.0, 0.5], [1.0, 2.0, 0.5]]),
        0.0,
    )
    path = tmp_path / "course.glb"
    gltf.write(replace(performance, ground=(plates, plates)), path)
    content = read_glb(path)
    mesh = content["meshes"][content["nodes"][-1]["mesh"]]
    assert content["nodes"][-1]["name"] == mesh["name"] == "ground"
    accessor = content["accessors"][mesh["primitives"][0]["attributes"]["POSITION"]]
    assert accessor["count"] == 2 * 24
    # Of glTF's axes x is left, y up, z forward.
    assert accessor["min"] == pytest.approx([-2.0, -1.0, 0.1])
    assert accessor["max"] == pytest.approx([2.0, 0.2, 4.0])


def read_glb(path: Path) -> dict[str, Any]:
    """The JSON of a file."""
    data = path.read_bytes()
    length = int.from_bytes(data[12:16], "little")
    content: dict[str, Any] = json.loads(data[20 : 20 + length])
    return content
