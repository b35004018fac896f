"""A plan's controller as an expert that actors are taught by."""

from dataclasses import replace

import torch
from torch import Tensor

from stuntman.imitation.config import STEP
from stuntman.imitation.deviations import deviation, set_deviation
from stuntman.imitation.environment import Environment
from stuntman.learning.cloning import Cloning, CloningConfig
from stuntman.learning.learner import Learner
from stuntman.planning.plan import Plan


class PlanExpert:
    """Keeps an environment's characters on a plan, by its LQR gains. The plan's targets become what
    the environment's actions are added to."""

    def __init__(self, environment: Environment, plan: Plan, max_correction: float) -> None:
        """
        Args:
            max_correction: rad that the gains may ask. A state for which they ask twice as much has
                lost the plan, and is not learned from.
        """
        self._environment, self._plan, self._max = environment, plan, max_correction
        library, problem = environment.library, environment.problem
        begins = library.time_of_frame - STEP  # a frame's targets lead up to it
        planned = torch.from_numpy(plan.target(begins.cpu().numpy())).float()
        feed_forward = environment.actuation.feed_forward_targets
        targets = problem.symmetrize(feed_forward + planned.to(environment.device))
        environment.actuation = replace(environment.actuation, feed_forward_targets=targets)

    def begin(self) -> Tensor:
        """Start an episode in every world: half of them on the plan, the others on the clip."""
        env = self._environment
        env.reset()
        off_clip = self._plan.deviation(env.clock.time.cpu().numpy())
        off_clip[::2] = 0.0
        return set_deviation(env, off_clip)

    def answers(self) -> tuple[Tensor, Tensor]:
        """Actions (worlds, actions) that lead back to the plan, and whether it is not lost."""
        env = self._environment
        correction = self._plan.correction(env.clock.time.cpu().numpy(), deviation(env))
        near = torch.from_numpy(abs(correction).max(axis=1) < 2.0 * self._max).to(env.device)
        limited = torch.from_numpy(correction.clip(-self._max, self._max)).float().to(env.device)
        actions = limited / env.actuation.action_scale
        return env.problem.mirror_actions(actions, env.clock), near


def clone(learner: Learner, plan: Plan, config: CloningConfig) -> None:
    """Teach a plan to a learner in one go, and let it go on from there; see `Cloning`."""
    expert = PlanExpert(learner.environment, plan, config.max_correction)
    cloning = Cloning(learner, expert, config)
    for _ in cloning.steps():
        pass
    cloning.finish()
