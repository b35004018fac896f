"""The clips that ship are motions that their bodies can do, and look as they should: what stands
stays where it is, nothing is in the floor, loops have no seam, and drives alone hold on a while."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch

from stuntman import recipe, stage
from stuntman.characters import character as characters
from stuntman.characters.retarget import Reference, retarget
from stuntman.evaluate import for_evaluation
from stuntman.motion import library
from stuntman.motion.body import lowest_points
from stuntman.physics import scene
from stuntman.viewer.page.clip import foot_contacts

NAMES = sorted(path.stem for path in library.SHIPPED.glob("*.toml"))


@pytest.fixture(scope="module", params=NAMES)
def reference(request: pytest.FixtureRequest) -> Reference:
    clip = library.load(request.param)
    body = characters.load(clip.character)
    return retarget(clip, body, scene.build(body))


def body_of(reference: Reference) -> characters.Character:
    return characters.load(library.character_of(reference.clip))


def test_some_ship() -> None:
    assert {"humanoid_march", "humanoid_wave", "trex_walk", "dragon_walk"} <= set(NAMES)


def test_a_standing_foot_keeps_its_place(reference: Reference) -> None:
    body = body_of(reference)
    model = scene.build(body)
    data = mujoco.MjData(model)
    feet = [model.geom(foot).id for foot in body.feet]
    flat = np.empty((reference.frames, len(feet)), bool)
    places = np.empty((reference.frames, len(feet), 2))
    for frame, qpos in enumerate(reference.qpos):
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        places[frame] = data.geom_xpos[feet, :2]
        level = data.geom_xmat[feet][:, 8] > np.cos(np.radians(2.0))
        flat[frame] = level & (data.geom_xpos[feet, 2] < model.geom_size[feet, 2] + 0.003)
    standing, _ = foot_contacts(body, reference)
    assert standing.any(axis=0).all()  # each foot comes down
    steps = np.linalg.norm(np.diff(places, axis=0), axis=-1)
    slides = np.where(flat[1:] & flat[:-1], steps, 0.0).sum(axis=0)
    assert slides.max() < 0.01  # m, over all of the clip


def test_nothing_was_in_the_floor_or_past_a_limit(reference: Reference) -> None:
    heights = lowest_points(scene.build(body_of(reference)), reference.qpos)
    assert heights.min() > -1e-4
    assert reference.penetration < 0.005
    assert reference.clamped < np.radians(0.5)


def test_a_loop_has_no_seam(reference: Reference) -> None:
    assert reference.loops
    assert reference.seam < np.radians(0.1)
    jump = np.abs(reference.qvel[-1] - reference.qvel[0])
    assert jump.max() < 1e-6
    assert reference.cycle_yaw == 0.0


def test_drives_alone_hold_on_for_half_a_second(reference: Reference) -> None:
    wanted = for_evaluation(recipe.load(reference.clip))
    wanted = replace(wanted, character=library.character_of(reference.clip))
    environment = stage.build(wanted, 8, threads=1)
    environment.reset(torch.arange(8, dtype=torch.float64) / 8 * reference.duration)
    rewards = []
    for _ in range(15):
        _, reward, terminated, _, _ = environment.step(torch.zeros(8, environment.actions))
        rewards.append(float(reward.mean()))
        assert not terminated.any()
    assert np.mean(rewards) > 0.6
