"""Files of earlier versions still do what they did.

The files in data/ were written by the code of those versions, and the figures below computed by it.
"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate, for_evaluation, problem_for
from stuntman.imitation.rewards import RewardConfig
from stuntman.motion.clip import Clip
from stuntman.policies import policy as policies
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes import build

DATA = Path(__file__).parent / "data"
NAMES = ("policy-1", "policy-2", "checkpoint-6")
# Every ninth action for `observations`; all three are of one run.
ACTIONS = [
    [4.175212234258652e-05, -0.03729380667209625, 0.004026839509606361, 0.014561586081981659],
    [0.0583639033138752, 0.03668875992298126, -0.041901275515556335, -0.03938722983002663],
    [0.037374332547187805, 0.03803045302629471, -0.02217741869390011, -0.01876356452703476],
]
# Normalised return and m of error over a second. The oldest has no targets of its own, and acts
# without a mirror; the others have what a plan too short to be good has left them.
WORTH = {
    "policy-1": (0.6359441625575224, 0.22454018890857697),
    "policy-2": (0.0877780359787721, 0.3086628019809723),
    "checkpoint-6": (0.0877780359787721, 0.3086628019809723),
}


def file(name: str) -> Path:
    return DATA / f"{name}.safetensors"


def observations(size: int) -> Tensor:
    k = torch.arange(3 * size, dtype=torch.float64).reshape(3, size)
    return torch.sin(0.7 * k).float()


@pytest.mark.parametrize("name", NAMES)
def test_it_acts_as_it_did(name: str) -> None:
    policy = policies.load(file(name))
    actions = policy.act(observations(policy.header.observations))
    torch.testing.assert_close(actions[:, ::9], torch.tensor(ACTIONS), atol=1e-6, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_on_the_body_it_is_worth_what_it_was(name: str, walk: Clip) -> None:
    policy = policies.load(file(name))
    config = replace(for_evaluation(policy.header.recipe.environment), horizon=1.0)
    environment = build.environment(problem_for(policy), config, 4, threads=1)
    result = evaluate(policy.act, environment)
    assert (result.nr, result.error_m) == pytest.approx(WORTH[name], abs=2e-3)


@pytest.mark.parametrize("name", NAMES)
def test_its_recipe_says_what_it_said(name: str) -> None:
    """By the names of today: each of these had another, and none is a default."""
    header = policies.load(file(name)).header
    recipe = header.recipe
    assert (recipe.clips, recipe.target, recipe.name) == ({"run": 1.0}, 0.9, "run")
    assert (recipe.learner, recipe.warm_start) == ("ppo", True)
    environment = recipe.environment
    assert (environment.failure_start_fraction, environment.max_body_error) == (0.25, 0.4)
    assert environment.reward == replace(environment.reward, pose_scale=1.5) != RewardConfig()
    assert environment.mirrored_halves == (name != "policy-1")
    planning = recipe.planning
    assert (planning.lookahead, planning.other_horizons) == (2, (3,))
    assert (planning.sufficient_reward, planning.samples) == (0.05, 16)
    assert (planning.planning_cost, planning.control_cost) == (0.03, 1.5)
    assert (recipe.cloning.max_correction, recipe.cloning.critic_warmup) == (0.5, 1)
    assert recipe.learning_control.passes == (2 if name == "policy-1" else 1)
    assert (header.seed, header.samples, header.version) == (5, 36039, "0.1.0")
    assert header.train_minutes == pytest.approx(0.2164197)


def test_a_policy_without_targets_of_its_own_takes_the_clips() -> None:
    assert policies.load(file("policy-1")).actuation is None
    newer, checkpoint = (policies.load(file(name)).actuation for name in NAMES[1:])
    assert newer is not None and checkpoint is not None
    assert torch.equal(newer.feed_forward_targets, checkpoint.feed_forward_targets)


@pytest.mark.parametrize("name", NAMES)
def test_written_today_it_is_the_same(name: str, tmp_path: Path) -> None:
    old = policies.load(file(name))
    old.save(tmp_path / "new.safetensors")
    new = policies.load(tmp_path / "new.safetensors")
    seen = observations(old.header.observations)
    assert new.header == old.header
    assert torch.equal(new.act(seen), old.act(seen))
    assert (new.actuation is None) == (old.actuation is None)
    again = tmp_path / "again.safetensors"
    new.save(again)
    assert again.read_bytes() == (tmp_path / "new.safetensors").read_bytes()


def test_a_policy_of_the_learned_model_has_networks_of_its_size(tmp_path: Path) -> None:
    """Its learner is no more, and what it was told is of no use, its network's size aside."""
    tensors, header = read_tensors(file("policy-2"))
    recipe = header["recipe"]
    recipe |= {"learner": "model", "ppo": {}, "model": {"worlds": 3, "hidden": [8, 8]}}
    path = tmp_path / "old.safetensors"
    write_tensors(path, tensors, header | {"recipe": recipe, "learner": "model"})
    policy = policies.load(path)
    assert (policy.header.recipe.learner, policy.header.recipe.warm_start) == ("ppo", False)
    assert policy.header.recipe.ppo.hidden == (8, 8)
    actions = policy.act(observations(policy.header.observations))
    torch.testing.assert_close(actions[:, ::9], torch.tensor(ACTIONS), atol=1e-6, rtol=1e-5)


def test_observations_of_no_body_are_refused(tmp_path: Path) -> None:
    tensors, header = read_tensors(file("policy-2"))
    path = tmp_path / "old.safetensors"
    write_tensors(path, tensors, header | {"observations": header["observations"] + 1})
    with pytest.raises(StuntmanError, match=r"old\.safetensors is damaged.*fits no body"):
        policies.load(path)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("wrong", [None, 3, "text", [], [[]], {}, {"a": 1}, -1, True])
def test_a_header_of_another_kind_is_refused_in_a_sentence(
    name: str, wrong: Any, tmp_path: Path
) -> None:
    """Whatever its values are replaced by, one after the other, at any depth."""
    tensors, header = read_tensors(file(name))
    path = tmp_path / "old.safetensors"
    for changed in variants(header, wrong):
        write_tensors(path, tensors, changed)
        try:
            policies.load(path)  # some values may be anything
        except StuntmanError as error:
            assert "old.safetensors" in str(error)
            assert len(str(error).splitlines()) == 1


def variants(header: dict[str, Any], wrong: Any) -> list[dict[str, Any]]:
    """The header with one of its values replaced, at up to three levels."""
    out = []

    def walk(path: list[str], rows: dict[str, Any]) -> None:
        for key, value in rows.items():
            changed = json.loads(json.dumps(header))
            inner = changed
            for step in path:
                inner = inner[step]
            inner[key] = wrong
            out.append(changed)
            if isinstance(value, dict) and len(path) < 2:
                walk([*path, key], value)

    walk([], header)
    return out
