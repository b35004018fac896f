"""How good a policy is: the paper's normalised return, falls, and error in metres."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import mujoco
import torch
from torch import Tensor

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.evaluation.released_reward import ReleasedReward
from stuntman.imitation.config import CONTROL_RATE, EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.imitation.rewards import PAPER
from stuntman.physics.randomization import RandomizationConfig
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.threads import physics_first

Act = Callable[[Tensor], Tensor]
Show = Callable[[str, float], None]  # which part is measured now, and the share that is done
_FAR = 50.0  # m
_FIRST_SECONDS = 2.0  # of an episode, that the worst start is judged by


@dataclass(frozen=True)
class Evaluation:
    """Means over episodes of one clip, whose starts are spread evenly over it, without noise.

    Attributes:
        clip: its name.
        nr: normalised return (paper, section 10): sum of the paper's reward, as it is printed, over
            the horizon by the number of its steps, nothing after a fall.
        nr_released: the same with the reward of the authors' released code, to which the paper's
            own figures compare.
        success: fraction of episodes without a fall.
        within_half_metre: fraction of episodes in which the mean body error stayed below 0.5 m.
        error_m: m, mean distance of a body from where the reference has it, before a fall.
        worst_start: reward a step over the first two seconds from the worst start, by the mean over
            all starts; of a policy that has start states of its own, in those.
        terms: the normalised return by reward term; they add up to `nr`.
        horizon_s: s, the longest episode.
        task_return: the sum of what the tasks earn, the most of a step being 1, by the number of
            steps in the horizon, nothing after a fall; None without tasks.
        task_success: of what was asked the share that was met, as each task has it, times the share
            of the horizon before a fall, over the episodes that count for it; None without tasks.
        distance_m: m that episodes came along their courses before a fall, the median; over_50_m:
            fraction of them that came farther than 50 m. None on flat ground.
    """

    clip: str
    nr: float
    nr_released: float
    success: float
    within_half_metre: float
    error_m: float
    worst_start: float
    terms: dict[str, float]
    episodes: int
    horizon_s: float
    task_return: float | None = None
    task_success: float | None = None
    distance_m: float | None = None
    over_50_m: float | None = None


def for_evaluation(config: EnvironmentConfig) -> EnvironmentConfig:
    """Episodes as they are measured: the paper's reward, only falls end an episode, the world is
    as the model has it, and nobody asks for other clips, but goals that lead there."""
    return replace(
        config,
        reward=PAPER,
        imitation_weight=1.0,
        max_body_error=0.0,
        early_termination=True,
        switch_seconds=0.0,
        switch_each_cycle=False,
        held_out=True,
        randomization=RandomizationConfig(),
        transitions=config.led_by_goals,
    )


@torch.no_grad()
@physics_first()
def evaluate(act: Act, environment: Environment, clip: int | None = 0) -> Evaluation:
    """One episode in each world of an environment made for evaluation.

    Args:
        act: function from observations to actions.
        clip: index into the environment's library; None begins where practice does, on all clips
            and ways between them.
    """
    worlds, motions, device = environment.worlds, environment.library, environment.device
    released = ReleasedReward(environment.problem)
    spread = torch.arange(worlds, dtype=torch.float64, device=device) / worlds
    longest = torch.full_like(spread, environment.config.horizon)
    if clip is None:
        observation = environment.reset()
    else:
        duration = float(motions.duration[clip])
        which = torch.full((worlds,), clip, device=device)
        observation = environment.reset(spread * duration, which)
        if not motions.loops[clip]:
            longest = longest.minimum(duration - environment.clock.time)
    steps = (longest * CONTROL_RATE - 1e-6).ceil().clamp_min(1)
    first = steps.clamp_max(_FIRST_SECONDS * CONTROL_RATE)
    alive = torch.ones(worlds, dtype=torch.bool, device=device)
    running, near = alive.clone(), alive.clone()
    imitation = [term.name for term in environment.tasks[0].reward_terms]
    totals: dict[str, Tensor] = {}
    goals: dict[str, Tensor] = {}  # of the last step before a fall
    task_return = torch.zeros(worlds, device=device)
    error, counted, earned, at_first = torch.zeros(4, worlds, device=device)
    for step in range(int(steps.max())):
        observation, _, terminated, _, info = environment.step(act(observation))
        running &= ~terminated & (step < steps)
        alive &= ~(terminated & (step < steps))
        earnings = {name: info.terms[name] for name in imitation}
        for name, term in earnings.items():
            total = totals.get(name, torch.zeros(worlds, device=device))
            totals[name] = total + torch.where(running, term, 0.0)
        reward = torch.stack(list(earnings.values())).sum(0)
        at_first += torch.where(running & (step < first), reward, 0.0)
        earned += torch.where(running, released(info), 0.0)
        apart = (info.motion.pose.positions - info.reference.pose.positions).norm(dim=-1).mean(-1)
        near &= ~(running & (apart > 0.5))
        error += torch.where(running, apart, 0.0)
        for name, value in info.metrics.items():
            goals[name] = torch.where(running, value, goals.get(name, torch.zeros_like(value)))
        task_return += torch.where(running, info.metrics.get("task_return", task_return), 0.0)
        counted += running
        if not running.any():
            break
    terms = {name: float((total / steps).mean()) for name, total in totals.items()}
    at_first = at_first / first
    met, distance = goals.get("task_success"), goals.get("distance")
    return Evaluation(
        clip="" if clip is None else motions.clips[clip],
        nr=sum(terms.values()),
        nr_released=float((earned / steps).mean()),
        success=float(alive.float().mean()),
        within_half_metre=float((near & alive).float().mean()),
        error_m=float(error.sum() / counted.sum().clamp_min(1.0)),
        worst_start=float(at_first.min() / at_first.mean().clamp_min(1e-9)),
        terms=terms,
        episodes=worlds,
        horizon_s=float(longest.max()),
        task_return=None if met is None else float((task_return / steps).mean()),
        task_success=None if met is None else _mean(met * counted / steps, goals["task_counts"]),
        distance_m=None if distance is None else float(distance.median()),
        over_50_m=None if distance is None else float((distance > _FAR).float().mean()),
    )


def _mean(values: Tensor, weights: Tensor) -> float:
    return float((values * weights).sum() / weights.sum().clamp_min(1.0))


def quietly(part: str, share: float) -> None:
    """Show nothing of what is done."""


def nth(number: int, parts: int, show: Show) -> Show:
    """Shows one of so many parts of something."""
    return lambda part, share: show(part, (number + share) / parts)


def evaluate_clips(act: Act, environment: Environment, show: Show = quietly) -> list[Evaluation]:
    """The same of every clip of the environment's library; only from the first where the character
    says which clip it is."""
    results, names = [], environment.library.clips
    if environment.config.chosen_by_goals:
        show(names[0], 0.0)
        return [evaluate(act, environment)]
    for clip, name in enumerate(names):
        show(name, clip / len(names))
        results.append(evaluate(act, environment, clip))
    return results


def lacks(policy: Policy) -> str:
    """Why a policy cannot be run here, for want of a clip or its body; empty if it can."""
    try:
        build.load_clips(policy.header.recipe)
        characters.load(policy.header.recipe.character)
    except StuntmanError as error:
        return str(error).rstrip(".")
    return ""


def problem_for(
    policy: Policy, model: mujoco.MjModel | None = None, own_starts: bool = False
) -> Problem:
    """The problem that a policy was trained on, with what its actions are added to.

    Args:
        model: the compiled scene of its body; made if not given.
        own_starts: episodes start in the policy's own states, if it has any, as a performance
            does, and not in the references'.

    Raises:
        StuntmanError: a clip is not here, or clip or body are not those it was trained on.
    """
    header = policy.header
    clips = build.load_clips(header.recipe)
    for clip, digest in zip(clips, header.clip_digests, strict=True):
        if digest and clip.digest != digest:
            raise StuntmanError(
                f"The clip '{clip.name}' here is not the one that this policy was trained on: "
                "bring that clip back, or train again."
            )
    problem = build.make(header.recipe, clips, model, policy.actuation)
    policy.check(problem)
    return problem.with_starts(policy.starts) if own_starts and policy.starts else problem


def on_clip(policy: Policy, clip: str) -> Policy:
    """What a policy of several clips is on one of them: a policy of that clip alone.

    Raises:
        StuntmanError: it knows no such clip, or what `problem_for` raises.
    """
    header = policy.header
    if clip not in header.recipe.clips:
        raise StuntmanError(
            f"This policy knows no clip '{clip}': name one of {', '.join(header.recipe.clips)}."
        )
    problem = problem_for(policy)
    index = list(header.recipe.clips).index(clip)
    rows = problem.library.clip_of_frame == index
    targets = problem.actuation.feed_forward_targets[rows]
    alone = replace(
        header,
        recipe=replace(
            header.recipe,
            clips={clip: 1.0},
            environment=replace(header.recipe.environment, transitions=False),
        ),
        clip_digests=header.clip_digests[index : index + 1],
        mirrored_halves=header.mirrored_halves and header.mirrored_halves[index : index + 1],
        specialist_nr=header.specialist_nr[index : index + 1],
    )
    actuation = replace(problem.actuation, feed_forward_targets=targets)
    starts = policy.starts and policy.starts.of_clip(problem.library, index)
    return Policy(alone, policy.actor, policy.normalizer, actuation, policy.critic, starts)


def evaluate_policy(
    policy: Policy,
    episodes: int = 64,
    threads: int = 0,
    device: str = "cpu",
    show: Show = quietly,
) -> list[Evaluation]:
    """Evaluate on each of the policy's own clips, on its body; raises what `problem_for` does."""
    config = for_evaluation(policy.header.recipe.environment)
    problem = problem_for(policy)
    environment = build.environment(problem, config, episodes, threads=threads, device=device)
    results = evaluate_clips(policy.to(environment.device).act, environment, nth(0, 2, show))
    return with_own_starts(results, policy, problem, threads, device, nth(1, 2, show))


def with_own_starts(
    results: list[Evaluation],
    policy: Policy,
    problem: Problem,
    threads: int = 0,
    device: str = "cpu",
    show: Show = quietly,
) -> list[Evaluation]:
    """Evaluations of a policy on its problem, with `worst_start` from the policy's own starts, if
    it has any."""
    if policy.starts is None:
        return results
    config = for_evaluation(replace(policy.header.recipe.environment, horizon=_FIRST_SECONDS))
    environment = build.environment(
        problem.with_starts(policy.starts),
        config,
        results[0].episodes,
        threads=threads,
        device=device,
    )
    begun = evaluate_clips(
        policy.act, environment, lambda clip, share: show(f"{clip}, first seconds", share)
    )
    return [
        replace(result, worst_start=beginning.worst_start)
        for result, beginning in zip(results, begun, strict=True)
    ]
