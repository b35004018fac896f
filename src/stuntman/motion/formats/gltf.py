"""glTF 2.0, as .glb or .gltf: one animation of the first skin's joints, or of a body in parts.

Layout after the Khronos specification: y up, metres, rotations x y z w.
"""

import base64
import binascii
import json
import math
import struct
import urllib.parse
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.motion.formats.rig import from_transforms, to_clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_MAGIC, _JSON, _BIN = b"glTF", b"JSON", b"BIN\0"
# componentType -> NumPy's name, and the integer that stands for 1 where it is normalized.
_COMPONENTS = {
    5120: ("<i1", 127.0),
    5121: ("<u1", 255.0),
    5122: ("<i2", 32767.0),
    5123: ("<u2", 65535.0),
    5126: ("<f4", 1.0),
}
_WIDTHS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}
_PATHS = {"translation": slice(0, 3), "rotation": slice(3, 7), "scale": slice(7, 10)}
_MOST_NODES = 5_000
_MOST_NUMBERS = 20_000_000
# A key spacing this near (relatively) to a whole rate is that rate: times are single precision.
_ROUNDED = 1e-3


def read(path: Path, animation: str | None = None) -> Clip:
    """Read one animation: the named one, or the first.

    The clip's bones are the first skin's joints; without a skin, the nodes that the animation
    moves and what hangs from them other than meshes. Keys are sampled at the rate of the densest.

    Raises:
        StuntmanError: the file is damaged, or has no such animation.
    """
    try:
        return _clip(path, animation)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}") from error


