"""Reads an FBX file in a process of its own: `python -P fbx_worker.py FILE [TAKE]`.

The file is parsed by a C library whose Python binding (ufbx 0.0.5) can crash; here neither a crash,
a hang nor a hunger for memory reaches whoever wanted the clip. Needs ufbx alone.

Writes a line of JSON, which lists the file's takes, and then, of the take of that number, doubles
for every node: 10 at rest (translation 3, rotation w x y z, scale 3), then 10 in each frame.
"""

import array
import contextlib
import json
import math
import os
import sys
from typing import Any

import ufbx

# A motion of an hour at 120 frames a second is more than anyone gives; what claims more is damage.
_MOST_FRAMES, _MOST_NODES, _MOST_POSES = 200_000, 2_000, 1_000_000
# Whether a take moves is seen at so many instants of it.
_INSTANTS, _STILL = 24, 1e-4
_MEMORY = 900_000_000

# The binding crashes where some of its objects are taken down, so all live until the end.
_KEPT: list[Any] = []


def main(path: str, take: str | None) -> None:
    try:
        import resource
    except ImportError:  # Windows: the reader's time limit has to do
        pass
    else:
        with contextlib.suppress(ValueError, OSError):  # macOS does not grant it
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        header, numbers = _dump(path, take)
    except (ufbx.UfbxError, ValueError) as error:
        header, numbers = {"error": " ".join(str(error).split())}, array.array("d")
    except MemoryError:
        header, numbers = {"error": "it claims more than a body's motion"}, array.array("d")
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + numbers.tobytes())
    sys.stdout.buffer.flush()
    os._exit(0)  # the binding may crash where its objects are taken down


def _dump(path: str, take: str | None) -> tuple[dict[str, Any], "array.array[float]"]:
    scene = ufbx.load_file(
        path,
        ignore_geometry=True,
        ignore_embedded=True,
        load_external_files=False,
        target_axes=ufbx.axes_right_handed_y_up,
    )
    nodes, parents = _nodes(scene)
    _KEPT.extend((scene, *nodes))
    if len(scene.anim_stacks) == 0:
        raise ValueError("it has no animation")
    stacks = [scene.anim_stacks[k] for k in range(len(scene.anim_stacks))]
    _KEPT.extend(stacks)
    header: dict[str, Any] = {"takes": [_take(stack, nodes) for stack in stacks]}
    numbers = array.array("d")
    if take is None:
        return header, numbers
    stack = stacks[int(take)]
    begin, end = _span(stack)
    settings = scene.settings
    fps, unit = settings.frames_per_second, settings.unit_meters
    if not 1.0 <= fps <= 1000.0:
        fps = 30.0
    frames = (end - begin) * fps
    if not 0.5 < frames < _MOST_FRAMES or frames * len(nodes) > _MOST_POSES:
        raise ValueError(
            f"its animation lasts {end - begin:g} s, {frames:.0f} frames of {len(nodes)} nodes, "
            f"and {_MOST_FRAMES} frames and {_MOST_POSES} poses are the most"
        )
    times = [begin + frame / fps for frame in range(round(frames) + 1)]
    for node in nodes:
        _add(numbers, node.local_transform)
    for time in times:
        for node in nodes:
            _add(numbers, node.evaluate_transform(stack.anim, time))
    place_of = {node.typed_id: k for k, node in enumerate(nodes)}
    names = [node.name for node in nodes]
    above = [place_of.get(parents.get(node.typed_id, -1), -1) for node in nodes]
    return header | {"names": names, "parents": above, "fps": fps, "unit": unit}, numbers


def _nodes(scene: Any) -> tuple[list[Any], dict[int, int]]:
    """The bones and all above them, or all nodes where none is a bone; and each node's parent."""
    every = list(scene.nodes)
    parents = {node.typed_id: node.parent.typed_id for node in every if node.parent is not None}
    wanted: set[int] = set()
    bones = [node.typed_id for node in every if node.bone is not None]
    for place in bones or [node.typed_id for node in every]:
        at: int | None = place
        while at is not None and at not in wanted:
            wanted.add(at)
            at = parents.get(at)
    nodes = [node for node in every if node.typed_id in wanted]  # ufbx lists parents first
    if len(nodes) > _MOST_NODES:
        raise ValueError(f"it has {len(nodes)} nodes, and {_MOST_NODES} are the most")
    return nodes, parents


def _span(stack: Any) -> tuple[float, float]:
    """Begin and end (s) of a take; where the file does not tell, its first key and its last."""
    if stack.time_end > stack.time_begin:
        return stack.time_begin, stack.time_end
    begin, end = math.inf, -math.inf
    # By index and by keys: to iterate over these, or to ask a curve for its min_time, ends in a
    # crash of the binding.
    layers = stack.layers
    _KEPT.append(layers)
    for number in range(len(layers)):
        layer = layers[number]
        values = layer.anim_values
        for place in range(len(values)):
            value = values[place]
            curves = value.curves
            for axis in range(3):
                curve = curves[axis]
                if curve is not None:
                    keys = curve.keyframes
                    _KEPT.extend((layer, values, value, curves, curve, keys))
                    if len(keys) > 0:
                        first, last = keys[0], keys[len(keys) - 1]
                        _KEPT.extend((first, last))
                        begin, end = min(begin, first.time), max(end, last.time)
    return (begin, end) if end > begin else (0.0, 0.0)


def _take(stack: Any, nodes: list[Any]) -> dict[str, Any]:
    """Name and length of a take, and whether any node's transform changes at instants of it."""
    begin, end = _span(stack)
    instants = [begin + (end - begin) * k / _INSTANTS for k in range(_INSTANTS + 1)]
    moves = False
    for node in nodes:
        poses = []
        for time in instants:
            numbers = array.array("d")
            _add(numbers, node.evaluate_transform(stack.anim, time))
            poses.append(numbers)
        size = 1.0 + max(abs(value) for value in poses[0])
        if any(abs(a - b) > _STILL * size for pose in poses[1:]
               for a, b in zip(pose, poses[0], strict=True)):  # fmt: skip
            moves = True
            break
    return {"name": stack.name, "seconds": end - begin, "moves": moves}


def _add(numbers: "array.array[float]", transform: Any) -> None:
    t, r, s = transform.translation, transform.rotation, transform.scale
    numbers.extend((t.x, t.y, t.z, r.w, r.x, r.y, r.z, s.x, s.y, s.z))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
