"""When an episode ends early."""

from torch import Tensor

from stuntman.imitation.reference import Motion


def fallen(touching: Tensor, fall_bodies: Tensor) -> Tensor:
    """(worlds,): a body that must not touch the ground does (paper, section 6).

    Args:
        touching: (worlds, bodies that feel) contacts with the floor.
        fall_bodies: which of them must not.
    """
    return touching[:, fall_bodies].any(-1)


def strayed(motion: Motion, target: Motion, limit: float) -> Tensor:
    """(worlds,): some body is farther than `limit` m from where the reference has it."""
    apart = (motion.pose.positions - target.pose.positions).square().sum(-1)
    return (apart > limit * limit).any(-1)
