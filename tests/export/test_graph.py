"""The page's interpreter of ONNX graphs, in Node, against onnxruntime."""

import base64
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from stuntman.export import graph

onnx = pytest.importorskip("onnx", reason="pip install onnx")
onnxruntime = pytest.importorskip("onnxruntime", reason="pip install onnxruntime")
helper, numpy_helper = onnx.helper, onnx.numpy_helper
FLOAT, DOUBLE, INT, BOOL = (
    getattr(onnx.TensorProto, t) for t in ("FLOAT", "DOUBLE", "INT64", "BOOL")
)
SCRIPT = Path(__file__).parents[2] / "web" / "test" / "operators.mjs"
Array = NDArray[Any]


def f32(values: Any) -> Array:
    return np.asarray(values, np.float32)


RNG = np.random.default_rng(3)
LINE = RNG.normal(size=24).round(2) * 2.0
LINE[:6] = [0.5, 1.5, 2.5, -0.5, -1.5, -2.5]  # halves round to the even side
GRID, CUBE = (4, 6), (2, 3, 4)


def case(
    *nodes: tuple[Any, ...],
    given: Array = LINE,
    kind: int = FLOAT,
    out: int | None = None,
    **constants: Array,
) -> Any:
    """A model of nodes (operator, inputs, outputs, attributes) from `x` to `y`."""
    made = [helper.make_node(op, ins, outs, **attributes) for op, ins, outs, attributes in nodes]
    values = [numpy_helper.from_array(array, name) for name, array in constants.items()]
    inputs = [helper.make_tensor_value_info("x", kind, [len(given)])]
    outputs = [helper.make_tensor_value_info("y", kind if out is None else out, None)]
    drawn = helper.make_graph(made, "case", inputs, outputs, values)
    return helper.make_model(drawn, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)


def shaped(shape: tuple[int, ...], *nodes: tuple[Any, ...], **rest: Any) -> Any:
    """The same with `x` in a shape, as `s`."""
    first: tuple[Any, ...] = ("Reshape", ["x", "shape"], ["s"], {})
    return case(first, *nodes, shape=np.array(shape), **rest)


def single(operator: str, **attributes: Any) -> Any:
    return case((operator, ["x"], ["y"], attributes))


