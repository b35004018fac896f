"""A policy in a world one meddles with."""

import resource
from pathlib import Path

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.deviations import reference_qpos
from stuntman.motion.clip import Clip
from stuntman.playback.recording import perform
from stuntman.playback.world import BLOCKS, LiveWorld
from stuntman.policies import policy as policies
from stuntman.spatial import rotations as rot


@pytest.fixture
def world(walk: Clip) -> LiveWorld:
    return LiveWorld({name: policies.load(name) for name in ("walk", "jump")})


def run(world: LiveWorld, seconds: float) -> None:
    for _ in range(round(seconds * CONTROL_RATE)):
        world.step()


def test_left_alone_it_performs_as_a_film_of_it_does(world: LiveWorld) -> None:
    take = perform(policies.load("walk"), 3.0)
    run(world, 3.0)
    states = np.array([frame.qpos for frame in world.past])
    references = np.array([frame.reference for frame in world.past])
    np.testing.assert_allclose(states[: len(take.qpos)], take.qpos, atol=1e-3)
    assert take.reference is not None
    np.testing.assert_allclose(references[: len(take.qpos)], take.reference, atol=1e-3)
    assert sum(world.frame.terms.values()) > 0.9


def test_a_block_reaches_a_character_that_walks(world: LiveWorld) -> None:
    run(world, 0.5)
    for speed in (5.0, 10.0):
        before = world.frame.qpos[:2].copy()
        world.throw(edge=0.3, mass=0.1, speed=speed)
        run(world, 2.7)
        hit = world.hits[-1]
        assert hit.struck is not None and hit.verdict == "stayed up"
        assert np.linalg.norm(world.frame.qpos[:2] - before) > 1.5


def test_a_heavy_block_knocks_it_over_and_it_begins_again(world: LiveWorld) -> None:
    run(world, 0.3)
    world.throw(edge=0.5, mass=40.0, speed=8.0)
    assert world.hits[-1].verdict == "in the air"
    run(world, 2.0)
    assert world.hits[-1].verdict == "fell"
    down = world.frame.qpos[2]
    run(world, 2.5)
    assert down < 0.5 < world.frame.qpos[2]
    assert not world.frame.fallen


def test_who_ends_up_sitting_has_fallen_too(world: LiveWorld) -> None:
    """Neither torso nor head touches the ground here: low above it, the legs stretched forward."""
    model, qpos = world.engine.model, world.engine.qpos.clone()
    qpos[0, 2] = 0.31
    for side in ("left", "right"):
        address = int(model.joint(f"{side}_hip").qposadr[0])
        qpos[0, address : address + 4] = torch.tensor([0.5**0.5, 0.0, -(0.5**0.5), 0.0])
    world.engine.reset(torch.tensor([0]), qpos, torch.zeros(1, model.nv))
    frame = world.step()
    assert not world.engine.floor_contacts.any()
    assert frame.fallen


def test_it_is_pushed_the_way_one_says(world: LiveWorld) -> None:
    for degrees, way in ((90.0, [0.0, 1.0, 0.0]), (-90.0, [0.0, -1.0, 0.0])):
        world.restart()
        direction = rot.rotate(rot.heading(world.engine.qpos[0, 3:7].numpy()), np.array(way))
        world.shove(120.0, degrees)
        run(world, 0.2)
        assert (
            world.engine.qvel[0, :3].numpy() @ direction > 0.2
        )  # 24 N s on 45 kg, and feet that hold


def test_what_misses_is_said_to(world: LiveWorld) -> None:
    far = world.frame.qpos[:3] + np.array([500.0, 0.0, 0.0])
    world.throw(mass=0.1, origin=far, speed=5.0)
    run(world, 3.1)
    assert world.hits[-1].verdict == "missed"


def test_another_skill_takes_over_where_the_character_is(world: LiveWorld) -> None:
    run(world, 1.0)
    before = world.frame.qpos
    world.switch("jump")
    frame = world.step()
    assert frame.skill == "jump"
    assert np.abs(frame.qpos[:7] - before[:7]).max() < 0.15
    assert np.linalg.norm(frame.reference[:2] - frame.qpos[:2]) < 0.1
    with pytest.raises(StuntmanError, match="No skill 'fly'"):
        world.switch("fly")


