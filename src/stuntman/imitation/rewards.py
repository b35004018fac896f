"""The imitation reward of DeepMimic (Peng et al. 2018, section 5.2), term by term."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.errors import POSITIVE, refuse_outside
from stuntman.imitation.motion import Motion
from stuntman.spatial.torch_rotations import quaternion_to_rotvec

Compare = Callable[[Motion, Motion], Tensor]


@dataclass(frozen=True)
class RewardConfig:
    """Weight of each term and scale of its exponential; the defaults are the paper's.

    The root's velocity, which the paper leaves out, is for who has to speed up: a body that lags
    behind loses hardly anything by the other terms.
    """

    pose_weight: float = 0.65
    pose_scale: float = 2.0
    velocity_weight: float = 0.10
    velocity_scale: float = 0.1
    end_effector_weight: float = 0.15
    end_effector_scale: float = 40.0
    com_weight: float = 0.10
    com_scale: float = 10.0
    root_velocity_weight: float = 0.0
    root_velocity_scale: float = 2.0

    def __post_init__(self) -> None:
        refuse_outside("reward", self, vars(self), 0, POSITIVE[1])


PAPER = RewardConfig()
# The same with wider kernels where an untrained body is far off, and with more weight on
# velocities, which are what a plan is best at: without it, learning gives them up. A backflip was
# at .652 after 2.2 million samples instead of .44 to .56.
TRAINING = RewardConfig(
    pose_weight=0.54,
    velocity_weight=0.25,
    velocity_scale=0.04,
    end_effector_weight=0.125,
    end_effector_scale=15.0,
    com_weight=0.085,
)


@dataclass(frozen=True)
class RewardTerm:
    """A term of the reward: weight · exp(-scale · squared error), between zero and its weight.

    Attributes:
        name: what metrics call it.
        residual: of characters and reference, (..., n) whose squares add up to the error; what
            learning control improves targets by.
        squared_error: (...) the same sum, where there is a faster way to it.
    """

    name: str
    weight: float
    scale: float
    residual: Compare
    squared_error: Compare | None = None

    def __call__(self, motion: Motion, reference: Motion) -> Tensor:
        """The weighted term (...)."""
        if self.squared_error is not None:
            error = self.squared_error(motion, reference)
        else:
            error = self.residual(motion, reference).square().sum(-1)
        return self.weight * torch.exp(-self.scale * error)


def imitation_rewards(hinges: Tensor, config: RewardConfig = PAPER) -> tuple[RewardTerm, ...]:
    """The paper's four terms. pose: angle of each joint's rotation away from the reference's;
    velocity: joint angular velocities; end_effector: hands and feet in the world; com: the centre
    of mass in the world.

    Args:
        hinges: indices of the hinges among the joint coordinates; the rest are balls'.
    """

    def bend(motion: Motion, reference: Motion) -> Tensor:
        there = reference.coordinates.index_select(-1, hinges)
        return motion.coordinates.index_select(-1, hinges) - there

    def pose(motion: Motion, reference: Motion) -> Tensor:
        swing = _ball_rotvecs(motion, reference).flatten(-2)
        return torch.cat([swing, bend(motion, reference)], dim=-1)

    def pose_error(motion: Motion, reference: Motion) -> Tensor:
        swing = _ball_angles(motion, reference).square().sum(-1)
        return swing + bend(motion, reference).square().sum(-1)

    terms = (
        RewardTerm("pose", config.pose_weight, config.pose_scale, pose, pose_error),
        RewardTerm(
            "velocity",
            config.velocity_weight,
            config.velocity_scale,
            lambda motion, reference: motion.velocities - reference.velocities,
        ),
        RewardTerm(
            "end_effector",
            config.end_effector_weight,
            config.end_effector_scale,
            lambda m, r: (m.pose.end_effectors - r.pose.end_effectors).flatten(-2),
            lambda m, r: (m.pose.end_effectors - r.pose.end_effectors).square().sum((-2, -1)),
        ),
        RewardTerm(
            "com",
            config.com_weight,
            config.com_scale,
            lambda motion, reference: motion.pose.com - reference.pose.com,
        ),
    )
    if not config.root_velocity_weight:
        return terms
    root_velocity = RewardTerm(
        "root_velocity",
        config.root_velocity_weight,
        config.root_velocity_scale,
        lambda motion, reference: motion.root_velocity - reference.root_velocity,
    )
    return (*terms, root_velocity)


def scaled(terms: tuple[RewardTerm, ...], factor: float) -> tuple[RewardTerm, ...]:
    """The same terms, their weights so many times as large."""
    return tuple(replace(term, weight=factor * term.weight) for term in terms)


def evaluate_terms(
    terms: tuple[RewardTerm, ...], motion: Motion, reference: Motion
) -> dict[str, Tensor]:
    """Weighted terms (...) by name."""
    return {term.name: term(motion, reference) for term in terms}


def _ball_angles(motion: Motion, reference: Motion) -> Tensor:
    """Angle (..., balls) in rad of each ball joint away from the reference's."""
    dot = (motion.balls * reference.balls).sum(-1).abs().clamp_max(1.0)
    sine = (1.0 - dot.square()).clamp_min(1e-12).sqrt()
    return 2.0 * torch.atan2(sine, dot)  # unlike acos has a slope at no angle


def _ball_rotvecs(motion: Motion, reference: Motion) -> Tensor:
    """Rotation vectors (..., balls, 3) from where the reference has the balls to where they are."""
    there, here = reference.balls, motion.balls
    scalar = (there * here).sum(-1, keepdim=True)
    vector = there[..., :1] * here[..., 1:] - here[..., :1] * there[..., 1:]
    vector = vector - torch.linalg.cross(there[..., 1:], here[..., 1:])
    return quaternion_to_rotvec(torch.cat([scalar, vector], dim=-1))
