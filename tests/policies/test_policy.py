"""A policy is one file: it acts after loading as it did before, or is refused in a sentence."""

import dataclasses
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file
from torch import Tensor

from stuntman.characters import library as bodies
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import evaluate_clips, for_evaluation, lacks, problem_for
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.start_states import StartStates
from stuntman.learning.networks import mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.ppo import PpoConfig
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.policies.policy import Header, Policy
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

OPTIONAL = ("trained_on", "specialist_nr", "derived_drives")  # which earlier files lack
HEADER = Header(
    recipe=Recipe(
        {"walk": 1.0},
        environment=EnvironmentConfig(lookahead=(1, 3), action_scale=0.5),
        ppo=PpoConfig(hidden=(16, 8)),
    ),
    clip_digests=("0" * 64,),
    observation_terms=(("root_height", 1), ("joint_coordinates", 12), ("joint_velocities", 7)),
    actuators=("hip_x", "hip_y", "knee"),
    mirrored_halves=(False,),
    seed=4,
    samples=2**33,
    train_minutes=12.5,
    version="0.1.0",
    trained_on="2 threads of a processor",
    derived_drives={"knee": ("gains", "armature")},
)


@pytest.fixture
def policy() -> Policy:
    torch.manual_seed(0)
    normalizer = Normalizer(20)
    normalizer.update(3.0 + 2.0 * torch.randn(50, 20))
    return Policy(HEADER, mlp(20, (16, 8), 3, last_gain=1.0), normalizer)


@pytest.fixture
def path(policy: Policy, tmp_path: Path) -> Path:
    path = tmp_path / "policy.safetensors"
    policy.save(path)
    return path


def test_a_loaded_policy_acts_bit_for_bit_as_the_saved_one(policy: Policy, path: Path) -> None:
    observations = 3.0 + 2.0 * torch.randn(100, 20)
    actions = policies.load(path).act(observations)
    assert actions.shape == (100, 3)
    assert torch.equal(actions, policy.act(observations))
    assert not actions.requires_grad


def test_it_acts_on_observations_as_they_were_scaled_in_training() -> None:
    torch.manual_seed(0)
    actor, normalizer = mlp(20, (16, 8), 3, last_gain=1.0), Normalizer(20)
    normalizer.update(3.0 + 2.0 * torch.randn(50, 20))
    observations = 3.0 + 2.0 * torch.randn(10, 20)
    actions = Policy(HEADER, actor, normalizer).act(observations)
    assert torch.equal(actions, actor(normalizer(observations)))
    assert not torch.allclose(actions, actor(observations), atol=0.1)


def test_the_header_says_everything_again(path: Path) -> None:
    assert policies.load(path).header == HEADER
    assert policies.load(str(path)).header == HEADER


def test_the_file_names_every_setting_and_holds_the_networks_that_act(path: Path) -> None:
    tensors, header = read_tensors(path)
    fields = {field.name for field in dataclasses.fields(Header)}
    assert header.keys() == fields | {"format"}
    assert header["recipe"]["ppo"].keys() == {f.name for f in dataclasses.fields(PpoConfig)}
    assert {name.split(".")[0] for name in tensors} == {"actor", "normalizer"}


