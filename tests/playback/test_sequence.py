"""Clips performed one after another, as they are written down."""

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import on_clip
from stuntman.motion.clip import Clip
from stuntman.playback import sequence
from stuntman.playback.frame import Switch
from stuntman.playback.recording import Performance, perform_sequence
from stuntman.playback.sequence import Part, parse
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy


@pytest.fixture(scope="module")
def skills(walk: Clip) -> dict[str, Policy]:
    kick = on_clip(policies.load("everything"), "kick")
    return {name: policies.load(name) for name in ("walk", "run")} | {"kick": kick}


@pytest.fixture(scope="module")
def done(skills: dict[str, Policy]) -> Performance:
    return perform_sequence(skills, parse("run 1.5s, walk, run 0.4 s"))


def test_a_sequence_is_read_as_it_is_written() -> None:
    written = "walk 3s, run 2.5 s ,backflip,  my walk.bvh .5s"
    assert parse(written) == (
        Part("walk", 3.0),
        Part("run", 2.5),
        Part("backflip"),
        Part("my walk.bvh", 0.5),
    )


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("", "nothing where a clip should be"),
        ("walk,,run", "nothing where a clip should be"),
        ("walk,", "nothing where a clip should be"),
        ("walk 3", "'walk 3' does not end with a time: write seconds with their unit"),
        ("walk, run 2.5", "'run 2.5' does not end with a time"),
        ("walk -1s", "'walk -1s' does not end with a time"),
        ("walk 1e3s", "'walk 1e3s' does not end with a time"),
        ("walk nans", "'walk nans' does not end with a time"),
        ("walk 2min, run", "'walk 2min' does not end with a time"),
        ("walk 0s", "'walk 0s' is shorter than a control step"),
        ("walk 3601s", "'walk 3601s' is longer than an hour"),
        pytest.param(f"walk {'9' * 400}s", "is longer than an hour", id="no float"),
    ],
)
def test_what_is_written_otherwise_is_named(written: str, what: str) -> None:
    with pytest.raises(StuntmanError, match=what):
        parse(written)


def test_each_clip_has_its_time_and_one_without_a_time_goes_round_once(done: Performance) -> None:
    switched = [k for k in range(1, 90) if done.skills[k] != done.skills[k - 1]]
    assert [done.skills[k] for k in (0, *switched)] == ["run", "walk", "run"]
    first, second = switched
    # Nobody gives way in mid-flight: a runner flies .22 s at most.
    assert 45 <= first <= 45 + 7 and second - first == 38
    assert len(done.qpos) == second + 12
    assert done.clip == "run, walk, run" and [s.skill for s in done.switches] == ["walk", "run"]


def test_it_is_one_take_in_which_the_reference_comes_to_the_character(done: Performance) -> None:
    assert np.flatnonzero(done.begun).tolist() == [0]
    assert np.linalg.norm(np.diff(done.qpos[:, :3], axis=0), axis=1).max() < 0.3
    switched = round(done.switches[0].at * done.rate)
    np.testing.assert_allclose(done.reference[switched, :2], done.qpos[switched, :2], atol=1e-4)
    assert done.qpos[switched, 0] > 3.0, "which has gone somewhere by then"


def test_a_clip_that_does_not_loop_is_entered_anew_where_its_time_is_longer(
    skills: dict[str, Policy],
) -> None:
    done = perform_sequence(skills, parse("kick 2s"))
    assert np.flatnonzero(done.begun).tolist() == [0]
    (again,) = done.switches
    assert (again.before, again.skill) == ("kick", "kick") and 1.4 < again.at < 1.6
    assert done.phases[round(again.at * done.rate)] < 0.6


def test_a_switch_that_loses_the_character_is_told(skills: dict[str, Policy]) -> None:
    done = perform_sequence(skills, parse("run 1s, kick"))
    (switch,) = done.switches
    assert switch.lost_at is not None and switch.at < switch.lost_at < switch.at + 1.5
    assert switch.words.startswith("run to kick, ")


def test_a_switch_is_lost_once_by_a_fall_or_by_half_a_metre() -> None:
    switch = Switch("walk", "run", 1.0)
    assert switch.judged(1.5, False, 0.49) == switch and switch.words == "walk to run"
    fell, away = switch.judged(1.5, True, 0.1), switch.judged(2.0, False, 0.51)
    assert (fell.lost_at, fell.words) == (1.5, "walk to run, fell")
    assert away.words == "walk to run, more than 0.5 m away from its clip"
    assert fell.judged(2.0, False, 3.0) == fell


def test_a_request_in_mid_flight_waits_for_the_ground_and_the_newest_counts(
    skills: dict[str, Policy],
) -> None:
    world = LiveWorld(skills, skill="run")
    while not 0.15 < world.phase < 0.2:
        world.step()
    world.switch("kick")
    world.switch("walk")
    assert (world.skill, world.requested) == ("run", "walk")
    waited = 0
    while world.requested is not None:
        world.step()
        waited += 1
    assert world.skill == "walk" and 3 < waited < 9
    assert [switch.skill for switch in world.switches] == ["walk"]


def test_skills_that_are_not_there_are_named_with_what_is() -> None:
    with pytest.raises(StuntmanError, match="'fly', which is not among what is known"):
        sequence.check(parse("walk, fly"), ("walk", "run"), "humanoid")
    with pytest.raises(StuntmanError, match="lacks a comma between 'walk 1s' and 'run'"):
        sequence.check(parse("walk 1s run 2s"), ("walk", "run"), "humanoid")
    with pytest.raises(StuntmanError, match="a clip of the body 'trex', and this one is 'human"):
        sequence.check(parse("trex_walk 2s"), ("walk",), "humanoid")


def test_a_skill_that_is_never_reached_ends_it_in_a_sentence(
    skills: dict[str, Policy], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the character falls on the way, is set upright, and falls there again."""
    monkeypatch.setattr(LiveWorld, "_take_over", lambda world: None)
    first, second = list(skills)[:2]
    world = LiveWorld(skills, 0, skill=first)
    with pytest.raises(StuntmanError, match=f"from '{first}' to '{second}' within 30 s"):
        for count, _ in enumerate(sequence.cues(world, (Part(first, 0.1), Part(second)))):
            assert count < 3 + 30 * 30
