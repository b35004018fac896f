"""An ONNX graph as plain data: what `web/src/graph.js` runs in a browser."""

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from onnx import ModelProto

_TYPES = {1: "float", 11: "double", 7: "int", 9: "bool"}  # of ONNX
_ARRAYS = {"float": "<f4", "double": "<f8", "int": "<i4", "bool": "u1"}
_INT = np.iinfo(np.int32)  # a slice's open end is the largest int64


def plain(model: "ModelProto") -> tuple[dict[str, Any], bytes]:
    """A graph as data for JSON, and the numbers of its constant tensors, little-endian, each
    beginning at the `offset` (bytes) that the data give.

    Whole numbers become int32: ours are indices, axes and sizes. The bytes come as four planes, the
    first of every four, then the second and so on: numbers near one another share their first
    bytes, and compress to 4/5 of the size.
    """
    from onnx import numpy_helper
    from onnx.helper import get_attribute_value

    tensors: list[dict[str, Any]] = []
    blob = bytearray()
    for constant in model.graph.initializer:
        kind = _TYPES[constant.data_type]
        array = numpy_helper.to_array(constant)
        if kind == "int":
            array = array.clip(_INT.min, _INT.max)
        tensors.append(
            {
                "name": constant.name,
                "type": kind,
                "shape": list(array.shape),
                "offset": len(blob),
            }
        )
        blob += array.astype(_ARRAYS[kind]).tobytes()
        blob += bytes(-len(blob) % 8)
    nodes = [
        {
            "operator": node.op_type,
            "inputs": list(node.input),
            "outputs": list(node.output),
            "attributes": {a.name: _attribute(get_attribute_value(a)) for a in node.attribute},
        }
        for node in model.graph.node
    ]
    inputs = [
        {"name": value.name, "type": _TYPES[value.type.tensor_type.elem_type]}
        for value in model.graph.input
    ]
    outputs = [value.name for value in model.graph.output]
    data = {"inputs": inputs, "outputs": outputs, "tensors": tensors, "nodes": nodes}
    return data, np.frombuffer(blob, np.uint8).reshape(-1, 4).T.tobytes()


def _attribute(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, float | int):
        return value
    return list(value)
