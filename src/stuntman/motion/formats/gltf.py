"""glTF 2.0, as .glb or .gltf: one animation of the skins' joints, or of a body in parts.

Layout after the Khronos specification: y up, metres, rotations x y z w.
"""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats import budget
from stuntman.motion.formats.gltf_file import GltfFile, at, damage, load
from stuntman.motion.formats.options import AS_TOLD, Options
from stuntman.motion.formats.rig import from_transforms, to_clip
from stuntman.motion.formats.takes import Take, choose
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_PATHS = {"translation": slice(0, 3), "rotation": slice(3, 7), "scale": slice(7, 10)}
_MOST_NODES = 5_000
# Keys that differ by less are the same pose.
_STILL = 1e-4
# A key spacing this near (relatively) to a whole rate is that rate: times are single precision.
_ROUNDED = 1e-3


def read(path: Path, options: Options = AS_TOLD) -> Clip:
    """Read one animation: options.take, else the longest in which something moves.

    The clip's bones are the joints of the skins of one body; without a skin, the nodes that the
    animation moves and what hangs from them other than meshes. Keys are sampled at the rate of the
    densest.

    Raises:
        StuntmanError: the file is damaged, or has no such animation.
    """
    try:
        return _clip(path, options)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def takes(path: Path) -> list[Take]:
    """The file's animations.

    Raises:
        StuntmanError: the file is damaged.
    """
    try:
        return _takes(load(path))
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


def _takes(file: GltfFile) -> list[Take]:
    nodes = len(file.all("nodes"))
    out = []
    for number, motion in enumerate(file.all("animations"), 1):
        channels = _channels(file, motion, nodes).values()
        begin = min((float(times[0]) for times, _, _ in channels), default=0.0)
        end = max((float(times[-1]) for times, _, _ in channels), default=0.0)
        moves = any(np.ptp(_points(values, how), axis=0).max() > _STILL
                    for _, values, how in channels)  # fmt: skip
        name = motion.get("name")
        out.append(
            Take(name if isinstance(name, str) and name else f"take {number}", end - begin, moves)
        )
    return out


def _points(values: Array, how: str) -> Array:
    """The values at the keys, without a spline's tangents."""
    return values[1::3] if how == "CUBICSPLINE" else values


def _clip(path: Path, options: Options) -> Clip:
    file = load(path)
    nodes = file.all("nodes")
    parents = _parents(nodes)
    number, note = choose(_takes(file), options.take)
    channels = _channels(file, file.all("animations")[number], len(nodes))
    order = _ordered(parents, _wanted(file, nodes, parents, {node for node, _ in channels}))
    times = _times([key_times for key_times, _, _ in channels.values()])
    budget.check(len(times), len(order))
    rest = np.stack([_transform(nodes[node]) for node in order])
    rows = np.tile(rest, (len(times), 1, 1))
    place = {node: k for k, node in enumerate(order)}
    for (node, part), (key_times, values, how) in channels.items():
        if node in place:
            rows[:, place[node], _PATHS[part]] = _sample(times, key_times, values, how, part)
    names = [str(nodes[node].get("name") or f"node{node}") for node in order]
    above = [place.get(parents[node], -1) for node in order]
    if above.count(-1) > 1:  # several trees hang together in the scene
        names, above = ["scene", *names], [-1, *(parent + 1 for parent in above)]
        still = _transform({})
        rest = np.concatenate([still[None], rest])
        rows = np.concatenate([np.tile(still, (len(rows), 1, 1)), rows], axis=1)
    fps = options.fps or float(f"{(len(times) - 1) / float(times[-1] - times[0]):.6g}")
    rig = from_transforms(names, above, rows, rest, fps)
    rig = replace(rig, notes=(*rig.notes, *([note] if note else [])))
    return to_clip(path.stem, rig, options, up="y", unit=1.0)


def _parents(nodes: list[dict[str, Any]]) -> list[int]:
    """Each node's parent, -1 for those on top; every chain ends."""
    if not 0 < len(nodes) <= _MOST_NODES:
        raise StuntmanError(f"has {len(nodes)} nodes; give a file with a body that moves")
    parents = [-1] * len(nodes)
    for place, node in enumerate(nodes):
        children = node.get("children", [])
        if not isinstance(children, list):
            raise damage("a node's children")
        for child in children:
            at(nodes, child, "node")
            if parents[child] != -1:
                raise StuntmanError(f"node {child} has two parents; export it again")
            parents[child] = place
    for place in range(len(nodes)):
        _chain(parents, place)
    return parents


def _chain(parents: list[int], node: int) -> list[int]:
    """A node and all above it."""
    chain = [node]
    while parents[chain[-1]] >= 0:
        chain.append(parents[chain[-1]])
        if len(chain) > len(parents):
            raise StuntmanError(f"node {node} hangs from itself; export it again")
    return chain


