"""GLB of a performance: the character as one skinned mesh, and its motion.

Layout after the Khronos specification of glTF 2.0: y up, the character faces z, metres, rotations
x y z w, colours linear. Each body is a joint and carries its geoms whole, so nothing bends.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import mujoco
import numpy as np

from stuntman import __version__, paths
from stuntman.export.gltf_file import UINT16, UINT32, GltfFile, animation
from stuntman.mjcf.geometry import anchors
from stuntman.mjcf.shapes import Shape, box, joined, moved, shape
from stuntman.motion.clip import Clip
from stuntman.motion.states import to_clip
from stuntman.playback.ground import Ground
from stuntman.playback.recording import Performance
from stuntman.spatial.rotations import Array
from stuntman.viewer.figure import with_bones

_VERTICES, _INDICES = 34962, 34963  # what a buffer view is for
_VISIBLE_GROUPS = 3  # geoms of the groups from here on are for collisions alone, by MuJoCo's custom
_GREY = np.array([0.5, 0.5, 0.5, 1.0])  # MuJoCo's default: a geom of this colour has no own
_GROUND_COLOUR = (0.8, 0.82, 0.85, 1.0)
_ROUGHNESS = 0.6


def write(performance: Performance, path: Path) -> None:
    """Write the character and its motion; whole or not at all.

    Raises:
        StuntmanError: the file cannot be written, or the body is no skeleton.
    """
    model = with_bones(performance.character).compile()
    clip = to_clip(model, performance.qpos, performance.rate, performance.clip)
    content = glb(clip, model, _boxes(performance.ground))
    with paths.written(path) as part:
        part.write_bytes(content)


def glb(clip: Clip, model: mujoco.MjModel, ground: Sequence[Shape] = ()) -> bytes:
    """The file's bytes.

    Args:
        clip: from to_clip of the same body.
        model: the body with the geoms that are to be seen. ground: what it is on, if not flat.
    """
    file = GltfFile()
    skeleton, bones = clip.skeleton, len(clip.skeleton.names)
    # The rest pose is in the place where the motion begins, unturned.
    rest = np.tile(clip.root_positions[0], (bones, 1))
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        rest[bone] = rest[parent] + skeleton.offsets[bone]
    nodes: list[dict[str, Any]] = [
        {"name": name, "translation": _axes(offset).tolist()}
        for name, offset in zip(skeleton.names, skeleton.offsets, strict=True)
    ]
    nodes[0]["translation"] = _axes(rest[0]).tolist()
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        nodes[parent].setdefault("children", []).append(bone)
    nodes.append({"name": "body", "mesh": 0, "skin": 0})

    turns = np.concatenate([clip.rotations[..., :1], _axes(clip.rotations[..., 1:])], axis=-1)
    unbind = np.tile(np.eye(4), (bones, 1, 1))
    unbind[:, :3, 3] = -_axes(rest)
    primitives, materials = _surfaces(file, model, rest)
    content: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": f"stuntman {__version__}"},
        "scene": 0,
        "scenes": [{"nodes": [0, bones]}],
        "nodes": nodes,
        "meshes": [{"name": "body", "primitives": primitives}],
        "materials": materials,
        "skins": [
            {
                "joints": list(range(bones)),
                "skeleton": 0,
                # Column by column, as the specification wants matrices.
                "inverseBindMatrices": file.add(unbind.mT.reshape(bones, 16), "MAT4"),
            }
        ],
        "animations": [animation(file, clip.name, clip.fps, _axes(clip.root_positions), turns)],
    }
    if ground:
        nodes.append({"name": "ground", "mesh": 1})
        content["scenes"] = [{"nodes": [0, bones, bones + 1]}]
        content["meshes"] += [{"name": "ground", "primitives": [_still(file, ground, materials)]}]
    return file.pack(content)


def _boxes(seen: Sequence[Ground]) -> list[Shape]:
    """All that was seen of ground."""
    rows = [np.hstack([one.positions, one.rotations, one.halves]) for one in seen]
    found: list[Shape] = []
    for row in np.unique(np.concatenate(rows), axis=0) if rows else ():
        found.append(moved(box(row[7:]), row[3:7], row[:3]))
    return found


def _still(
    file: GltfFile, shapes: Sequence[Shape], materials: list[dict[str, Any]]
) -> dict[str, Any]:
    """A primitive of what does not move, with a material of its own."""
    whole = joined(shapes)
    materials.append(_material(_GROUND_COLOUR))
    return {
        "attributes": {
            "POSITION": file.add(_axes(whole.points), "VEC3", use=_VERTICES, bounds=True),
            "NORMAL": file.add(_axes(whole.normals), "VEC3", use=_VERTICES),
        },
        "indices": file.add(whole.triangles.ravel(), "SCALAR", UINT32, _INDICES),
        "material": len(materials) - 1,
    }


def _surfaces(
    file: GltfFile, model: mujoco.MjModel, rest: Array
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A primitive and a material for each colour, of the body at rest, rest (bones, 3) in m being
    where its bones are then."""
    centres = anchors(model)
    by_colour: dict[tuple[float, ...], list[int]] = {}
    for geom in range(model.ngeom):
        if model.geom_bodyid[geom] and model.geom_group[geom] < _VISIBLE_GROUPS:
            by_colour.setdefault(_colour(model, geom), []).append(geom)
    primitives: list[dict[str, Any]] = []
    materials: list[dict[str, Any]] = []
    for colour, geoms in by_colour.items():
        points, normals, joints, triangles = [], [], [], []
        corners = 0
        for geom in geoms:
            bone = int(model.geom_bodyid[geom]) - 1
            surface = shape(model, geom)
            points.append(surface.points - centres[bone] + rest[bone])
            normals.append(surface.normals)
            joints.append(np.tile([bone, 0, 0, 0], (len(surface.points), 1)))
            triangles.append(surface.triangles + corners)
            corners += len(surface.points)
        weights = np.tile([1.0, 0.0, 0.0, 0.0], (corners, 1))
        attributes = {
            "POSITION": file.add(_axes(np.concatenate(points)), "VEC3", use=_VERTICES, bounds=True),
            "NORMAL": file.add(_axes(np.concatenate(normals)), "VEC3", use=_VERTICES),
            "JOINTS_0": file.add(np.concatenate(joints), "VEC4", UINT16, _VERTICES),
            "WEIGHTS_0": file.add(weights, "VEC4", use=_VERTICES),
        }
        indices = file.add(np.concatenate(triangles).ravel(), "SCALAR", UINT32, _INDICES)
        primitives.append(
            {"attributes": attributes, "indices": indices, "material": len(materials)}
        )
        materials.append(_material(colour))
    return primitives, materials


def _colour(model: mujoco.MjModel, geom: int) -> tuple[float, ...]:
    """A geom's colour r g b a as MuJoCo shows it: its own before its material's."""
    own, material = model.geom_rgba[geom], int(model.geom_matid[geom])
    shown = model.mat_rgba[material] if material >= 0 and np.allclose(own, _GREY) else own
    return tuple(float(part) for part in shown)


def _material(colour: tuple[float, ...]) -> dict[str, Any]:
    srgb = np.array(colour[:3])
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    blend = {"alphaMode": "BLEND"} if colour[3] < 1.0 else {}
    return blend | {
        "pbrMetallicRoughness": {
            "baseColorFactor": [*linear.tolist(), colour[3]],
            "metallicFactor": 0.0,
            "roughnessFactor": _ROUGHNESS,
        }
    }


def _axes(vectors: Array) -> Array:
    """Vectors (..., 3) from x forward, y left, z up to x left, y up, z forward."""
    return vectors[..., [1, 2, 0]]
