"""When an episode ends early."""

from torch import Tensor

from stuntman.imitation.motion import Motion


def fallen(floor_contacts: Tensor, fall_bodies: Tensor, clip: Tensor) -> Tensor:
    """(worlds,): a body that must not touch the ground does (paper, section 6).

    Args:
        floor_contacts: (worlds, bodies with a floor contact sensor).
        fall_bodies: (clips, the same bodies) whether one must not touch it in a clip.
        clip: (worlds,) index of each one's clip.
    """
    return (floor_contacts & fall_bodies[clip]).any(-1)


def tracking_lost(motion: Motion, reference: Motion, max_body_error: float) -> Tensor:
    """(worlds,): some body is farther than `max_body_error` m from where the reference has it."""
    squared = (motion.pose.positions - reference.pose.positions).square().sum(-1)
    return (squared > max_body_error * max_body_error).any(-1)
