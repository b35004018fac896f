"""Titles and films side by side."""

import numpy as np

from stuntman.viewer import titles


def test_a_title_is_dark_in_the_upper_left_and_nowhere_else() -> None:
    picture = np.full((120, 200, 3), 220, np.uint8)
    (drawn,) = titles.titled([picture], "walk")
    rows, columns = np.nonzero(drawn.max(-1) < 120)
    assert len(rows) > 20
    assert rows.max() < 30 and columns.max() < 100
    assert picture.min() == 220, "the picture given is left as it was"


def test_a_caption_is_below_while_there_is_one() -> None:
    picture = np.full((120, 300, 3), 220, np.uint8)
    spoken, silent = titles.captioned([picture] * 2, [["a block", "a push"], []])
    rows, columns = np.nonzero(spoken.max(-1) < 120)
    assert len(rows) > 40
    assert rows.min() > 80 and columns.max() < 150
    assert (silent == picture).all()


def test_films_side_by_side_end_with_the_shortest() -> None:
    def film(level: int, count: int, width: int) -> list[np.ndarray]:
        return [np.full((10, width, 3), level, np.uint8)] * count

    pictures = list(titles.beside([film(10, 3, 4), film(200, 2, 6)]))
    assert [picture.shape for picture in pictures] == [(10, 10, 3)] * 2
    assert pictures[0][5, :, 0].tolist() == [10] * 4 + [200] * 6
