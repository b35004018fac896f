"""A step never waits for a device to hand out a number: no `.item()`, no `if` on a tensor."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion import motion_of
from stuntman.imitation.rewards import evaluate_terms, imitation_rewards
from stuntman.imitation.tasks.throw import Settings
from stuntman.imitation.terminations import fallen, tracking_lost
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

Make = Callable[..., Environment]
WORLDS = 4


@pytest.mark.parametrize("clips", [("walk",), ("kick",), ("kick", "walk", "walker_turn_left0")])
def test_nothing_that_a_step_computes_asks_for_a_number(
    walk: object, clips: tuple[str, ...]
) -> None:
    """On torch's meta device, whose tensors have none, whoever asks gets an error."""
    recipe = Recipe(dict.fromkeys(clips, 1.0), warm_start=False)
    problem = build.make(recipe).to(torch.device("meta"))
    library, model = problem.library, problem.model

    def empty(*shape: int, dtype: torch.dtype = torch.float32) -> torch.Tensor:
        return torch.zeros(*shape, dtype=dtype, device="meta")

    with pytest.raises(RuntimeError):
        bool(empty(3).any())  # what this test rests on
    clip, some = empty(WORLDS, dtype=torch.long), empty(2, dtype=torch.long)
    start = ReferenceClock.at(library, clip, empty(WORLDS, dtype=torch.float64))
    for clock in (start, replace(start, rotated=True)):
        actions = problem.mirror_actions(empty(WORLDS, problem.actions), clock)
        pd_targets = problem.actuation.pd_targets(actions, library, clock.frame(library, STEP))
        motion = motion_of(problem.kinematics, empty(WORLDS, model.nq), empty(WORLDS, model.nv))
        clock = clock.advance(STEP).next_cycle(library, motion.pose.positions[:, 0])
        reference = clock.placed(library)
        terms = imitation_rewards(problem.kinematics.hinge_coordinates)
        rewards = evaluate_terms(terms, motion, reference)
        fell = fallen(empty(WORLDS, 3, dtype=torch.bool), problem.fall_bodies, clip)
        ended = fell | tracking_lost(motion, reference, 0.5)
        observation = problem.observe(motion, clock)
        aligned = clock.aligned(library, motion)
        switched = aligned.switch_clip(library, some, some, motion.of_worlds(some))

        assert pd_targets.shape == (WORLDS, model.nu)
        assert {reward.shape for reward in rewards.values()} == {(WORLDS,)}
        assert ended.shape == switched.time.shape == (WORLDS,)
        assert observation.shape == (WORLDS, problem.observations)


class Waits(TorchDispatchMode):
    """Counts what needs a device's numbers on the host, by name."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.seen: Counter[str] = Counter()

    def __torch_dispatch__(
        self, func: Any, types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
    ) -> Any:
        name = func.overloadpacket.__name__
        masks = name in ("index", "index_put", "index_put_") and any(
            index is not None and index.dtype == torch.bool for index in args[1]
        )
        if masks or name in ("_local_scalar_dense", "nonzero", "masked_select"):
            self.seen["mask" if masks else name] += 1
        return func(*args, **(kwargs or {}))


@pytest.mark.parametrize("horizon", [1e9, STEP])
@pytest.mark.parametrize("clips", [("walk",), ("walk", "kick", "walker_turn_left0")])
def test_a_step_waits_to_know_which_worlds_ended_and_which_diverged(
    make: Make, clips: tuple[str, ...], horizon: float
) -> None:
    """And for nothing else, whether episodes end in it or not."""
    environment = make(*clips, horizon=horizon)
    actions = torch.zeros(environment.worlds, environment.actions)
    with Waits() as physics:
        environment.engine.step(environment.pd_targets(actions))
    with Waits() as whole:
        *_, truncated, _ = environment.step(actions)
    assert bool(truncated.all()) == (horizon == STEP)
    assert whole.seen - physics.seen == {"nonzero": 2}
    with Waits() as asked:
        float(actions.sum())
        actions[actions > 0] = 1.0
    assert asked.seen == {"_local_scalar_dense": 1, "mask": 1}, "it counts what it should"


def test_a_ball_that_is_held_and_thrown_waits_for_nothing_more(walk: object) -> None:
    recipe = Recipe({"punch": 1.0}, tasks={"throw": Settings(release=0.75)}, warm_start=False)
    environment = build.build(recipe, WORLDS, threads=1)
    environment.reset(torch.full((WORLDS,), 0.74, dtype=torch.float64))
    actions = torch.zeros(WORLDS, environment.actions)
    with Waits() as physics:
        environment.engine.step(environment.pd_targets(actions))
    with Waits() as whole:
        environment.step(actions)  # in which it is let go
    assert whole.seen - physics.seen == {"nonzero": 2}