ROW = f32([1.5, -2.0, 0.25, 3.0])
SMALL = RNG.normal(size=(4, 5)).astype(np.float32)
I = np.array  # noqa: E741
CASES = {
    **{name: single(name) for name in ("Abs", "Atan", "Cos", "Elu", "Exp", "Floor", "Neg", "Relu")},
    **{
        name: single(name)
        for name in ("Round", "Sigmoid", "Sign", "Sin", "Tanh", "Identity", "Reciprocal")
    },
    **{
        name: shaped(CUBE, (name, ["s", "b"], ["y"], {}), b=ROW)
        for name in ("Add", "Sub", "Mul", "Div", "Max", "Min")
    },
    **{
        name: shaped(CUBE, (name, ["s", "b"], ["y"], {}), b=ROW, out=BOOL)
        for name in ("Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal")
    },
    "Sqrt, Pow": case(("Pow", ["x", "two"], ["p"], {}), ("Sqrt", ["p"], ["y"], {}), two=f32(2.0)),
    "Log": case(("Abs", ["x"], ["a"], {}), ("Log", ["a"], ["y"], {})),
    "IsNaN": case(("Sqrt", ["x"], ["r"], {}), ("IsNaN", ["r"], ["y"], {}), out=BOOL),
    "Mod of floats": case(("Mod", ["x", "b"], ["y"], {"fmod": 1}), b=f32([0.7])),
    "Mod of integers": case(
        ("Cast", ["x"], ["i"], {"to": INT}), ("Mod", ["i", "b"], ["y"], {}), out=INT, b=I([3])
    ),
    "And, Or, Not": case(
        ("Greater", ["x", "zero"], ["a"], {}),
        ("Less", ["x", "one"], ["b"], {}),
        ("And", ["a", "b"], ["c"], {}),
        ("Not", ["c"], ["d"], {}),
        ("Or", ["d", "c"], ["e"], {}),
        ("Where", ["c", "x", "one"], ["y"], {}),
        zero=f32(0.0),
        one=f32(1.0),
    ),
    "Clip": case(("Clip", ["x", "a", "b"], ["y"], {}), a=f32(-1.0), b=f32(0.5)),
    "Clip below": case(("Clip", ["x", "a"], ["y"], {}), a=f32(-1.0)),
    "float64": case(("Mul", ["x", "x"], ["y"], {}), kind=DOUBLE),
    "Cast": case(("Cast", ["x"], ["y"], {"to": INT}), out=INT),
    "Concat": shaped(
        CUBE, ("Concat", ["s", "s", "c"], ["y"], {"axis": 1}), c=np.ones((2, 1, 4), np.float32)
    ),
    "Concat of the last": shaped(CUBE, ("Concat", ["s", "s"], ["y"], {"axis": -1})),
    "Expand": shaped((4, 1, 6), ("Expand", ["s", "n"], ["y"], {}), n=I([2, 1, 3, 1])),
    "Gather": shaped(CUBE, ("Gather", ["s", "i"], ["y"], {"axis": 1}), i=I([[2, 0], [1, -1]])),
    "Gather one": shaped(CUBE, ("Gather", ["s", "i"], ["y"], {"axis": 0}), i=I(1)),
    "GatherND": shaped(CUBE, ("GatherND", ["s", "i"], ["y"], {}), i=I([[1, 2], [0, 1]])),
    "Gemm": shaped(
        GRID,
        ("Gemm", ["s", "b", "c"], ["y"], {"alpha": 0.5, "beta": 2.0}),
        b=RNG.normal(size=(6, 3)).astype(np.float32),
        c=f32([1, 2, 3]),
    ),
    "Gemm, turned": shaped(
        GRID,
        ("Gemm", ["s", "b"], ["y"], {"transA": 1, "transB": 1}),
        b=RNG.normal(size=(3, 4)).astype(np.float32),
    ),
    "MatMul": shaped(CUBE, ("MatMul", ["s", "b"], ["y"], {}), b=SMALL),
    "MatMul of batches": shaped(
        CUBE, ("Transpose", ["s"], ["t"], {"perm": [0, 2, 1]}), ("MatMul", ["s", "t"], ["y"], {})
    ),
    "MatMul with a vector": shaped(CUBE, ("MatMul", ["s", "b"], ["y"], {}), b=ROW),
    "ReduceSum": shaped(CUBE, ("ReduceSum", ["s", "a"], ["y"], {"keepdims": 1}), a=I([1])),
    "ReduceSum, gone": shaped(
        CUBE, ("ReduceSum", ["s", "a"], ["y"], {"keepdims": 0}), a=I([-1, 0])
    ),
    "ReduceMean": shaped(CUBE, ("ReduceMean", ["s", "a"], ["y"], {}), a=I([2])),
    "ReduceL2": shaped(CUBE, ("ReduceL2", ["s", "a"], ["y"], {"keepdims": 0}), a=I([-1])),
    "ReduceMax": shaped(CUBE, ("ReduceMax", ["s", "a"], ["y"], {}), a=I([2])),
    "ReduceMin": shaped(CUBE, ("ReduceMin", ["s"], ["y"], {"keepdims": 0})),
    "ArgMin": shaped(CUBE, ("ArgMin", ["s"], ["y"], {"axis": 1, "keepdims": 0}), out=INT),
    "ArgMax": shaped(CUBE, ("ArgMax", ["s"], ["y"], {"axis": -1}), out=INT),
    "Slice": shaped(
        CUBE,
        ("Slice", ["s", "a", "b", "c", "d"], ["y"], {}),
        a=I([1, -1]),
        b=I([2**63 - 1, -5]),
        c=I([1, 2]),
        d=I([1, -1]),
    ),
    "Slice of the first": shaped(
        CUBE, ("Slice", ["s", "a", "b"], ["y"], {}), a=I([0, -2]), b=I([1, 99])
    ),
    "Split": shaped(
        CUBE,
        ("Split", ["s"], ["p", "q", "r"], {"axis": 1, "num_outputs": 3}),
        ("Sub", ["r", "p"], ["y"], {}),
    ),
    "Split by size": shaped(CUBE, ("Split", ["s", "n"], ["p", "y"], {"axis": 2}), n=I([1, 3])),
    "Squeeze, Unsqueeze": shaped(
        (1, 24, 1),
        ("Squeeze", ["s", "a"], ["q"], {}),
        ("Unsqueeze", ["q", "b"], ["y"], {}),
        a=I([-1]),
        b=I([0, 3]),
    ),
    "Reshape": shaped(CUBE, ("Reshape", ["s", "n"], ["y"], {}), n=I([0, -1])),
    "Transpose": shaped(CUBE, ("Transpose", ["s"], ["y"], {"perm": [2, 0, 1]})),
    "Transpose round": shaped(CUBE, ("Transpose", ["s"], ["y"], {})),
}


def in_node(models: list[Any]) -> list[dict[str, Any]]:
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is missing: apt-get install nodejs")
    asked = []
    for model in models:
        data, numbers = graph.plain(model)
        asked.append(
            {
                "graph": data,
                "numbers": base64.b64encode(numbers).decode(),
                "inputs": {"x": LINE.tolist()},
            }
        )
    ended = subprocess.run([node, SCRIPT], input=json.dumps(asked), capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


@pytest.fixture(scope="module")
def answers() -> dict[str, dict[str, Any]]:
    return dict(zip(CASES, in_node(list(CASES.values())), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_an_operator_gives_what_onnxruntime_gives(
    answers: dict[str, dict[str, Any]], name: str
) -> None:
    model = CASES[name]
    session = onnxruntime.InferenceSession(model.SerializeToString())
    double = model.graph.input[0].type.tensor_type.elem_type == DOUBLE
    (wanted,) = session.run(["y"], {"x": LINE if double else LINE.astype(np.float32)})
    assert "error" not in answers[name], answers[name]
    found = np.array(answers[name]["y"], dtype=float)
    np.testing.assert_allclose(found, wanted.ravel().astype(float), rtol=2e-6, atol=1e-6)


def test_every_operator_that_is_known_is_held_against_onnxruntime() -> None:
    text = (SCRIPT.parents[1] / "src" / "graph.js").read_text()
    (table,) = re.findall(r"^const OPERATORS = {$(.*?)^};$", text, re.DOTALL | re.MULTILINE)
    known = set(re.findall(r"^  (\w+):", table, re.MULTILINE))
    known |= set(re.findall(r"^  (\w+),", table, re.MULTILINE))
    tested = {node.op_type for model in CASES.values() for node in model.graph.node}
    assert known == tested


def test_an_operator_that_is_not_known_is_refused_by_name_before_it_runs() -> None:
    (answer,) = in_node([single("Sinh")])
    assert answer == {"error": "This page does not know the operator Sinh."}