@dataclass(frozen=True)
class _File:
    """A file's JSON and buffers."""

    content: dict[str, Any]
    buffers: list[bytes]

    def all(self, key: str) -> list[dict[str, Any]]:
        """The list of objects under a key of the top level; empty where there is none."""
        found = self.content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise _damage(f'"{key}"')
        return found

    def numbers(self, accessor: object) -> Array:
        """The (count, width) numbers of an accessor."""
        entry = _at(self.all("accessors"), accessor, "accessor")
        view = _at(self.all("bufferViews"), entry.get("bufferView"), "bufferView")
        buffer = _at(self.buffers, view.get("buffer"), "buffer")
        component, width = entry.get("componentType"), _WIDTHS.get(str(entry.get("type")))
        if not isinstance(component, int) or component not in _COMPONENTS or width is None:
            raise _damage("an accessor's type")
        if "sparse" in entry:
            raise StuntmanError("has sparse keys, which are not read; export it without")
        kind, one = _COMPONENTS[component]
        item = np.dtype(kind).itemsize * width
        count = _whole(entry, "count", 0)
        stride = _whole(view, "byteStride", 0) or item
        start = _whole(view, "byteOffset", 0) + _whole(entry, "byteOffset", 0)
        if count < 1 or stride < item or start + (count - 1) * stride + item > len(buffer):
            raise StuntmanError("an accessor reaches past its buffer; the file may be cut off")
        table = np.ndarray((count, width), kind, buffer, start, (stride, item // width))
        with np.errstate(invalid="ignore"):  # what is not finite is found by who asks
            values = table.astype(np.float64)
        return values if one == 1.0 else np.maximum(values / one, -1.0)


def _clip(path: Path, animation: str | None) -> Clip:
    file = _load(path)
    nodes = file.all("nodes")
    parents = _parents(nodes)
    motion = _animation(file, animation)
    channels = _channels(file, motion, len(nodes))
    if not channels:
        raise StuntmanError("its animation moves no node; give a file with motion")
    order = _ordered(parents, _wanted(file, nodes, parents, {node for node, _ in channels}))
    times = _times([key_times for key_times, _, _ in channels.values()])
    if len(times) * len(order) * 10 > _MOST_NUMBERS:
        raise StuntmanError("its animation is longer than any motion; cut it")
    rest = np.stack([_transform(nodes[node]) for node in order])
    rows = np.tile(rest, (len(times), 1, 1))
    for (node, part), (key_times, values, how) in channels.items():
        if node in order:
            rows[:, order.index(node), _PATHS[part]] = _sample(times, key_times, values, how, part)
    names = [str(nodes[node].get("name") or f"node{node}") for node in order]
    above = [order.index(parents[node]) if parents[node] in order else -1 for node in order]
    if above.count(-1) > 1:  # several trees hang together in the scene
        names, above = ["scene", *names], [-1, *(parent + 1 for parent in above)]
        still = _transform({})
        rest = np.concatenate([still[None], rest])
        rows = np.concatenate([np.tile(still, (len(rows), 1, 1)), rows], axis=1)
    fps = (len(times) - 1) / float(times[-1] - times[0])
    rig = from_transforms(names, above, rows, rest, float(f"{fps:.6g}"))
    return to_clip(path.stem, rig, up="y", unit=1.0)


def _load(path: Path) -> _File:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StuntmanError(f"cannot be read ({error.strerror}); give a glTF file") from error
    binary, text = b"", data
    if data[:4] == _MAGIC:
        chunks = _chunks(data)
        text, binary = chunks.get(_JSON, b""), chunks.get(_BIN, b"")
    try:
        content = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise StuntmanError("is no glTF, or a part of one; get the file again") from error
    if not isinstance(content, dict):
        raise StuntmanError("is no glTF; get the file again")
    file = _File(content, [])
    for entry in file.all("buffers"):
        file.buffers.append(_buffer(path, entry.get("uri"), binary))
    return file


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """A GLB's chunks by their type; the first of each."""
    out: dict[bytes, bytes] = {}
    at = 12
    while at + 8 <= len(data):
        length, kind = struct.unpack_from("<I4s", data, at)
        if at + 8 + length > len(data):
            raise StuntmanError("is cut off; get the file again")
        out.setdefault(kind, data[at + 8 : at + 8 + length])
        at += 8 + length
    return out


def _buffer(path: Path, uri: object, binary: bytes) -> bytes:
    if uri is None:
        return binary
    if not isinstance(uri, str):
        raise _damage("a buffer's uri")
    if uri.startswith("data:"):
        try:
            return base64.b64decode(uri.partition(",")[2])
        except (binascii.Error, ValueError) as error:
            raise _damage("a buffer's base64") from error
    name = urllib.parse.unquote(uri)
    if name != Path(name).name:
        raise StuntmanError("names a buffer outside of its folder; put it beside the file")
    try:
        return path.with_name(name).read_bytes()
    except (OSError, ValueError) as error:
        raise StuntmanError(f"its buffer {uri[:80]!r} cannot be read; put it beside it") from error


def _parents(nodes: list[dict[str, Any]]) -> list[int]:
    """Each node's parent, -1 for those on top; every chain ends."""
    if not 0 < len(nodes) <= _MOST_NODES:
        raise StuntmanError(f"has {len(nodes)} nodes; give a file with a body that moves")
    parents = [-1] * len(nodes)
    for place, node in enumerate(nodes):
        children = node.get("children", [])
        if not isinstance(children, list):
            raise _damage("a node's children")
        for child in children:
            _at(nodes, child, "node")
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


def _animation(file: _File, name: str | None) -> dict[str, Any]:
    animations = file.all("animations")
    if not animations:
        raise StuntmanError("has no animation; export it with one")
    if name is None:
        return animations[0]
    for entry in animations:
        if entry.get("name") == name:
            return entry
    known = ", ".join(str(entry.get("name")) for entry in animations)
    raise StuntmanError(f"has no animation {name!r}; choose one of {known}")


def _channels(
    file: _File, motion: dict[str, Any], nodes: int
) -> dict[tuple[int, str], tuple[Array, Array, str]]:
    """Key times (keys,), values and interpolation by node and by what of it moves."""
    out: dict[tuple[int, str], tuple[Array, Array, str]] = {}
    samplers = motion.get("samplers")
    listed = motion.get("channels")
    if not isinstance(samplers, list) or not isinstance(listed, list):
        raise _damage("an animation")
    for channel in listed:
        target = channel.get("target") if isinstance(channel, dict) else None
        if not isinstance(target, dict):
            raise _damage("a channel")
        part, node = target.get("path"), target.get("node")
        if part not in _PATHS or node is None:
            continue  # a morph target, or an extension's
        _at(range(nodes), node, "node")
        sampler = _at(samplers, channel.get("sampler"), "sampler")
        if not isinstance(sampler, dict):
            raise _damage("a sampler")
        times = file.numbers(sampler.get("input"))[:, 0]
        values = file.numbers(sampler.get("output"))
        how = sampler.get("interpolation", "LINEAR")
        keys = 3 * len(times) if how == "CUBICSPLINE" else len(times)
        width = 4 if part == "rotation" else 3
        if how not in ("LINEAR", "STEP", "CUBICSPLINE") or values.shape != (keys, width):
            raise _damage("a sampler")
        if not np.all(np.isfinite(times)) or not np.all(np.diff(times) > 0):
            raise StuntmanError("its keys' times do not rise; export it again")
        if not np.all(np.isfinite(values)):
            raise StuntmanError("a key holds a number that is not finite; export it again")
        out[node, part] = (times, values, how)
    return out


def _wanted(
    file: _File, nodes: list[dict[str, Any]], parents: list[int], moved: set[int]
) -> set[int]:
    """The nodes that become bones, with all above them."""
    skins = file.all("skins")
    if skins:
        joints = skins[0].get("joints")
        if not isinstance(joints, list) or not joints:
            raise _damage("a skin")
        for joint in joints:
            _at(nodes, joint, "node")
        body = set(joints)
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
        raise _damage("a node's matrix")
    m = matrix[:3, :3] / scale
    # The largest eigenvector of this symmetric matrix is the rotation (Bar-Itzhack 2000).
    k = np.array(
        [
            [m[0, 0] + m[1, 1] + m[2, 2], m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1]],
            [0.0, m[0, 0] - m[1, 1] - m[2, 2], m[0, 1] + m[1, 0], m[0, 2] + m[2, 0]],
            [0.0, 0.0, m[1, 1] - m[0, 0] - m[2, 2], m[1, 2] + m[2, 1]],
            [0.0, 0.0, 0.0, m[2, 2] - m[0, 0] - m[1, 1]],
        ]
    )
    turn = np.linalg.eigh(k, UPLO="U")[1][:, -1]
    return np.concatenate([matrix[:3, 3], turn, scale])


def _vector(value: object, size: int) -> Array:
    if (
        not isinstance(value, list)
        or len(value) != size
        or not all(isinstance(x, int | float) and math.isfinite(x) for x in value)
    ):
        raise _damage("a node's place")
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
    if frames > _MOST_NUMBERS:
        raise StuntmanError("its animation is longer than any motion; cut it")
    return np.linspace(begin, end, max(1, round(frames)) + 1)


def _sample(times: Array, keys: Array, values: Array, how: str, part: str) -> Array:
    """Values (frames, width) between keys; rotations as w x y z of unit length."""
    cubic = how == "CUBICSPLINE"
    if part == "rotation":
        values = values[:, [3, 0, 1, 2]]
        lengths = np.linalg.norm(values[1::3] if cubic else values, axis=-1)
        if not np.all(lengths > 0.1):
            raise StuntmanError("a key holds a rotation that is none; export it again")
    points = values[1::3] if cubic else values
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


def _at(entries: Any, place: object, what: str) -> Any:
    """The entry that an index of the file names."""
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(entries):
        raise StuntmanError(f"refers to no {what}: {str(place)[:40]}; the file is damaged")
    return entries[place]


def _whole(entry: dict[str, Any], key: str, default: int) -> int:
    value = entry.get(key, default)
    if not isinstance(value, int) or not 0 <= value < 2**40:
        raise _damage(f"{key}")
    return value


def _damage(what: str) -> StuntmanError:
    return StuntmanError(f"{what} is not as glTF has it; the file is damaged: export it again")
