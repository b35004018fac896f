"""A run that learns the ways between its clips."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor

from stuntman.evaluation.evaluate import Evaluation, problem_for
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.recipes.recipe import Recipe
from stuntman.training import launch, specialists

Train = Callable[..., list[Evaluation]]
Tensors = Callable[[Path], dict[str, Tensor]]


@pytest.fixture
def moving(recipe: Recipe) -> Recipe:
    """A walk that is known, standing, and what is between."""
    environment = replace(recipe.environment, transitions=True, switch_seconds=0.1, turn_rate=60.0)
    return replace(
        recipe,
        clips={"walk": 1.0, "humanoid_stand": 1.0},
        environment=environment,
        initial_policy="walk",
    )


def test_its_policy_keeps_what_is_of_clips_and_changes_them_on_request(
    moving: Recipe, train: Train, tmp_path: Path
) -> None:
    run = launch.start(moving, 1, tmp_path / "run", threads=1)
    results = train(run, 64)
    assert [result.clip for result in results] == ["walk", "humanoid_stand"]
    first = run.state.history[0]
    assert first.disturbed is not None, "measured with requests too"
    teachers = run.learner.teachers
    assert teachers is not None
    (teacher,) = teachers.teachers
    assert teacher.known.clip[:2].tolist() == [0, -1]
    policy = policies.load(tmp_path / "run")
    assert policy.actuation is not None
    frames = len(problem_for(policy).library.qpos)
    assert len(policy.actuation.feed_forward_targets) == frames
    world = LiveWorld({"run": policy})
    assert world.can_be_steered and world.skill == "walk"
    world.steer(0.0, 0.0)
    for _ in range(45):
        world.step()
    assert world.skill == "humanoid_stand"


def test_it_resumes_exactly(moving: Recipe, train: Train, tensors: Tensors, tmp_path: Path) -> None:
    train(launch.start(moving, 1, tmp_path / "straight", threads=1), 128)
    train(launch.start(moving, 1, tmp_path / "broken", threads=1), 64)
    train(launch.resume(tmp_path / "broken", threads=1), 128)
    one, other = (tensors(tmp_path / name) for name in ("straight", "broken"))
    assert [name for name in one if not torch.equal(one[name], other[name])] == []
    assert [name for name in one if "requests" in name]


def test_a_policy_that_is_known_is_taught_the_ways_and_the_clips_again(
    moving: Recipe, train: Train, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(specialists, "EPISODES", 2)
    taught = replace(moving, warm_start=True, initial_policy="moves", teachers=("moves",))
    run = launch.start(taught, 1, tmp_path / "run", threads=1)
    before = policies.load("moves").normalizer.mean
    train(run, 1)
    teachers = run.learner.teachers
    assert teachers is not None and len(run.state.specialist_nr) == 2
    (ways,) = teachers.on_ways
    assert int(ways.known.clip.min()) >= 0, "moves knows both clips, and each way between them"
    assert torch.equal(run.learner.normalizer.mean, before), "its scales are left as they were"
    assert run.learner.normalizer.frozen, "and stay so"
