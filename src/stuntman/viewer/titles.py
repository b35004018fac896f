"""Pictures side by side, each with its title."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from stuntman.viewer.video import Picture

_HEIGHT = 0.055  # of the picture's
_INK = (45, 52, 64)


def titled(pictures: Iterable[Picture], title: str) -> Iterator[Picture]:
    """Each picture (height, width, 3) with a line of text in its upper left corner."""
    for picture in pictures:
        image = Image.fromarray(picture)
        size = max(10.0, _HEIGHT * image.height)
        font = ImageFont.load_default(size)
        ImageDraw.Draw(image).text((0.6 * size, 0.5 * size), title, fill=_INK, font=font)
        yield np.asarray(image)


def beside(films: Sequence[Iterable[Picture]]) -> Iterator[Picture]:
    """Films of one height side by side, as long as the shortest."""
    for pictures in zip(*films, strict=False):
        yield np.concatenate(pictures, axis=1)