def _channels(
    file: GltfFile, motion: dict[str, Any], nodes: int
) -> dict[tuple[int, str], tuple[Array, Array, str]]:
    """Key times (keys,), values and interpolation by node and by what of it moves."""
    out: dict[tuple[int, str], tuple[Array, Array, str]] = {}
    samplers = motion.get("samplers")
    listed = motion.get("channels")
    if not isinstance(samplers, list) or not isinstance(listed, list):
        raise damage("an animation")
    for channel in listed:
        target = channel.get("target") if isinstance(channel, dict) else None
        if not isinstance(target, dict):
            raise damage("a channel")
        part, node = target.get("path"), target.get("node")
        if not isinstance(part, str) or part not in _PATHS or node is None:
            continue  # a morph target, or an extension's
        at(range(nodes), node, "node")
        sampler = at(samplers, channel.get("sampler"), "sampler")
        if not isinstance(sampler, dict):
            raise damage("a sampler")
        times = file.numbers(sampler.get("input"))[:, 0]
        values = file.numbers(sampler.get("output"))
        how = sampler.get("interpolation", "LINEAR")
        keys = 3 * len(times) if how == "CUBICSPLINE" else len(times)
        width = 4 if part == "rotation" else 3
        if how not in ("LINEAR", "STEP", "CUBICSPLINE") or values.shape != (keys, width):
            raise damage("a sampler")
        if not np.all(np.isfinite(times)) or not np.all(np.diff(times) > 0):
            raise StuntmanError("its keys' times do not rise; export it again")
        if not np.all(np.isfinite(values)):
            raise StuntmanError("a key holds a number that is not finite; export it again")
        out[node, part] = (times, values, how)
    return out


def _wanted(
    file: GltfFile, nodes: list[dict[str, Any]], parents: list[int], moved: set[int]
) -> set[int]:
    """The nodes that become bones, with all above them."""
    joints: set[int] = set()
    for skin in file.all("skins"):
        listed = skin.get("joints")
        if not isinstance(listed, list) or not listed:
            raise damage("a skin")
        for joint in listed:
            at(nodes, joint, "node")
        joints |= set(listed)
    bodies: dict[int, set[int]] = {}  # of several in one file, the one that moves most
    for joint in joints:
        top = [node for node in _chain(parents, joint) if node in joints][-1]
        bodies.setdefault(top, set()).add(joint)
    if bodies:
        body = max(bodies.values(), key=lambda body: (len(body & moved), len(body)))
    else:
        body = {
            node
            for node in range(len(nodes))
            if node in moved or ("mesh" not in nodes[node] and moved & set(_chain(parents, node)))
        }
    return {above for node in body for above in _chain(parents, node)}


def _ordered(parents: list[int], wanted: set[int]) -> list[int]:
    """Parents first, otherwise in the file's order."""
    return sorted(wanted, key=lambda node: (len(_chain(parents, node)), node))


def _transform(node: dict[str, Any]) -> Array:
    """Translation, rotation w x y z and scale (10,) of a node at rest."""
    matrix = node.get("matrix")
    if matrix is not None:
        return _decomposed(_vector(matrix, 16).reshape(4, 4).T)
    x, y, z, w = _vector(node.get("rotation", [0.0, 0.0, 0.0, 1.0]), 4)
    return np.concatenate(
        [
            _vector(node.get("translation", [0.0] * 3), 3),
            np.array([w, x, y, z]),
            _vector(node.get("scale", [1.0] * 3), 3),
        ]
    )


def _decomposed(matrix: Array) -> Array:
    scale = np.linalg.norm(matrix[:3, :3], axis=0)
    if not np.all(scale > 1e-9):
        raise damage("a node's matrix")
    turn = rot.from_matrix(matrix[:3, :3] / scale)
    return np.concatenate([matrix[:3, 3], turn, scale])


def _vector(value: object, size: int) -> Array:
    if (
        not isinstance(value, list)
        or len(value) != size
        or not all(isinstance(x, int | float) and math.isfinite(x) for x in value)
    ):
        raise damage("a node's place")
    return np.array(value, dtype=np.float64)


def _times(tracks: list[Array]) -> Array:
    """Even times (frames,) from the first key to the last, at the rate of the densest track."""
    begin = min(float(track[0]) for track in tracks)
    end = max(float(track[-1]) for track in tracks)
    spacing = min((float(np.median(np.diff(t))) for t in tracks if len(t) > 1), default=0.0)
    if not spacing > 1e-4 or not end > begin:
        raise StuntmanError("its animation has no two keys apart in time; give one that moves")
    rate = 1.0 / spacing
    if abs(rate - round(rate)) < _ROUNDED * rate:
        rate = float(round(rate))
    frames = (end - begin) * rate
    budget.check(frames, 1)
    return np.linspace(begin, end, max(1, round(frames)) + 1)


def _sample(times: Array, keys: Array, values: Array, how: str, part: str) -> Array:
    """Values (frames, width) between keys; rotations as w x y z of unit length."""
    cubic = how == "CUBICSPLINE"
    if part == "rotation":
        values = values[:, [3, 0, 1, 2]]
        lengths = np.linalg.norm(values[1::3] if cubic else values, axis=-1)
        if not np.all(lengths > 0.1):
            raise StuntmanError("a key holds a rotation that is none; export it again")
    points = _points(values, how)
    if len(keys) == 1:
        return np.tile(points[0], (len(times), 1))
    held = np.clip(times, keys[0], keys[-1])
    left = np.clip(np.searchsorted(keys, held, side="right") - 1, 0, len(keys) - 2)
    span = (keys[left + 1] - keys[left])[:, None]
    t = (held - keys[left])[:, None] / span
    if how == "STEP":
        # Keys' times are single precision: what is due at a key may be asked for just before it.
        return points[np.where(t[:, 0] < 0.999, left, left + 1)]
    if not cubic:
        if part == "rotation":
            unit = rot.normalize(points)
            return rot.slerp(unit[left], unit[left + 1], t[:, 0])
        return points[left] + t * (points[left + 1] - points[left])
    out = values[2::3][left] * span, values[0::3][left + 1] * span
    mixed = (
        (2 * t**3 - 3 * t**2 + 1) * points[left]
        + (t**3 - 2 * t**2 + t) * out[0]
        + (-2 * t**3 + 3 * t**2) * points[left + 1]
        + (t**3 - t**2) * out[1]
    )
    return mixed
