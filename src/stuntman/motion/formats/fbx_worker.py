"""Reads an FBX file in a process of its own: `python -P fbx_worker.py FILE`.

The file is parsed by a C library whose Python binding (ufbx 0.0.5) can crash; here neither a crash,
a hang nor a hunger for memory reaches whoever wanted the clip. Needs ufbx alone.

Writes a line of JSON and then doubles, for every node: 10 at rest (translation 3, rotation w x y z,
scale 3), then 10 in each frame.
"""

import array
import contextlib
import json
import os
import sys
from typing import Any

import ufbx

# A motion of an hour at 120 frames a second is more than anyone gives; what claims more is damage.
_MOST_FRAMES = 500_000
_MEMORY = 900_000_000


def main(path: str) -> None:
    try:
        import resource
    except ImportError:  # Windows: the reader's time limit has to do
        pass
    else:
        with contextlib.suppress(ValueError, OSError):  # macOS does not grant it
            resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    try:
        header, numbers = _dump(path)
    except (ufbx.UfbxError, ValueError) as error:
        header, numbers = {"error": " ".join(str(error).split())}, array.array("d")
    except MemoryError:
        header, numbers = {"error": "it claims more than a body's motion"}, array.array("d")
    sys.stdout.buffer.write(json.dumps(header).encode() + b"\n" + numbers.tobytes())
    sys.stdout.buffer.flush()
    os._exit(0)  # the binding may crash where its objects are taken down


def _dump(path: str) -> tuple[dict[str, Any], "array.array[float]"]:
    scene = ufbx.load_file(
        path,
        ignore_geometry=True,
        ignore_embedded=True,
        load_external_files=False,
        target_axes=ufbx.axes_right_handed_y_up,
    )
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
    place_of = {node.typed_id: k for k, node in enumerate(nodes)}
    if len(scene.anim_stacks) == 0:
        raise ValueError("it has no animation")
    stack = scene.anim_stacks[0]
    anim, begin, end = stack.anim, stack.time_begin, stack.time_end
    if not end > begin and len(scene.anim_curves) > 0:  # not told: from the first key to the last
        curves = list(scene.anim_curves)
        begin = min(curve.min_time for curve in curves)
        end = max(curve.max_time for curve in curves)
    settings = scene.settings
    fps, unit = settings.frames_per_second, settings.unit_meters
    if not 1.0 <= fps <= 1000.0:
        fps = 30.0
    frames = (end - begin) * fps
    if not 0.5 < frames < _MOST_FRAMES or frames * len(nodes) > 10 * _MOST_FRAMES:
        raise ValueError(f"its animation lasts {end - begin:g} s")
    times = [begin + frame / fps for frame in range(round(frames) + 1)]
    numbers = array.array("d")
    for node in nodes:
        _add(numbers, node.local_transform)
    for time in times:
        for node in nodes:
            _add(numbers, node.evaluate_transform(anim, time))
    names = [node.name for node in nodes]
    above = [place_of.get(parents.get(node.typed_id, -1), -1) for node in nodes]
    return {"names": names, "parents": above, "fps": fps, "unit": unit}, numbers


def _add(numbers: "array.array[float]", transform: Any) -> None:
    t, r, s = transform.translation, transform.rotation, transform.scale
    numbers.extend((t.x, t.y, t.z, r.w, r.x, r.y, r.z, s.x, s.y, s.z))


if __name__ == "__main__":
    main(sys.argv[1])
