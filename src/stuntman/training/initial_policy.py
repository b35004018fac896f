"""Going on from a policy: of the same body, with other clips, other goals, or both."""

from dataclasses import replace

import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import problem_for
from stuntman.imitation.environment import Environment
from stuntman.imitation.observations import Layout, places
from stuntman.learning.cloning import CloningConfig
from stuntman.learning.distributed import all_mean_and_variance
from stuntman.learning.known import known_to
from stuntman.learning.learner import Learner
from stuntman.learning.networks import SIGHT
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.teachers import Teacher, Teachers
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes.recipe import Recipe

# Settings of the environment that decide what observations and actions mean.
_MEANING = (
    "residual_targets",
    "force_share",
    "target_early",
    "action_scale",
    "lookahead",
    "mirrored_halves",
)

# As how many times larger is seen what the policy knows nothing of. Its weights begin at zero, and
# all move in steps of one size, small ones for the sake of what is known.
_NEW = 4.0
# And what hardly differs from one episode to the next, as the heights of targets do, so large that
# its standard deviation is this; but for what is the same in all.
_SPREAD, _SAME = 2.0, 1e-3


def adapted(recipe: Recipe) -> Recipe:
    """The recipe with the network, and what actions mean, of its initial policy, if it has one.

    Raises:
        StuntmanError: there is no such policy, or it acts on another body.
    """
    if not recipe.initial_policy:
        return recipe
    own = policies.load(recipe.initial_policy).header.recipe
    if own.character != recipe.character:
        raise StuntmanError(
            f"initial_policy: '{recipe.initial_policy}' acts on '{own.character}', and this recipe "
            f"on '{recipe.character}': name another."
        )
    meaning = {name: getattr(own.environment, name) for name in _MEANING}
    environment = replace(recipe.environment, **meaning)
    channels = own.ppo.channels if own.terrain else recipe.ppo.channels
    ppo = replace(recipe.ppo, hidden=own.ppo.hidden, channels=channels)
    return replace(recipe, environment=environment, ppo=ppo)


def adopt(learner: Learner, name: str, config: CloningConfig) -> None:
    """Let a learner begin with a policy's actor, normaliser and targets, and a critic of its own.

    What the policy does not see counts nothing at first: its weights are zero, and so are the last
    ones of convolutions that it has none of; it is seen `_NEW` times as large, or larger where it
    is of a goal and differs little. From then on observations are scaled as the policy has them,
    for good.

    Args:
        name: of the policy, or its file.
        config: the noise and the rate to go on with, and for how long the critic learns alone.

    Raises:
        StuntmanError: there is no such policy, or it is of another body or another size.
    """
    policy, env = policies.load(name), learner.environment
    header, problem = policy.header, env.problem
    if header.actuators != problem.actuators:
        raise StuntmanError(
            f"initial_policy: '{name}' acts on '{header.recipe.character}', whose actuators are "
            "not this body's: name another."
        )
    mirrored = dict(zip(header.clip_digests, header.mirrored_halves or (), strict=False))
    here = zip(env.library.digests, env.library.mirrored_halves.tolist(), strict=True)
    if any(mirrored.get(digest, half) != half for digest, half in here):
        raise StuntmanError(
            f"initial_policy: '{name}' sees other halves of a stride in the mirror than this "
            "recipe: set 'environment.mirrored_halves' to the other value."
        )
    columns = _columns(name, header.observation_terms, problem.layout).to(env.device)
    seen = columns >= 0
    known, own = policy.to(env.device).actor.state_dict(), learner.actor.state_dict()
    first = next(iter(known))
    known[first] = torch.where(seen, known[first][:, columns.clamp_min(0)], 0.0)
    known = {key: t for key, t in own.items() if SIGHT in key} | known
    if {key: t.shape for key, t in known.items()} != {key: t.shape for key, t in own.items()}:
        weights = [key for key in known if key.endswith(".weight") and SIGHT not in key]
        hidden = [len(known[key]) for key in weights]
        raise StuntmanError(
            f"initial_policy: the network of '{name}' has other sizes than this recipe's: set "
            f"'ppo.hidden' to {hidden[:-1]}."
        )
    learner.actor.load_state_dict(known)
    for key, scale in learner.normalizer.state_dict().items():
        theirs = policy.normalizer.state_dict()[key]
        scale.copy_(
            torch.where(seen, theirs[columns.clamp_min(0)], scale) if scale.dim() else theirs
        )
    learner.normalizer.variance[~seen] = _NEW**-2
    _take_targets(learner, policy)
    observation = env.reset()
    if problem.ground is None:  # whose heights grow with its difficulty
        _see_larger(learner.normalizer, ~seen, observation)
    learner.warm_start(observation, config.std, config.learning_rate, config.critic_warmup, True)


def _see_larger(normalizer: Normalizer, new: Tensor, observation: Tensor) -> None:
    """Scale the new ones of observations (worlds, n) that differ little among the worlds."""
    mean, variance = all_mean_and_variance(observation.double())
    narrow = new & (variance > _SAME**2) & (variance < (_SPREAD / _NEW) ** 2)
    normalizer.mean[narrow] = mean[narrow].float()
    normalizer.variance[narrow] = variance[narrow].float() / _SPREAD**2


def as_teacher(environment: Environment, name: str) -> Teachers | None:
    """A policy as the teacher of those of an environment's clips that it knows; none of one that
    also sees goals or ground, which are its own world's."""
    policy = policies.load(name)
    if not policy.header.recipe.only_imitates:
        return None
    problem = problem_for(policy)
    known = known_to(problem.library, environment.library)
    device = environment.device
    teacher = Teacher(policy.to(device).act, problem.to(device), known)
    return Teachers(environment, [teacher])


def _columns(name: str, theirs: Layout, ours: Layout) -> Tensor:
    """Where a policy sees each of our numbers; -1 where it does not."""
    lost = [term for term in theirs if term not in ours]
    if lost:
        raise StuntmanError(
            f"initial_policy: '{name}' sees '{lost[0][0]}', which is not seen here: name another."
        )
    return places(ours, theirs)


def _take_targets(learner: Learner, policy: Policy) -> None:
    """Add actions to what the policy adds its own to, on the clips that it knows, and where a
    longer clip does what one of them does."""
    env, problem = learner.environment, problem_for(policy)
    library, theirs = env.library.to(torch.device("cpu")), problem.library
    targets = env.actuation.feed_forward_targets.clone()
    clip, time = (of[: len(targets)] for of in (library.clip_of_frame, library.time_of_frame))
    known = known_to(library, theirs)
    places = zip(known.clip.tolist(), known.begins.tolist(), strict=True)
    for own, (place, begins) in enumerate(places):
        frame = ((time - begins) * theirs.frame_rate[own]).round().long()
        rows = (clip == place) & (frame >= 0) & (frame < theirs.frames[own])
        frames = theirs.first_frame[own] + frame[rows]
        targets[rows] = problem.actuation.feed_forward_targets[frames].to(targets)
    env.actuation = replace(env.actuation, feed_forward_targets=targets)