def test_saving_again_changes_no_byte(path: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.safetensors"
    policies.load(path).save(again)
    assert again.read_bytes() == path.read_bytes()


def test_it_keeps_the_targets_that_its_actions_are_added_to(policy: Policy, tmp_path: Path) -> None:
    targets = torch.arange(15.0).reshape(5, 3)
    policy.actuation = Actuation(targets, 0.5)
    policy.save(tmp_path / "with_targets.safetensors")
    actuation = policies.load(tmp_path / "with_targets.safetensors").actuation
    assert actuation is not None and torch.equal(actuation.feed_forward_targets, targets)
    assert actuation.action_scale == 0.5


def test_it_keeps_the_critic_and_expects_what_that_foretells(
    policy: Policy, path: Path, tmp_path: Path
) -> None:
    observations = 3.0 + 2.0 * torch.randn(10, 20)
    assert policies.load(path).critic is None
    with pytest.raises(StuntmanError, match="of 'walk' has no value function"):
        policies.load(path).value(observations)
    policy.critic = mlp(20, (4,), 1, last_gain=1.0)
    policy.save(tmp_path / "with_critic.safetensors")
    loaded = policies.load(tmp_path / "with_critic.safetensors")
    values = loaded.value(observations)
    mean_reward = policy.critic(policy.normalizer(observations))[:, 0].detach()
    # Gamma is .95: twenty steps' rewards. The file holds it in half precision.
    torch.testing.assert_close(values, 20.0 * mean_reward, rtol=1e-2, atol=5e-2)
    assert not values.requires_grad


@pytest.mark.parametrize("name", ["nosuch", "nosuch.safetensors", "some/folder"])
def test_a_policy_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(StuntmanError, match=rf"No policy '{name}'"):
        policies.load(name)


def test_a_name_that_is_nearly_a_policys_is_answered_with_it() -> None:
    with pytest.raises(StuntmanError, match=r"'heading_jogs': did you mean heading_jog "):
        policies.load("heading_jogs")


def test_a_folder_that_no_run_has_written_is_no_policy(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"holds no policy\.safetensors"):
        policies.load(tmp_path)


def test_a_clip_that_is_a_file_is_found_from_its_policy(policy: Policy, tmp_path: Path) -> None:
    (tmp_path / "mine.bvh").touch()
    policy.header = dataclasses.replace(
        HEADER, recipe=dataclasses.replace(HEADER.recipe, clips={"mine.bvh": 1.0})
    )
    policy.save(tmp_path / "policy.safetensors")
    found = policies.load(tmp_path / "policy.safetensors").header.recipe.clips
    assert found == {str(tmp_path / "mine.bvh"): 1.0}


def test_two_clips_that_would_be_one_file_stay_two(policy: Policy, tmp_path: Path) -> None:
    (tmp_path / "mine.bvh").touch()
    clips = {"gone/mine.bvh": 1.0, "gone/too/mine.bvh": 1.0}
    policy.header = dataclasses.replace(
        HEADER,
        recipe=dataclasses.replace(HEADER.recipe, clips=clips),
        clip_digests=("0" * 64, "1" * 64),
        mirrored_halves=(False, False),
    )
    policy.save(tmp_path / "policy.safetensors")
    assert policies.load(tmp_path / "policy.safetensors").header.recipe.clips == clips


def test_a_runs_folder_is_taken_for_its_policy(path: Path) -> None:
    assert policies.load(path.parent).header == HEADER
    assert policies.load(str(path.parent)).header == HEADER


@pytest.mark.parametrize("kept", [0, 5, 200, 2000, -1])
def test_a_file_that_is_cut_off_is_refused(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(StuntmanError, match=r"policy\.safetensors"):
        policies.load(path)


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "stuntman-policy-0"},
        {"format": "stuntman-checkpoint-1"},
        {"recipe": None},
        {"recipe": {}},
        {"recipe": {"clip": "walk", "ppo": {"hidden": [16, 8], "wings": 2}}},
        {"recipe": {"clips": {"walk": 1, "run": 1}, "warm_start": False}},
        {"recipe": 3},
        {"clip_digests": []},
        {"clip_digests": [3]},
        {"clip_digests": "0"},
        {"actuators": None},
        {"actuators": ["hip_x", "hip_y", "knee", "ankle"]},
        {"actuators": ["hip_x", "hip_y", 3]},
        {"observation_terms": [["root_height", 21]]},
        {"observation_terms": [["root_height", "twenty"]]},
        {"observation_terms": [["root_height", -1], ["joint_coordinates", 21]]},
        {"observation_terms": ["root_height"]},
        {"observation_terms": 20},
        {"mirrored_halves": [True, True]},
        {"mirrored_halves": ["yes"]},
        {"mirrored_halves": True},
        {"seed": "four"},
        {"samples": [3]},
        {"samples": None},
        {"train_minutes": "long"},
        {"train_minutes": float("nan")},
        {"colour": "red"},
    ],
)
def test_a_header_that_does_not_fit_is_refused(path: Path, changes: dict[str, Any]) -> None:
    tensors, header = read_tensors(path)
    write_tensors(path, tensors, header | changes)
    with pytest.raises(StuntmanError, match=r"policy\.safetensors") as caught:
        policies.load(path)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    "key",
    ["format", *(f.name for f in dataclasses.fields(Header) if f.name not in OPTIONAL)],
)
def test_a_header_that_lacks_something_is_refused(path: Path, key: str) -> None:
    tensors, header = read_tensors(path)
    del header[key]
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"policy\.safetensors"):
        policies.load(path)


