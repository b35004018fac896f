"""The container of glTF 2.0: accessors, an animation, and the bytes of a GLB."""

import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from stuntman.spatial.rotations import Array

FLOAT, UINT32, UINT16 = 5126, 5125, 5123


@dataclass
class GltfFile:
    """Accessors and the bytes they lie in."""

    accessors: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    data: bytearray = field(default_factory=bytearray)

    def add(
        self,
        values: Any,
        kind: str,
        component: int = FLOAT,
        use: int | None = None,
        bounds: bool = False,
    ) -> int:
        """Put an array (count, ...) into the file; the number of its accessor."""
        array = np.asarray(values, {FLOAT: "<f4", UINT32: "<u4", UINT16: "<u2"}[component])
        view = {"buffer": 0, "byteOffset": len(self.data), "byteLength": array.nbytes}
        self.views.append(view if use is None else view | {"target": use})
        self.data += array.tobytes()
        accessor = {
            "bufferView": len(self.views) - 1,
            "componentType": component,
            "count": len(array),
            "type": kind,
        }
        if bounds:
            rows = array.reshape(len(array), -1)
            accessor |= {"min": rows.min(axis=0).tolist(), "max": rows.max(axis=0).tolist()}
        self.accessors.append(accessor)
        return len(self.accessors) - 1

    def pack(self, content: dict[str, Any]) -> bytes:
        """The binary container: a header, the JSON, the data, each filled up to four bytes."""
        whole = content | {
            "accessors": self.accessors,
            "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.data)}],
        }
        text = json.dumps(whole, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        data = bytes(self.data) + b"\0" * (-len(self.data) % 4)
        length = 12 + 8 + len(text) + 8 + len(data)
        return b"".join(
            [
                struct.pack("<4sII", b"glTF", 2, length),
                struct.pack("<I4s", len(text), b"JSON"),
                text,
                struct.pack("<I4s", len(data), b"BIN\0"),
                data,
            ]
        )


def animation(
    file: GltfFile, name: str, fps: float, places: Array, rotations: Array
) -> dict[str, Any]:
    """An animation of the nodes 0 to bones - 1: the first one's places (frames, 3), and local
    rotations (frames, bones, 4) w x y z, in the file's axes."""
    times = file.add(np.arange(len(places)) / fps, "SCALAR", bounds=True)
    tracks = [(0, "translation", file.add(places, "VEC3"))]
    tracks += [
        (bone, "rotation", file.add(quaternions(rotations[:, bone]), "VEC4"))
        for bone in range(rotations.shape[1])
    ]
    return {
        "name": name,
        "samplers": [{"input": times, "output": output} for _, _, output in tracks],
        "channels": [
            {"sampler": k, "target": {"node": bone, "path": path}}
            for k, (bone, path, _) in enumerate(tracks)
        ],
    }


def quaternions(q: Array) -> Array:
    """Rotations (..., 4) from w x y z to x y z w."""
    return q[..., [1, 2, 3, 0]]
