"""Motion in the air: what gravity leaves of way and momentum, and nothing else changed."""

import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion import library
from stuntman.retargeting import retarget
from stuntman.retargeting.flights import ballistic, flights
from stuntman.spatial.rotations import Array

RATE = 480.0


def momentum(model: mujoco.MjModel, qpos: Array, qvel: Array) -> Array:
    """Velocity of the centre of mass and angular momentum about it: (frames, 6)."""
    data, out = mujoco.MjData(model), np.empty((len(qpos), 6))
    for frame, row in enumerate(out):
        data.qpos[:], data.qvel[:] = qpos[frame], qvel[frame]
        mujoco.mj_forward(model, data)
        mujoco.mj_subtreeVel(model, data)
        row[:] = *data.subtree_linvel[1], *data.subtree_angmom[1]
    return out


def centre(model: mujoco.MjModel, qpos: Array) -> Array:
    """Where the centre of mass is: (frames, 3)."""
    data, out = mujoco.MjData(model), np.empty((len(qpos), 3))
    for position, row in zip(qpos, out, strict=True):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        row[:] = data.subtree_com[1]
    return out


def thrown(model: mujoco.MjModel) -> tuple[Array, Array]:
    """Half a second of a body in the air that turns and flails, as MuJoCo has it."""
    data, rng = mujoco.MjData(model), np.random.default_rng(5)
    data.qpos[:] = model.qpos0
    data.qpos[2] = 5.0
    data.qvel[:6] = 1.0, -0.5, 3.0, 0.5, -4.0, 1.0
    fine, step = model.opt.timestep, round(1.0 / RATE / 1e-4)
    qpos, qvel = [], []
    model.opt.timestep = 1.0 / RATE / step
    for _ in range(240):
        qpos.append(data.qpos.copy())
        qvel.append(data.qvel.copy())
        data.ctrl[:] = rng.uniform(-0.5, 0.5, model.nu)
        mujoco.mj_step(model, data, nstep=step)
    model.opt.timestep = fine
    return np.array(qpos), np.array(qvel)


def test_the_momentum_of_a_real_flight_is_found_from_wrong_velocities(
    model: mujoco.MjModel,
) -> None:
    qpos, qvel = thrown(model)
    wrong, moved = qvel.copy(), qpos.copy()
    swing = np.cos(np.linspace(0.0, 2.0 * np.pi, len(qpos), endpoint=False))
    wrong[:, 2] += 2.0 * swing
    moved[:, :3] += 0.1 * (1.0 - swing[:, None])
    moved[-1] = qpos[-1]
    place, mended = ballistic(model, moved, wrong, np.ones(len(qpos)), RATE, loops=False)
    np.testing.assert_allclose(place, qpos, atol=0.002)
    np.testing.assert_allclose(mended[:, :3], qvel[:, :3], atol=0.02)
    np.testing.assert_allclose(mended[:, 3:6], qvel[:, 3:6], atol=0.02)
    np.testing.assert_array_equal(mended[:, 6:], wrong[:, 6:])
    assert np.ptp(qvel[:, 3:6], axis=0).max() > 0.5, "the body flailed, and turned unevenly"


