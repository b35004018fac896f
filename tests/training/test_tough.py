"""A policy that is led on to stand firm, and what is kept of it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import Evaluation
from stuntman.policies import policy as policies
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe
from stuntman.training import launch
from stuntman.training.initial_policy import as_teacher
from stuntman.training.state import Measure, RunState
from stuntman.training.tough import TOUGH, tough

Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


@pytest.fixture
def firm(recipe: Recipe) -> Recipe:
    """Of tiny episodes, with pushes that come at once."""
    led = tough(recipe, "walk")
    pushes = replace(TOUGH, push_seconds=0.1)
    return replace(led, environment=replace(led.environment, randomization=pushes))


def test_it_begins_with_its_policy_and_is_measured_among_pushes_too(
    firm: Recipe, train: Train, tmp_path: Path
) -> None:
    run = launch.start(firm, 1, tmp_path / "run", threads=1)
    (after,) = train(run, 1)
    first = run.state.history[0]
    assert first.nr > 0.9, "that of the walk that ships"
    assert first.disturbed is not None and first.disturbed < first.nr
    assert after.nr == pytest.approx(first.nr, abs=0.02), "a fall less, a fall more"
    recipe = policies.load(tmp_path / "run").header.recipe
    assert recipe.environment.randomization == firm.environment.randomization
    assert recipe.initial_policy == "walk"
    teachers = run.learner.teachers
    assert teachers is not None and teachers.of(0)[1] == 0, "near its clip it keeps to what it knew"


def test_who_sees_goals_does_not_teach_who_is_pushed(tmp_path: Path) -> None:
    led = tough(recipes.load("heading_walk"), "heading_walk")
    run = launch.start(led, 1, tmp_path / "run", threads=1)
    assert as_teacher(run.learner.environment, led.initial_policy) is None


def test_it_resumes_exactly(firm: Recipe, train: Train, tensors: Tensors, tmp_path: Path) -> None:
    train(launch.start(firm, 1, tmp_path / "straight", threads=1), 128)
    train(launch.start(firm, 1, tmp_path / "broken", threads=1), 64)
    train(launch.resume(tmp_path / "broken", threads=1), 128)
    one, other = (tensors(tmp_path / name) for name in ("straight", "broken"))
    assert [name for name in one if not torch.equal(one[name], other[name])] == []
    assert [name for name in one if "randomization" in name]


def test_the_firmest_is_kept_of_those_that_lose_a_hundredth_at_most() -> None:
    first = Measure(0.0, 0, 0.97, 1.0, 0.02, disturbed=0.3)
    state = RunState(Recipe({"walk": 1.0}), 1, history=(first,))
    assert state.keeps(replace(first, nr=0.962, disturbed=0.5), 0.4)
    assert not state.keeps(replace(first, nr=0.959, disturbed=0.9), 0.4)
    assert not state.keeps(replace(first, nr=0.98, disturbed=0.35), 0.4)
    assert state.keeps(replace(first, nr=0.5, disturbed=None), 0.4), "without pushes, its return"