def test_a_skill_that_ends_begins_again_on_the_spot(world: LiveWorld) -> None:
    world.switch("jump")
    world.restart()
    run(world, 3.0 * world.duration)
    places = np.array([frame.qpos[:2] for frame in world.past])
    assert np.linalg.norm(np.diff(places, axis=0), axis=1).max() < 0.3
    assert np.linalg.norm(places[-1] - places[0]) > 0.5


def test_it_starts_at_the_phase_one_asks_for(world: LiveWorld) -> None:
    run(world, 2.0)
    here = world.frame.qpos[:2].copy()
    world.restart(0.6)
    assert float(world.environment.clock.time[0]) == pytest.approx(0.6, abs=1e-3)
    problem = world.environment.problem
    state = problem.starts.states[18]  # the policy's own, one a control step
    np.testing.assert_allclose(world.engine.qpos[0, 7:], state[7 : problem.model.nq])
    reference = reference_qpos(world.environment)[0]
    np.testing.assert_allclose(reference[:2], here, atol=1e-3)
    np.testing.assert_allclose(world.engine.qpos[0, :3], reference[:3], atol=0.05)


def test_after_a_nan_it_is_back_and_says_so(
    world: LiveWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # MuJoCo writes of it into MUJOCO_LOG.TXT
    run(world, 2.5)
    good = world.past[-15].qpos
    for broken in (world.engine.data.qvel, world.engine.data.qpos[world.engine.model.nq :]):
        broken[3] = np.nan
        frame = world.step()
        assert "last good state" in frame.notice
        assert np.isfinite(frame.qpos).all()
        assert np.isfinite(world.engine.data.qpos).all()
        assert np.abs(frame.qpos[:2] - good[:2]).max() < 2.0
        run(world, 1.0)
        assert not world.frame.notice and world.frame.qpos[2] > 0.7


def test_a_world_that_always_breaks_begins_anew(
    world: LiveWorld, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run(world, 4.0)
    notices = []
    for _ in range(10):
        world.engine.data.qvel[0] = np.inf
        notices.append(world.step().notice)
    assert "anew" in " ".join(notices)
    assert np.isfinite(world.frame.qpos).all()


def test_a_thousand_blocks_cost_no_more_than_the_first_few(world: LiveWorld) -> None:
    world.restart_after = 0.1
    run(world, 0.5)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out, contacts = [], []
    for block in range(1000):
        world.throw(speed=12.0)
        if block % 5 == 4:
            world.step()
            out.append((world.frame.blocks.edges > 0).sum())
            contacts.append(world.engine.data.ncon)
    assert set(out[BLOCKS:]) == {BLOCKS}
    # Contacts are what a step's time goes by.
    assert np.mean(contacts[-100:]) < 1.5 * np.mean(contacts[50:100]) + 10
    assert len(world.hits) <= 50
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000  # kB
    assert np.isfinite(world.frame.qpos).all()


@pytest.mark.parametrize("bad", [0.0, np.nan, np.inf, -8.0, 1e9])
def test_a_throw_that_no_arm_can_do_is_refused(world: LiveWorld, bad: float) -> None:
    with pytest.raises(StuntmanError, match="speed"):
        world.throw(speed=bad)
    with pytest.raises(StuntmanError, match="the block"):
        world.throw(origin=np.array([bad, np.nan, 1.0]))
    assert world.hits == () and not world.engine.blocks.edges.any()


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1e9])
def test_pushes_and_instants_that_are_none_are_refused(world: LiveWorld, bad: float) -> None:
    for do in (
        lambda: world.shove(bad),
        lambda: world.shove(100.0, bad),
        lambda: world.shove(100.0, seconds=bad),
        lambda: world.restart(bad),
        lambda: world.restart(-1.0),
    ):
        with pytest.raises(StuntmanError, match="give"):
            do()
    world.step()
    assert np.isfinite(world.frame.qpos).all() and world.frame.notice == ""
