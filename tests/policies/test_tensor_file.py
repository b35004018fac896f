"""A file is written whole or not at all, and read whole or refused in a sentence."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from stuntman.errors import StuntmanError
from stuntman.policies import tensor_file
from stuntman.policies.tensor_file import number, read_tensors, rows, whole, write_tensors

TENSORS = {
    "weights": torch.arange(60, dtype=torch.float32).reshape(3, 20),
    "count": torch.tensor(2**40),
    "rng": torch.arange(7, dtype=torch.uint8),
    "nothing": torch.zeros(0, 4),
    "precise": torch.tensor(1.0 / 3.0, dtype=torch.float64),
}
HEADER = {"format": "test-1", "text": "größer als 1 ☂", "nested": {"list": [1, 2.5, None, True]}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "some.safetensors"
    write_tensors(path, TENSORS, HEADER)
    return path


def test_what_was_written_is_read(path: Path) -> None:
    tensors, header = read_tensors(path)
    assert header == HEADER
    assert tensors.keys() == TENSORS.keys()
    for name, tensor in TENSORS.items():
        assert tensors[name].dtype == tensor.dtype
        assert torch.equal(tensors[name], tensor)
    assert list(path.parent.iterdir()) == [path]


def test_others_may_read_it_as_any_other_file(path: Path) -> None:
    alike = path.with_name("any")
    alike.touch()
    assert path.stat().st_mode == alike.stat().st_mode


def test_views_and_parameters_are_written_as_they_look(tmp_path: Path) -> None:
    whole = torch.arange(12.0).reshape(3, 4)
    parameter = torch.nn.Parameter(whole.clone())
    path = tmp_path / "views.safetensors"
    write_tensors(path, {"turned": whole.T, "part": whole[1:, ::2], "parameter": parameter}, {})
    tensors, _ = read_tensors(path)
    assert torch.equal(tensors["turned"], whole.T)
    assert torch.equal(tensors["part"], whole[1:, ::2])
    assert torch.equal(tensors["parameter"], whole)


@pytest.mark.parametrize("kept", [0, 1, 7, 8, 9, 100, 400, -1])
def test_a_file_that_is_cut_off_is_refused(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StuntmanError, match=r"some\.safetensors is damaged"):
        read_tensors(path)


@pytest.mark.parametrize(
    "content", [b"NR 0.9\n", b"\xff" * 64, b"PK\x03\x04" + b"\0" * 60, b"{}" * 40]
)
def test_another_kind_of_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StuntmanError, match="not a stuntman file"):
        read_tensors(path)


@pytest.mark.parametrize(
    "metadata", [None, {"other": "{}"}, {"stuntman": "{"}, {"stuntman": "[1]"}, {"stuntman": ""}]
)
def test_another_programs_tensors_are_refused(path: Path, metadata: dict[str, str] | None) -> None:
    save_file({"weights": torch.zeros(3)}, path, metadata=metadata)
    with pytest.raises(StuntmanError, match="not a stuntman file"):
        read_tensors(path)


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
@pytest.mark.parametrize("kind", [torch.float32, torch.float64, torch.bfloat16])
def test_numbers_that_are_not_finite_are_refused_by_name(
    path: Path, value: float, kind: torch.dtype
) -> None:
    """Where they are written, which leaves what was there, and where they are read."""
    before = path.read_bytes()
    bad = TENSORS | {"speeds": torch.tensor([1.0, value, 2.0], dtype=kind)}
    with pytest.raises(StuntmanError, match=r"some\.safetensors.*'speeds' are not finite"):
        write_tensors(path, bad, HEADER)
    assert path.read_bytes() == before
    save_file(bad, path, metadata={"stuntman": "{}"})
    with pytest.raises(StuntmanError, match=r"some\.safetensors.* not finite, in 'speeds'"):
        read_tensors(path)


def test_a_byte_that_is_not_as_it_was_written_is_seen_wherever_it_is(path: Path) -> None:
    """A file is all that it was, or it is refused; nothing else is raised, and nothing read wrong.
    Only where the digest's own name is hit is the file taken for one of old, which had none."""
    content = path.read_bytes()
    unseen = 0
    for place in range(0, len(content), 2):
        changed = bytearray(content)
        changed[place] ^= 1 << place // 2 % 7
        path.write_bytes(changed)
        try:
            tensors, header = read_tensors(path)
        except StuntmanError as error:
            assert len(str(error).splitlines()) == 1
            continue
        unseen += 1
        assert {name: header[name] for name in HEADER} == HEADER
        assert all(torch.equal(tensors[name], tensor) for name, tensor in TENSORS.items())
    assert unseen <= len("digest")


def test_a_file_without_a_digest_is_taken_as_it_is(path: Path) -> None:
    """Earlier versions wrote none."""
    save_file(TENSORS, path, metadata={"stuntman": json.dumps(HEADER)})
    tensors, header = read_tensors(path)
    assert header == HEADER and tensors.keys() == TENSORS.keys()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"absent\.safetensors: no such file"):
        read_tensors(tmp_path / "absent.safetensors")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match="not a stuntman file"):
        read_tensors(tmp_path)


def test_writing_that_fails_leaves_what_was_there(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()

    def half(tensors: Any, target: Any, metadata: Any) -> None:
        Path(target).write_bytes(before[:50])
        raise OSError("No space left on device")

    monkeypatch.setattr(tensor_file, "save_file", half)
    with pytest.raises(StuntmanError, match="No space"):
        write_tensors(path, {"weights": torch.ones(3)}, {})
    assert path.read_bytes() == before
    assert read_tensors(path)[1] == HEADER


def test_a_header_that_is_no_json_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_tensors(tmp_path / "new.safetensors", TENSORS, {"path": tmp_path})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("value", [True, 1.5, "3", None, [3], {}, 10**30])
def test_what_is_no_whole_number_is_named(value: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(value))):
        whole(value)
    assert whole(-3) == -3


@pytest.mark.parametrize("value", [True, "3", None, [3.0], {}, float("nan"), float("inf"), 10**400])
def test_what_is_no_number_is_named(value: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(value)[:40])):
        number(value)
    assert number(3) == 3.0


@pytest.mark.parametrize("value", ["text", {"a": "b"}, None, [3], ["a", None], 3])
def test_what_is_no_list_is_named(value: Any) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(value))):
        rows(value, str)
    assert rows(["a", "b"], str) == ("a", "b")
