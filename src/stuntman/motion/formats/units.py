"""How long a file's unit is, told by the body's size where the file does not say it."""

import numpy as np

from stuntman.errors import StuntmanError
from stuntman.spatial.rotations import Array

# Metres a unit, of files that do not say, and how unusual each is: metre, centimetre, millimetre,
# decimetre, foot, inch, CMU's 1/0.45 inch, and the hundredth of that (CMU's numbers taken for
# metres by a program that writes centimetres).
UNITS = {1.0: 0.0, 0.01: 0.0, 0.001: 0.0, 0.1: 0.15, 0.3048: 0.15, 0.0254: 0.15}
UNITS |= {0.0254 / 0.45: 0.15, 0.000254 / 0.45: 0.15}
# What a body measures from its ankles to its head (m), about; the unit that comes nearest is taken,
# if it comes this near.
_SIZE, _NEAR = 1.5, 8.0
# A file's own word on its unit is taken where the body is then within these (m).
_SMALLEST, _LARGEST = 0.4, 2.4


def told(rest: Array, declared: float | None) -> tuple[float, str]:
    """Metres to a unit, and what is to be said of it.

    Args:
        rest: (joints, 3), where those of the body are at rest, in the file's unit.
        declared: what the file or its format says, which is taken where the body agrees.

    Raises:
        StuntmanError: in no unit is it a body's size.
    """
    size = float(np.ptp(rest, axis=0).max())
    if not size > 0.0:
        raise StuntmanError("all its joints are in one place; give a file with a skeleton")
    if declared is not None and _SMALLEST < size * declared < _LARGEST:
        return declared, ""
    best = min(UNITS, key=lambda unit: abs(np.log(size * unit / _SIZE)) + UNITS[unit])
    if not _SIZE / _NEAR < size * best < _SIZE * _NEAR:
        raise StuntmanError(
            f"its body is {size:.3g} units large, which is no body's size in any unit; give "
            "--unit, metres to a unit"
        )
    said = f"its unit is taken for {best:.3g} m, by the body's size; --unit tells another"
    usual = UNITS[best] == 0.0 if declared is None else best == declared
    return best, "" if usual else said