@pytest.mark.parametrize("key", ["actor.0.weight", "normalizer.mean"])
def test_a_file_that_lacks_a_tensor_is_refused(path: Path, key: str) -> None:
    tensors, header = read_tensors(path)
    del tensors[key]
    write_tensors(path, tensors, header)
    with pytest.raises(StuntmanError, match=r"policy\.safetensors is damaged"):
        policies.load(path)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("actor.0.weight", lambda t: t[:, 1:]),
        ("actor.0.weight", lambda t: t[1:]),
        ("actor.2.weight", lambda t: t[0]),
        ("actor.4.bias", lambda t: t[1:]),
        ("normalizer.variance", lambda t: t[1:]),
        ("critic.0.weight", lambda t: t[:, 1:]),
        ("critic.2.weight", lambda t: t.repeat(2, 1)),
        ("feed_forward_targets", lambda t: t[:, 1:]),
        ("feed_forward_targets", lambda t: t[0]),
        ("starts.frames", lambda t: t[:0]),
        ("starts.frames", lambda t: t.bool()),
        ("starts.frames", lambda t: t.to(torch.int16)),
        ("starts.states", lambda t: t[1:]),
        ("starts.states", lambda t: t[0]),
        ("starts.states", lambda t: t.long()),
        ("starts.states", lambda t: t.to(torch.complex64)),
    ],
)
def test_tensors_of_other_shapes_are_refused(
    policy: Policy, path: Path, name: str, change: Callable[[Tensor], Tensor]
) -> None:
    policy.actuation = Actuation(torch.zeros(5, 3), 0.5)
    policy.critic = mlp(20, (4,), 1, last_gain=1.0)
    policy.starts = StartStates(torch.arange(2), torch.zeros(2, 9))
    policy.save(path)
    tensors, header = read_tensors(path)
    write_tensors(path, tensors | {name: change(tensors[name])}, header)
    with pytest.raises(StuntmanError, match=r"policy\.safetensors is damaged"):
        policies.load(path)


@pytest.mark.parametrize("name", ["actor.2.weight", "normalizer.mean", "feed_forward_targets"])
@pytest.mark.parametrize("value", [torch.nan, torch.inf])
def test_a_policy_that_is_no_number_is_refused(
    policy: Policy, path: Path, name: str, value: float
) -> None:
    policy.actuation = Actuation(torch.zeros(5, 3), 0.5)
    policy.save(path)
    tensors, header = read_tensors(path)
    tensors[name].view(-1)[-1] = value
    with pytest.raises(StuntmanError, match="not finite"):
        write_tensors(path, tensors, header)
    save_file(tensors, path, metadata={"stuntman": json.dumps(header)})
    with pytest.raises(StuntmanError, match=rf"policy\.safetensors.* not finite, in '{name}'"):
        policies.load(path)


# Those that ship


def clips_of(name: str) -> list[Clip]:
    recipe = policies.load(name).header.recipe
    if recipe.character not in bodies.names():
        pytest.skip(f"the body '{recipe.character}' is not here: docs/characters.md adds it")
    try:
        return [_loaded(clip) for clip in recipe.clips]
    except StuntmanError:
        pytest.skip("the classic clips are not here: run `stuntman clips fetch`")


@cache
def _loaded(clip: str) -> Clip:
    return library.load(clip)


@pytest.mark.parametrize("name", files.names())
def test_a_policy_that_ships_belongs_to_the_librarys_clip(name: str) -> None:
    header = policies.load(name).header
    clips = clips_of(name)
    assert list(header.recipe.clips) == [clip.name for clip in clips]
    assert header.clip_digests == tuple(clip.digest for clip in clips)
    assert Path(name).name == name
    assert header.samples > 0


# tests/evaluation/test_own_starts.py sees to those that imitate alone.
OF_SEVERAL_WITH_A_GOAL = [
    name
    for name, own in ((name, policies.load(name).header.recipe) for name in files.names())
    if len(own.clips) > 1 and not own.only_imitates
]


@pytest.mark.parametrize("name", OF_SEVERAL_WITH_A_GOAL)
def test_a_policy_of_several_clips_with_a_goal_stays_on_its_feet(
    name: str, least_up: Callable[..., float]
) -> None:
    policy = policies.load(name)
    if missing := lacks(policy):
        pytest.skip(missing)
    config = dataclasses.replace(for_evaluation(policy.header.recipe.environment), horizon=3.0)
    environment = build.environment(problem_for(policy), config, 8, threads=1)
    for result in evaluate_clips(policy.act, environment):
        least = least_up(policy.header.recipe, result.clip)
        assert result.success >= least, result.clip
        assert result.nr > 0.5 * least, result.clip


def test_start_states_of_no_frame_are_refused(policy: Policy, path: Path) -> None:
    policy.starts = StartStates(torch.arange(0), torch.zeros(0, 9))
    policy.save(path)
    with pytest.raises(StuntmanError, match="start states are not one for each"):
        policies.load(path)
