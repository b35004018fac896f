"""glTF: bodies with and without a skin, every interpolation, and damage that is told."""

import base64
import json
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats import gltf
from stuntman.motion.formats.options import Options
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


class Builder:
    """Collects arrays into one buffer."""

    def __init__(self) -> None:
        self.data = b""
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []

    def add(self, values: Array) -> int:
        table = np.asarray(values, dtype="<f4")
        kind = {1: "SCALAR", 3: "VEC3", 4: "VEC4"}[1 if table.ndim == 1 else table.shape[1]]
        place = {"buffer": 0, "byteOffset": len(self.data), "byteLength": table.nbytes}
        self.views.append(place)
        self.accessors.append(
            {"bufferView": len(self.views) - 1, "componentType": 5126, "type": kind}
            | {"count": len(table)}
        )
        self.data += table.tobytes()
        return len(self.accessors) - 1


def y_up(vectors: Array) -> Array:
    return vectors[..., [1, 2, 0]]


def content_of(clip: Clip, how: str = "LINEAR") -> tuple[dict[str, Any], bytes]:
    """A file's JSON, without its buffers, and the buffer: a node a bone, a mesh on each."""
    build, skeleton = Builder(), clip.skeleton
    times = build.add(np.arange(clip.frames) / clip.fps)
    nodes: list[dict[str, Any]] = [
        {"name": name, "translation": y_up(offset).tolist(), "children": []}
        for name, offset in zip(skeleton.names, skeleton.offsets, strict=True)
    ]
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        nodes[parent]["children"].append(bone)
    tracks = [(0, "translation", y_up(clip.root_positions))]
    for bone in range(len(skeleton.names)):
        w, xyz = clip.rotations[:, bone, :1], y_up(clip.rotations[:, bone, 1:])
        tracks.append((bone, "rotation", np.concatenate([xyz, w], axis=1)))
        nodes[bone]["children"].append(len(nodes))
        nodes.append({"name": f"{skeleton.names[bone]} geom", "mesh": 0})
    samplers: list[dict[str, Any]] = []
    channels: list[dict[str, Any]] = []
    for node, path, values in tracks:
        if how == "CUBICSPLINE":
            slopes = np.gradient(values, 1.0 / clip.fps, axis=0)
            values = np.stack([slopes, values, slopes], axis=1).reshape(-1, values.shape[1])
        channels.append({"sampler": len(samplers), "target": {"node": node, "path": path}})
        samplers.append({"input": times, "output": build.add(values), "interpolation": how})
    animation = {"name": clip.name, "samplers": samplers, "channels": channels}
    content = {"asset": {"version": "2.0"}, "nodes": nodes, "animations": [animation]}
    content |= {"accessors": build.accessors, "bufferViews": build.views}
    return content, build.data


def save(path: Path, content: dict[str, Any], data: bytes) -> Path:
    if path.suffix == ".gltf":
        uri = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
        path.write_text(json.dumps(content | {"buffers": [{"byteLength": len(data), "uri": uri}]}))
        return path
    text = json.dumps(content | {"buffers": [{"byteLength": len(data)}]}).encode()
    text += b" " * (-len(text) % 4)
    chunks = struct.pack("<I4s", len(text), b"JSON") + text
    chunks += struct.pack("<I4s", len(data), b"BIN\0") + data
    path.write_bytes(struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks)
    return path


@pytest.mark.parametrize("how", ["LINEAR", "CUBICSPLINE"])
@pytest.mark.parametrize("suffix", [".glb", ".gltf"])
def test_a_body_in_parts_comes_back_as_it_went(
    clip: Clip, tmp_path: Path, suffix: str, how: str
) -> None:
    again = formats.read(save(tmp_path / f"tumble{suffix}", *content_of(clip, how)))

    assert (again.name, again.frames, again.fps) == ("tumble", clip.frames, clip.fps)
    assert sorted(again.skeleton.names) == sorted(clip.skeleton.names)
    order = [again.skeleton.names.index(name) for name in clip.skeleton.names]
    np.testing.assert_allclose(
        again.global_transforms()[0][:, order], clip.global_transforms()[0], atol=1e-5
    )


def test_between_cubic_keys_the_curve_is_hermites(clip: Clip, tmp_path: Path) -> None:
    """Against the fine clip that the sparse keys were taken from."""
    fine = clip.resample(120.0)
    content, data = content_of(clip, "CUBICSPLINE")
    # One dense track, of a node that does not matter, makes the reader sample at 120.
    times = np.asarray(np.arange(fine.frames) / fine.fps, dtype="<f4").tobytes()
    zeros = np.zeros((fine.frames, 3), dtype="<f4").tobytes()
    for values, kind in ((times, "SCALAR"), (zeros, "VEC3")):
        view = {"buffer": 0, "byteOffset": len(data), "byteLength": len(values)}
        content["bufferViews"].append(view)
        accessor = {"bufferView": len(content["bufferViews"]) - 1, "componentType": 5126}
        content["accessors"].append(accessor | {"type": kind, "count": fine.frames})
        data += values
    motion = content["animations"][0]
    place = len(content["accessors"])
    target = {"node": len(content["nodes"]) - 1, "path": "translation"}
    motion["channels"].append({"sampler": len(motion["samplers"]), "target": target})
    motion["samplers"].append({"input": place - 2, "output": place - 1})

    again = formats.read(save(tmp_path / "fine.glb", content, data))

    assert again.fps == 120.0
    knots = again.root_positions[::4]
    np.testing.assert_allclose(knots, clip.root_positions, atol=1e-5)
    # The path is 1.5 t, sin 4 t, 0.9 + 0.1 t; a chord misses the sine by 1 mm, a Hermite does not.
    time = np.arange(fine.frames) / 120.0
    inner = slice(4, -4)
    np.testing.assert_allclose(again.root_positions[inner, 1], np.sin(4.0 * time[inner]), atol=5e-4)


