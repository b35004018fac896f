"""Tensors and a JSON header in one safetensors file."""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import safetensors
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from stuntman import paths
from stuntman.errors import StuntmanError


def write_tensors(path: Path, tensors: dict[str, Tensor], header: dict[str, Any]) -> None:
    """A safetensors file with a JSON header, written whole or not at all.

    Raises:
        StuntmanError: it cannot be written, or a number is not finite; what was there before is
            still there.
    """
    contiguous = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    if (name := _not_finite(contiguous)) is not None:
        raise StuntmanError(f"{path}: is not written, for numbers in '{name}' are not finite.")
    signed = header | {"digest": _digest(contiguous, header)}
    with paths.written(path) as part:
        part.touch()
        mode = part.stat().st_mode  # safetensors lets nobody else read what it writes
        try:
            save_file(contiguous, part, metadata={"stuntman": json.dumps(signed)})
        except safetensors.SafetensorError as error:  # a full disk
            raise StuntmanError(f"{path}: cannot be written ({error}).") from error
        part.chmod(mode)


def read_tensors(path: Path) -> tuple[dict[str, Tensor], dict[str, Any]]:
    """Tensors and header of such a file.

    Raises:
        StuntmanError: the file is cut off, changed since it was written, no safetensors file, has
            no header of ours, or holds numbers that are not finite.
    """
    try:
        tensors = load_file(path)
        with safetensors.safe_open(path, framework="pt") as file:
            header = json.loads((file.metadata() or {})["stuntman"])
    except FileNotFoundError as error:
        raise StuntmanError(f"{path}: no such file.") from error
    except (safetensors.SafetensorError, KeyError, ValueError, OSError, RecursionError) as error:
        raise StuntmanError(f"{path} is damaged or not a stuntman file: copy it again.") from error
    # Files of earlier versions have no digest, under whatever name.
    written = header.pop("digest", None) if isinstance(header, dict) else ""
    if written is None and any(_is_digest(value) for value in header.values()):
        written = ""
    if written is not None and written != _digest(tensors, header):
        raise StuntmanError(f"{path} is damaged or not a stuntman file: copy it again.")
    if (name := _not_finite(tensors)) is not None:
        raise StuntmanError(
            f"{path} holds numbers that are not finite, in '{name}': copy it again, or train anew."
        )
    return tensors, header


def _not_finite(tensors: dict[str, Tensor]) -> str | None:
    """The first that holds a number that is not finite."""
    for name, tensor in tensors.items():
        if tensor.is_floating_point() and not torch.isfinite(tensor.double()).all():
            return name
    return None


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[0-9a-f]{32}", value) is not None


def _digest(tensors: dict[str, Tensor], header: Any) -> str:
    """Of all that a file says."""
    digest = hashlib.blake2b(json.dumps(header).encode(), digest_size=16)
    for name, tensor in sorted(tensors.items()):
        digest.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}".encode())
        digest.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return digest.hexdigest()


def whole(value: Any) -> int:
    """A value of a header that has to be a whole number, of 64 bits.

    Raises:
        ValueError: it is none.
    """
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**63:
        raise ValueError(f"{value!r:.40} is no whole number")
    return value


def number(value: Any) -> float:
    """The same of one that has to be a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r:.40} is no number")
    if not abs(value) <= sys.float_info.max:
        raise ValueError(f"{value!r:.40} is no finite number")
    return float(value)


def rows(value: Any, kind: type) -> tuple[Any, ...]:
    """The same of one that has to be a list of values of a kind."""
    if not isinstance(value, list) or not all(type(each) is kind for each in value):
        raise ValueError(f"{value!r:.40} is no list of {kind.__name__}")
    return tuple(value)
