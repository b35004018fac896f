"""The clips that ship are motions that their bodies can do, and look as they should: what stands
stays where it is, nothing is in the floor, what flies falls, loops have no seam, and drives alone
hold on a while."""

from dataclasses import replace

import mujoco
import numpy as np
import pytest
import torch

from stuntman.characters import character as characters
from stuntman.evaluation.evaluate import for_evaluation
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion import classics, library
from stuntman.physics import scene
from stuntman.recipes import build, recipe
from stuntman.retargeting.copying import copy_rotations
from stuntman.retargeting.loops import clip_velocities
from stuntman.retargeting.retarget import Reference, retarget

ONE_SHOTS = {"pitch", "landing", "frontflip"}
FLIGHTS = {"landing": (0.65, 1.28), "frontflip": (0.72, 1.32)}  # s, from and to
LIFTED = 0.15  # m, of an ankle whose foot is off the floor
NAMES = sorted(path.stem for path in library.SHIPPED.glob("*.toml"))


@pytest.fixture(scope="module", params=NAMES)
def reference(request: pytest.FixtureRequest) -> Reference:
    clip = library.load(request.param)
    body = characters.load(clip.character)
    return retarget(clip, body, scene.build(body))


def body_of(reference: Reference) -> characters.Character:
    return characters.load(library.character_of(reference.clip))


def test_some_ship() -> None:
    humanoid = {"humanoid_march", "humanoid_wave"}
    assert humanoid | ONE_SHOTS | {"trex_walk", "dragon_walk", "dog_trot"} <= set(NAMES)
    assert not set(NAMES) & set(classics.DIGESTS)


def test_a_standing_foot_keeps_its_place(reference: Reference) -> None:
    """What touches the floor of a foot goes less than a centimetre over it until it is lifted."""
    body = body_of(reference)
    model = scene.build(body)
    data = mujoco.MjData(model)
    floor, line = model.geom(scene.FLOOR).id, np.empty(6)
    jacobian = np.empty((3, model.nv))
    for foot in (model.geom(name) for name in body.feet):
        slid, touching = 0.0, 0
        for qpos, qvel in zip(reference.qpos, reference.qvel, strict=True):
            data.qpos[:], data.qvel[:] = qpos, qvel
            mujoco.mj_fwdPosition(model, data)
            if mujoco.mj_geomDistance(model, data, foot.id, floor, 0.1, line) < 0.001:
                mujoco.mj_jac(model, data, jacobian, None, line[:3], foot.bodyid[0])
                slid += float(np.linalg.norm((jacobian @ qvel)[:2]))
                touching += 1
                assert slid * reference.duration / reference.frames < 0.01
            elif data.xpos[foot.bodyid[0], 2] > LIFTED:
                slid = 0.0
        assert touching > 0.3 * reference.frames or reference.clip == "headspin"


def test_nothing_was_in_the_floor_or_past_a_limit(reference: Reference) -> None:
    heights = lowest_points(scene.build(body_of(reference)), reference.qpos)
    assert heights.min() > -1e-4
    assert reference.penetration < 0.005
    assert reference.clamped < np.radians(0.5)


@pytest.mark.parametrize("name", sorted(FLIGHTS))
def test_what_is_drawn_in_the_air_falls_freely(name: str) -> None:
    """As it is drawn, before the reference is made to: the centre of mass falls with g and goes
    forward evenly, and the body turns with one angular momentum."""
    clip = library.load(name)
    body = characters.load(clip.character)
    model = scene.build(body)
    qpos = copy_rotations(clip, body, model)
    qvel = clip_velocities(model, qpos, clip.fps)
    data = mujoco.MjData(model)
    times = np.arange(clip.frames) / clip.fps
    begin, end = FLIGHTS[name]
    coms, turning = [], []
    flight = (times > begin + 0.03) & (times < end - 0.03)
    for data.qpos[:], data.qvel[:] in zip(qpos[flight], qvel[flight], strict=True):
        mujoco.mj_fwdPosition(model, data)
        mujoco.mj_fwdVelocity(model, data)
        mujoco.mj_subtreeVel(model, data)
        coms.append(data.subtree_com[1].copy())
        turning.append(data.subtree_angmom[1].copy())
    fit = np.polyfit(times[flight], np.array(coms), 2)
    assert 2.0 * fit[0] == pytest.approx(np.array([0.0, 0.0, -9.81]), abs=0.3)
    path = times[flight, None] ** np.array([2, 1, 0]) @ fit
    assert np.abs(path - coms).max() < 0.015
    assert lowest_points(model, qpos[flight]).min() > 0.02
    assert np.std(turning, axis=0).max() < 2.5  # N·m·s; a somersault's is 24


def test_a_loop_has_no_seam(reference: Reference) -> None:
    if not reference.loops:
        assert reference.clip in ONE_SHOTS
        return
    assert reference.seam < np.radians(0.1)
    jump = np.abs(reference.qvel[-1] - reference.qvel[0])
    assert jump.max() < 1e-6
    assert reference.cycle_yaw == 0.0


def test_drives_alone_hold_on_for_half_a_second(reference: Reference) -> None:
    wanted = recipe.load(reference.clip)
    assert wanted.character == library.character_of(reference.clip)
    measured = replace(wanted, environment=for_evaluation(wanted.environment))
    environment = build.build(measured, 8, threads=1)
    environment.reset(torch.arange(8, dtype=torch.float64) / 8 * reference.duration)
    rewards = []
    for _ in range(15):
        _, reward, terminated, _, _ = environment.step(torch.zeros(8, environment.actions))
        rewards.append(float(reward.mean()))
        assert not terminated.any()
    assert np.mean(rewards) > 0.6