def test_a_backflip_keeps_its_momentum_from_take_off_to_landing(
    humanoid: Character, model: mujoco.MjModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    try:
        clip = library.load("backflip")
    except StuntmanError:
        pytest.skip("the classic clips are not here: run `stuntman clips fetch`")
    reference = retarget.retarget(clip, humanoid, model)
    keep = lambda model, qpos, qvel, *rest: (qpos, qvel)  # noqa: E731
    monkeypatch.setattr(retarget, "ballistic", keep)
    drawn = retarget.retarget(clip, humanoid, model)
    (air,) = flights(lowest_points(model, drawn.qpos), retarget.TABLE_RATE, loops=True)
    assert (air[-1] - air[0]) / retarget.TABLE_RATE == pytest.approx(0.55, abs=0.02)
    has = momentum(model, reference.qpos[air], reference.qvel[air])
    np.testing.assert_allclose(has[:, 3:], np.tile(has[0, 3:], (len(air), 1)), atol=1e-6)
    falling = np.diff(has[:, :3], axis=0) * retarget.TABLE_RATE
    np.testing.assert_allclose(falling, np.tile(model.opt.gravity, (len(air) - 1, 1)), atol=1e-6)
    flies = np.diff(centre(model, reference.qpos[air]), axis=0) * retarget.TABLE_RATE
    np.testing.assert_allclose(flies, (has[1:, :3] + has[:-1, :3]) / 2.0, atol=1e-6)

    was = momentum(model, drawn.qpos[air], drawn.qvel[air])
    assert abs(was[:, 4]).max() > 2.5 * abs(was[[0, -1], 4]).max(), "as the clip has it"
    moved = reference.qpos - drawn.qpos
    assert 0.05 < abs(moved[air, :3]).max() < 0.12
    np.testing.assert_allclose(moved[air[[0, -1]]], 0.0, atol=1e-9)
    np.testing.assert_allclose(moved[:, 3:], 0.0, atol=1e-12)
    np.testing.assert_allclose(np.delete(moved, air, axis=0), 0.0, atol=1e-9)
    push = air[0] - np.arange(round(0.1 * retarget.TABLE_RATE), 0, -1)
    pushed = momentum(model, reference.qpos[push], reference.qvel[push])
    lacked = momentum(model, drawn.qpos[push], drawn.qvel[push]) - pushed
    rise = np.arange(1, 49)[:, None] / 49
    np.testing.assert_allclose(lacked, rise * (was - has)[0], atol=1e-6)
    ground = np.setdiff1d(np.arange(reference.frames), [*air, *push])
    np.testing.assert_allclose(reference.qvel[ground], drawn.qvel[ground], atol=1e-12)
    np.testing.assert_allclose(reference.qvel[:, 6:], drawn.qvel[:, 6:], atol=1e-12)


def test_who_flies_stays_above_the_floor(model: mujoco.MjModel) -> None:
    times = np.arange(120) / RATE
    qpos = np.tile(model.qpos0, (120, 1))
    qpos[:, 2] += 1.2 * times - 0.5 * 9.81 * times**2 + 0.1 * np.sin(np.pi * times / times[-1])
    heights = np.where((times > 0.02) & (times < 0.22), 0.03, 0.0)
    place, _ = ballistic(model, qpos, np.zeros((120, model.nv)), heights, RATE, loops=False)
    moved = place[:, 2] - qpos[:, 2]
    assert moved.min() == pytest.approx(-0.03)
    assert moved[heights == 0.0].tolist() == [0.0] * int((heights == 0.0).sum())


def test_who_stands_on_what_is_not_drawn_does_not_fly(model: mujoco.MjModel) -> None:
    qpos, qvel = np.tile(model.qpos0, (100, 1)), np.zeros((100, model.nv))
    qvel[:, 0] = 1.0
    place, same = ballistic(model, qpos, qvel, np.full(100, 0.4), RATE, loops=False)
    np.testing.assert_array_equal(place, qpos)
    np.testing.assert_array_equal(same, qvel)


def test_a_push_takes_nothing_from_the_flight_before(model: mujoco.MjModel) -> None:
    heights = np.full(240, 0.2)
    heights[100:105], heights[105:110] = 0.01, 0.0  # landing, on the floor
    qpos, qvel = np.tile(model.qpos0, (240, 1)), np.zeros((240, model.nv))
    qvel[:100, 2] = np.linspace(1.0, -1.0, 100)
    qvel[110:, 2] = np.linspace(0.5, -0.5, 130)  # too slow a fall
    qpos[:, 2] += np.cumsum(qvel[:, 2]) / RATE
    _, mended = ballistic(model, qpos, qvel, heights, RATE, loops=False)
    np.testing.assert_allclose(np.diff(mended[:105, 2]) * RATE, model.opt.gravity[2], rtol=1e-6)
    assert mended[110, 2] > 1.3
    gained = (mended - qvel)[105:111, 2]
    np.testing.assert_allclose(gained, np.linspace(1, 6, 6) / 6 * gained[-1], rtol=1e-6)


@pytest.mark.parametrize(
    ("loops", "expected"), [(False, [(0, 59), (200, 260)]), (True, [(200, 260), (340, 59)])]
)
def test_flights_are_stretches_off_the_floor(loops: bool, expected: list[tuple[int, int]]) -> None:
    heights = np.zeros(380)
    heights[:60] = heights[340:] = 0.2
    heights[200:261] = 0.1
    heights[100:140] = 0.5  # too short
    heights[280:330] = 0.01  # not clear of the floor
    found = flights(heights, RATE, loops)
    assert [(int(f[0]), int(f[-1])) for f in found] == expected


@pytest.mark.parametrize(("start", "loops"), [(0, False), (0, True), (60, True), (150, True)])
def test_a_flight_begins_where_the_foot_leaves_the_floor(start: int, loops: bool) -> None:
    heights = np.zeros(300)
    heights[100:200] = 0.1
    heights[90:100] = 0.01
    heights[200:260] = 0.01  # too long for a landing
    moved = np.append(np.roll(heights, -start), heights[start]) if loops else heights
    (air,) = flights(moved, RATE, loops)
    np.testing.assert_array_equal((air + start) % 300, np.arange(90, 224))


def test_no_frame_is_in_two_flights() -> None:
    heights = np.full(300, 0.1)
    heights[140:170] = 0.01
    first, second = flights(heights, RATE, loops=False)
    np.testing.assert_array_equal(np.concatenate([first, second]), np.arange(300))


def test_a_loop_that_never_lands_is_one_flight() -> None:
    (air,) = flights(np.ones(101), RATE, loops=True)
    np.testing.assert_array_equal(air, np.arange(100))
