"""Pictures side by side, each with its title; and what is said below while it happens."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from stuntman.viewer.video import Picture

_HEIGHT, _CAPTION_HEIGHT = 0.055, 0.045  # of the picture's
_INK = (45, 52, 64)


def titled(pictures: Iterable[Picture], title: str) -> Iterator[Picture]:
    """Each picture (height, width, 3) with a line of text in its upper left corner."""
    for picture in pictures:
        image = Image.fromarray(picture)
        size = max(10.0, _HEIGHT * image.height)
        font = ImageFont.load_default(size)
        ImageDraw.Draw(image).text((0.6 * size, 0.5 * size), title, fill=_INK, font=font)
        yield np.asarray(image)


def captioned(pictures: Iterable[Picture], captions: Iterable[Sequence[str]]) -> Iterator[Picture]:
    """Each picture (height, width, 3) with its lines of text in the lower left corner."""
    for picture, lines in zip(pictures, captions, strict=False):
        if not lines:
            yield picture
            continue
        image = Image.fromarray(picture)
        size = max(10.0, _CAPTION_HEIGHT * image.height)
        font = ImageFont.load_default(size)
        place = (0.8 * size, image.height - (1.3 * len(lines) + 0.8) * size)
        ImageDraw.Draw(image).multiline_text(
            place, "\n".join(lines), fill=_INK, font=font, spacing=0.3 * size
        )
        yield np.asarray(image)


def beside(films: Sequence[Iterable[Picture]]) -> Iterator[Picture]:
    """Films of one height side by side, as long as the shortest."""
    for pictures in zip(*films, strict=False):
        yield np.concatenate(pictures, axis=1)
