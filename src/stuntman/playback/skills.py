"""What policies can do in one world: each clip of each of them is a skill."""

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import Motion
from stuntman.policies.policy import Policy


@dataclass(frozen=True, eq=False)
class Skill:
    """A clip of a policy, by its index, and what it acts in."""

    policy: Policy
    environment: Environment
    clip: int

    def expects(self, motion: Motion) -> float:
        """The sum of the coming rewards, discounted, that its policy expects if it takes over from
        a character (1) in motion.

        Raises:
            StuntmanError: the policy has no critic.
        """
        library = self.environment.library
        clip: Tensor = library.first_frame.new_tensor([self.clip])
        entry = ReferenceClock.at(library, clip, library.nearest(clip, motion))
        seen = self.environment.problem.observe(motion, entry.aligned(library, motion))
        return float(self.policy.value(seen))


def skills_of(policies: Mapping[str, Policy]) -> dict[str, tuple[str, int]]:
    """What policies can do, by name: which policy it is, and which of its clips. Of a policy of
    one clip, the policy's name; of several, each clip's, after the policy's where there are more.
    """
    skills = {}
    for name, policy in policies.items():
        clips = policy.header.recipe.clips
        for number, clip in enumerate(clips):
            alone = clip if len(policies) == 1 else f"{name} {clip}"
            skills[name if len(clips) == 1 else alone] = name, number
    return skills