def test_steps_hold_and_do_not_blend(clip: Clip, tmp_path: Path) -> None:
    content, data = content_of(clip)
    first = content["animations"][0]["samplers"][0]
    first["interpolation"] = "STEP"
    again = formats.read(save(tmp_path / "step.glb", content, data))
    np.testing.assert_allclose(again.root_positions, clip.root_positions, atol=1e-5)


def test_a_skins_joints_are_the_bones_and_an_armatures_scale_counts(
    clip: Clip, tmp_path: Path
) -> None:
    content, data = content_of(clip)
    bones = len(clip.skeleton.names)
    content["skins"] = [{"joints": list(range(bones))}]
    content["nodes"].append({"name": "Armature", "scale": [0.5] * 3, "children": [0]})
    content["nodes"].append({"name": "Camera"})

    again = formats.read(save(tmp_path / "skin.glb", content, data))

    assert sorted(again.skeleton.names) == sorted(clip.skeleton.names)
    np.testing.assert_allclose(again.root_positions, 0.5 * clip.root_positions, atol=1e-5)


def test_an_animation_can_be_chosen_by_name(clip: Clip, tmp_path: Path) -> None:
    content, data = content_of(clip)
    other = json.loads(json.dumps(content["animations"][0])) | {"name": "other"}
    other["channels"] = other["channels"][1:]  # without the root's way
    content["animations"].append(other)
    path = save(tmp_path / "two.glb", content, data)
    assert np.ptp(gltf.read(path, Options(take="other")).root_positions) < 1e-6
    assert np.ptp(gltf.read(path).root_positions) > 1.0
    with pytest.raises(StuntmanError, match=r"no take 'third'; choose one of 'tumble', 'other'"):
        gltf.read(path, Options(take="third"))


def test_a_matrix_stands_for_place_turn_and_scale() -> None:
    turn = rot.from_rotvec(np.array([0.4, -1.2, 2.0]))
    matrix = np.eye(4)
    matrix[:3, :3] = rot.to_matrix(turn) * [0.5, 0.5, 0.5]
    matrix[:3, 3] = [1.0, 2.0, 3.0]
    place = gltf._transform({"matrix": matrix.T.ravel().tolist()})
    np.testing.assert_allclose(place[:3], [1, 2, 3])
    assert rot.angle_between(place[3:7], turn) < 1e-9
    np.testing.assert_allclose(place[7:], 0.5)


def cycle(content: dict[str, Any]) -> None:
    content["nodes"].append({"children": [len(content["nodes"]) + 1]})
    content["nodes"].append({"children": [len(content["nodes"]) - 1]})


def rest(content: dict[str, Any]) -> None:
    content["nodes"][1]["rotation"] = [0, 0, 0, 0]


def key(content: dict[str, Any]) -> None:
    content["accessors"][2]["count"] = 10**9


def sampler(content: dict[str, Any]) -> None:
    content["animations"][0]["channels"][0]["sampler"] = 99


@pytest.mark.parametrize(
    ("hurt", "said"),
    [
        (cycle, "hangs from itself"),
        (rest, "frame 1 holds a number that is no motion"),
        (key, "reaches past its buffer"),
        (sampler, "refers to no sampler: 99"),
        (lambda content: content.pop("animations"), "has no animation"),
        (lambda content: content.update(nodes=[]), "has 0 nodes"),
        (lambda content: content.update(nodes=3), '"nodes" is not as glTF has it'),
    ],
)
def test_damage_ends_in_a_sentence(
    clip: Clip, tmp_path: Path, hurt: Callable[[dict[str, Any]], None], said: str
) -> None:
    content, data = content_of(clip)
    hurt(content)
    path = save(tmp_path / "bad.glb", content, data)
    with pytest.raises(StuntmanError, match=f"bad.glb: .*{said}"):
        formats.read(path)


def test_a_buffer_outside_of_the_files_folder_is_not_opened(clip: Clip, tmp_path: Path) -> None:
    content, _ = content_of(clip)
    (tmp_path / "secret.bin").write_bytes(b"0" * 100_000)
    (tmp_path / "inner").mkdir()
    path = tmp_path / "inner" / "reach.gltf"
    path.write_text(json.dumps(content | {"buffers": [{"uri": "../secret.bin"}]}))
    with pytest.raises(StuntmanError, match="outside of its folder"):
        formats.read(path)
