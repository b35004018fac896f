"""Thousands of damaged files: each ends in a clip or in one sentence, soon and in little memory.

A few hundred a format here; `STUNTMAN_DAMAGED=10000 pytest tests/motion/formats/test_damage.py`
does ten thousand.
"""

import importlib.util
import os
import random
import re
import struct
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh, clip_json

COUNT = int(os.environ.get("STUNTMAN_DAMAGED", "0"))
WORDS = [b"nan", b"-1e999", b"9" * 400, b"1e300", b"-7", b"0", b"", b"{", b"}", b"99999999", b'"x"']
DOUBLES = [struct.pack("<d", value) for value in (float("nan"), float("inf"), 1e300, -1.0, 0.0)]
SINGLES = [struct.pack("<f", value) for value in (float("nan"), float("inf"), 1e38, -1.0, 0.0)]
WHOLES = [struct.pack("<I", value) for value in (0, 1, 2**31 - 1, 2**32 - 1, 10**9)]


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """Cut off, pieces out or doubled, bits turned, words or numbers replaced; or nothing left."""
    kind = chance.choice(["cut", "out", "twice", "bits", "words", "words", "numbers", "empty"])
    if kind == "cut":
        return whole[: chance.randrange(len(whole))]
    if kind == "empty":
        return chance.choice([b"", b"\0" * 100, b"\n", chance.randbytes(200), whole[:1]])
    start = chance.randrange(len(whole))
    end = start + chance.choice([1, 4, 60, 2000])
    if kind == "out":
        return whole[:start] + whole[end:]
    if kind == "twice":
        return whole[:end] + whole[start:]
    out = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(out))
        if kind == "bits":
            out[at] ^= 1 << chance.randrange(8)
        elif kind == "numbers":
            value = chance.choice([*DOUBLES, *SINGLES, *WHOLES])
            out[at : at + len(value)] = value
        else:
            words = list(re.finditer(rb"[^\s,:]+", out))
            place = chance.choice(words) if words else None
            if place is not None:
                out[place.start() : place.end()] = chance.choice(WORDS)
    return bytes(out)


def neighbour(name: str) -> ModuleType:
    """Another test file, for the whole files that it makes."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def whole_bvh(folder: Path, clip: Clip) -> Path:
    bvh.write(clip, folder / "whole.bvh")
    return folder / "whole.bvh"


def whole_amc(folder: Path, clip: Clip) -> Path:
    texts = neighbour("test_asf_amc")
    (folder / "whole.asf").write_text(texts.ASF)
    (folder / "whole.amc").write_text(texts.AMC)
    return folder / "whole.amc"


def whole_asf(folder: Path, clip: Clip) -> Path:
    whole_amc(folder, clip)
    return folder / "whole.asf"


def whole_npz(folder: Path, clip: Clip) -> Path:
    path: Path = neighbour("test_amass").save(folder / "whole.npz", 72)
    return path


def whole_glb(folder: Path, clip: Clip) -> Path:
    texts = neighbour("test_gltf")
    path: Path = texts.save(folder / "whole.glb", *texts.content_of(clip))
    return path


def whole_gltf(folder: Path, clip: Clip) -> Path:
    texts = neighbour("test_gltf")
    path: Path = texts.save(folder / "whole.gltf", *texts.content_of(clip))
    return path


def whole_clip(folder: Path, clip: Clip) -> Path:
    clip_json.write(clip, folder / "whole.clip")
    return folder / "whole.clip"


def whole_toml(folder: Path, clip: Clip) -> Path:
    (folder / "whole.toml").write_text(neighbour("test_keyframes").STEP)
    return folder / "whole.toml"


def whole_fbx(folder: Path, clip: Clip) -> Path:
    (folder / "whole.fbx").write_text(neighbour("test_fbx").text_fbx())
    return folder / "whole.fbx"


# How many in the test suite: FBX starts a process for each.
MAKERS: dict[Callable[[Path, Clip], Path], int] = {
    whole_bvh: 300,
    whole_amc: 300,
    whole_asf: 300,
    whole_npz: 300,
    whole_glb: 300,
    whole_gltf: 300,
    whole_clip: 300,
    whole_toml: 300,
    whole_fbx: 15,
}


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__)
def test_every_damage_ends_in_a_clip_or_in_one_sentence(
    clip: Clip, tmp_path: Path, make: Callable[[Path, Clip], Path]
) -> None:
    resource = pytest.importorskip("resource")
    path = make(tmp_path, clip)
    # The skeleton is damaged, and the motion that needs it is read.
    read = path.with_suffix(".amc") if path.suffix == ".asf" else path
    assert formats.read(read).frames > 1
    whole = path.read_bytes()
    chance = random.Random(5)
    clips, sentences = 0, 0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(COUNT or MAKERS[make]):
        path.write_bytes(damaged(whole, chance))
        try:
            positions, _ = formats.read(read).global_transforms()
        except StuntmanError as error:
            sentences += 1
            assert re.fullmatch(rf"{tmp_path}/whole\.\w+: [^\n]{{15,500}}", str(error))
        else:
            clips += 1
            assert np.all(np.isfinite(positions))
    assert sentences > 0.3 * (clips + sentences)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000  # KiB
