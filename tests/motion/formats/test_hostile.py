"""Small files of great cost, and files that are none: each is refused, with the budget told."""

import json
import os
import zipfile
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.formats import budget


def chain(joints: int, name: str = "b{}") -> str:
    lines = ["HIERARCHY"]
    for k in range(joints):
        places = "6 Xposition Yposition Zposition" if k == 0 else "3"
        lines += [f"{'JOINT' if k else 'ROOT'} {name.format(k)}", "{", f"OFFSET 0 {min(k, 1)} 0",
                  f"CHANNELS {places} Zrotation Xrotation Yrotation"]  # fmt: skip
    row = " ".join(["1"] * (3 + 3 * joints))
    return "\n".join(
        [*lines, *["}"] * joints, "MOTION", "Frames: 3", "Frame Time: 0.03", *[row] * 3]
    )


@pytest.mark.parametrize("suffix", sorted(formats.FORMATS))
def test_a_link_to_a_device_is_no_file(tmp_path: Path, suffix: str) -> None:
    if not os.path.exists("/dev/zero"):
        pytest.skip("no such device here")
    path = tmp_path / f"endless{suffix}"
    path.symlink_to("/dev/zero")
    with pytest.raises(StuntmanError, match=rf"endless|\{suffix}"):
        formats.read(path)


@pytest.mark.parametrize("suffix", sorted(formats.FORMATS))
def test_a_pointer_of_git_lfs_is_named(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"pointer{suffix}"
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 12\n")
    path.with_suffix(".asf").write_text(path.read_text())
    with pytest.raises(StuntmanError, match="git lfs pull"):
        formats.read(path)


@pytest.mark.parametrize("suffix", [".json", ".gltf", ".clip"])
def test_deep_nesting_ends_in_a_sentence(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"deep{suffix}"
    path.write_text("[" * 200_000 + "]" * 200_000)
    with pytest.raises(StuntmanError, match="deep"):
        formats.read(path)


def test_more_joints_than_a_body_has_are_refused_with_the_budget(tmp_path: Path) -> None:
    path = tmp_path / "long.bvh"
    path.write_text(chain(20_000))
    with pytest.raises(StuntmanError, match=f"{budget.JOINTS} joints"):
        formats.read(path)


def test_long_names_cost_no_more_than_short_ones(tmp_path: Path) -> None:
    path = tmp_path / "names.bvh"
    path.write_text(chain(30, "lr" * 20_000 + "{}"))
    assert formats.read(path).frames == 3


def test_more_frames_than_a_motion_has_are_refused_with_the_budget(tmp_path: Path) -> None:
    path = tmp_path / "frames.npz"
    poses, trans = np.zeros((550_000, 66), "f4"), np.zeros((550_000, 3), "f4")
    np.savez_compressed(path, poses=poses, trans=trans, fps=np.array(30.0))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(StuntmanError, match=f"550000 frames.*{budget.FRAMES} frames"):
        formats.read(path)


def test_a_damaged_packing_ends_in_a_sentence(tmp_path: Path) -> None:
    array = BytesIO()
    np.save(array, np.zeros((50, 72)))
    path = tmp_path / "packed.npz"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("poses.npy", array.getvalue())
    data = bytearray(path.read_bytes())
    data[55:85] = b"\xff" * 30
    path.write_bytes(data)
    with pytest.raises(StuntmanError, match=r"no sound \.npz archive"):
        formats.read(path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": {"node": 0, "path": ["rotation"]}}, "moves|no animation|nothing moves"),
        ({"target": {"node": 0, "path": {"a": 1}}}, "moves|no animation|nothing moves"),
    ],
)
def test_a_path_of_another_kind_ends_in_a_sentence(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    content = {"asset": {"version": "2.0"}, "nodes": [{"name": "a"}],
               "animations": [{"samplers": [], "channels": [change]}]}  # fmt: skip
    path = tmp_path / "kind.gltf"
    path.write_text(json.dumps(content))
    with pytest.raises(StuntmanError, match=said):
        formats.read(path)


def test_one_buffer_named_often_is_held_once(tmp_path: Path) -> None:
    (tmp_path / "big.bin").write_bytes(bytes(3_000_000))
    accessor = {"componentType": 5126, "count": 700_000, "type": "SCALAR"}
    content = {
        "asset": {"version": "2.0"},
        "buffers": [{"uri": "big.bin", "byteLength": 3_000_000}] * 150,
        "bufferViews": [{"buffer": k, "byteLength": 3_000_000} for k in range(150)],
        "accessors": [accessor | {"bufferView": k} for k in range(150)],
        "nodes": [{"name": "a"}],
        "animations": [{"samplers": [{"input": k, "output": k} for k in range(150)],
                        "channels": [{"sampler": k, "target": {"node": 0, "path": "rotation"}}
                                     for k in range(150)]}],
    }  # fmt: skip
    path = tmp_path / "often.gltf"
    path.write_text(json.dumps(content))
    with pytest.raises(StuntmanError, match=r"often\.gltf"):
        formats.read(path)


def test_compressed_keys_are_named(tmp_path: Path) -> None:
    view = {"buffer": 0, "byteLength": 8, "extensions": {"EXT_meshopt_compression": {}}}
    content = {
        "asset": {"version": "2.0"},
        "buffers": [{"uri": "data:;base64,AAAAAAAAAAA=", "byteLength": 8}],
        "bufferViews": [view],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 2, "type": "SCALAR"}],
        "nodes": [{"name": "a"}],
        "animations": [{"samplers": [{"input": 0, "output": 0}],
                        "channels": [{"sampler": 0, "target": {"node": 0, "path": "scale"}}]}],
    }  # fmt: skip
    path = tmp_path / "small.gltf"
    path.write_text(json.dumps(content))
    with pytest.raises(StuntmanError, match=r"EXT_meshopt_compression.*without compression"):
        formats.read(path)
