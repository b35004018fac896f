"""The learning curve is drawn for any run, from the first minute on, and appears whole."""

from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from PIL import Image

from stuntman.errors import StuntmanError
from stuntman.training import curve
from stuntman.training.state import Measure


def row(seconds: float, nr: float, success: float) -> Measure:
    return Measure(seconds, int(4000 * seconds), nr, success, 0.1)


HISTORY = [row(0.0, 0.1, 0.0), row(60.0, 0.4, 0.5), row(120.0, 0.9, 1.0)]


@pytest.mark.parametrize("history", [HISTORY, HISTORY[:1], [HISTORY[0], HISTORY[0]]])
def test_a_run_of_any_length_is_drawn(history: list[Measure], tmp_path: Path) -> None:
    path = tmp_path / "curve.png"
    curve.draw(history, "walk", path)
    with Image.open(path) as picture:
        assert np.ptp(np.asarray(picture.convert("L"))) > 200
    assert list(tmp_path.iterdir()) == [path]


def test_a_better_run_looks_different(tmp_path: Path) -> None:
    pictures = []
    for nr in (0.5, 0.9):
        curve.draw([HISTORY[0], row(60.0, nr, 0.5)], "walk", tmp_path / "curve.png")
        with Image.open(tmp_path / "curve.png") as picture:
            pictures.append(np.asarray(picture).copy())
    assert pictures[0].shape == pictures[1].shape
    assert (pictures[0] != pictures[1]).any()


def test_drawing_that_fails_leaves_the_last_curve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "curve.png"
    curve.draw(HISTORY, "walk", path)
    before = path.read_bytes()

    def half(figure: Figure, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError("No space left on device")

    monkeypatch.setattr(Figure, "savefig", half)
    with pytest.raises(StuntmanError, match="No space"):
        curve.draw(HISTORY, "walk", path)
    assert path.read_bytes() == before
