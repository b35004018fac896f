"""How large a motion may be: what claims more is damage, or meant to harm."""

from stuntman.errors import StuntmanError

FRAMES, JOINTS = 200_000, 2_000
# Poses of one joint, of all joints in all frames: half a minute and 2 GB of work.
POSES = 10_000_000


def check(frames: float, joints: int) -> None:
    """Refuse a motion past the budget.

    Raises:
        StuntmanError: with the budget.
    """
    if frames <= FRAMES and joints <= JOINTS and frames * joints <= POSES:
        return
    raise StuntmanError(
        f"claims {frames:.0f} frames of {joints} joints; a motion may have {FRAMES} frames and "
        f"{JOINTS} joints, and {POSES} of both: cut it, or leave joints out"
    )
