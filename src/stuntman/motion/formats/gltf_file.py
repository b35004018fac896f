"""A glTF file's JSON, buffers and tables of numbers, checked as they are asked for."""

import base64
import binascii
import json
import struct
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.motion.formats import budget
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
_MOST_NUMBERS = 10_000_000
_MOST_BYTES = 300_000_000


@dataclass
class GltfFile:
    """A file's JSON and buffers, and the tables read from them so far."""

    content: dict[str, Any]
    buffers: list[bytes]
    tables: dict[int, Array] = field(default_factory=dict)

    def all(self, key: str) -> list[dict[str, Any]]:
        """The list of objects under a key of the top level; empty where there is none."""
        found = self.content.get(key, [])
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            raise damage(f'"{key}"')
        return found

    def numbers(self, accessor: object) -> Array:
        """The (count, width) numbers of an accessor, read once."""
        entry = at(self.all("accessors"), accessor, "accessor")
        if isinstance(accessor, int) and accessor in self.tables:
            return self.tables[accessor]
        view = at(self.all("bufferViews"), entry.get("bufferView"), "bufferView")
        for name in ("EXT_meshopt_compression", "KHR_meshopt_compression"):
            if isinstance(view.get("extensions"), dict) and name in view["extensions"]:
                raise StuntmanError(f"is compressed ({name}); export it without compression")
        buffer = at(self.buffers, view.get("buffer"), "buffer")
        component, width = entry.get("componentType"), _WIDTHS.get(str(entry.get("type")))
        if not isinstance(component, int) or component not in _COMPONENTS or width is None:
            raise damage("an accessor's type")
        if "sparse" in entry:
            raise StuntmanError("has sparse keys, which are not read; export it without")
        kind, one = _COMPONENTS[component]
        item = np.dtype(kind).itemsize * width
        count = whole(entry, "count", 0)
        stride = whole(view, "byteStride", 0) or item
        start = whole(view, "byteOffset", 0) + whole(entry, "byteOffset", 0)
        if count < 1 or stride < item or start + (count - 1) * stride + item > len(buffer):
            raise StuntmanError("an accessor reaches past its buffer; the file may be cut off")
        if count * width + sum(table.size for table in self.tables.values()) > _MOST_NUMBERS:
            raise StuntmanError(f"its keys are more than {_MOST_NUMBERS} numbers; cut it")
        table = np.ndarray((count, width), kind, buffer, start, (stride, item // width))
        with np.errstate(invalid="ignore"):  # what is not finite is found by who asks
            values = table.astype(np.float64)
        values = values if one == 1.0 else np.maximum(values / one, -1.0)
        self.tables[int(str(accessor))] = values
        return values


def load(path: Path) -> GltfFile:
    try:
        data = budget.read(path, _MOST_BYTES)
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
    file = GltfFile(content, [])
    read: dict[str, bytes] = {}
    for entry in file.all("buffers"):
        uri = str(entry.get("uri"))
        if uri not in read:
            read[uri] = _buffer(path, entry.get("uri"), binary)
        if sum(map(len, read.values())) > _MOST_BYTES:
            raise StuntmanError(f"its buffers hold more than {_MOST_BYTES // 10**6} MB; cut it")
        file.buffers.append(read[uri])
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
        raise damage("a buffer's uri")
    if uri.startswith("data:"):
        try:
            return base64.b64decode(uri.partition(",")[2])
        except (binascii.Error, ValueError) as error:
            raise damage("a buffer's base64") from error
    name = urllib.parse.unquote(uri)
    if name != Path(name).name:
        raise StuntmanError("names a buffer outside of its folder; put it beside the file")
    try:
        return budget.read(path.with_name(name), _MOST_BYTES)
    except (OSError, ValueError) as error:
        raise StuntmanError(f"its buffer {uri[:80]!r} cannot be read; put it beside it") from error


def at(entries: Any, place: object, what: str) -> Any:
    """The entry that an index of the file names."""
    if not isinstance(place, int) or isinstance(place, bool) or not 0 <= place < len(entries):
        raise StuntmanError(f"refers to no {what}: {str(place)[:40]}; the file is damaged")
    return entries[place]


def whole(entry: dict[str, Any], key: str, default: int) -> int:
    value = entry.get(key, default)
    if not isinstance(value, int) or not 0 <= value < 2**40:
        raise damage(f"{key}")
    return value


def damage(what: str) -> StuntmanError:
    return StuntmanError(f"{what} is not as glTF has it; the file is damaged: export it again")
