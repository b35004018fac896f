"""Clips on the humanoid: what the clip asks is kept, what a body cannot do is mended."""

from collections.abc import Callable
from dataclasses import replace

import mujoco
import numpy as np
import pytest

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats.deepmimic import SKELETON
from stuntman.physics import scene
from stuntman.retargeting.retarget import TABLE_RATE, Reference, retarget
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

LOOPS = ("walk", "run", "jump", "backflip", "spinkick", "dance_b", "walker_turn_right0")
OTHERS = ("getup_facedown", "getup_faceup", "kick", "punch")
BONES = {name: k for k, name in enumerate(SKELETON.names)}


@pytest.fixture(scope="module")
def perform(humanoid: Character, model: mujoco.MjModel) -> Callable[[str], Reference]:
    """A clip of the library on the humanoid, by name."""
    done: dict[str, Reference] = {}

    def perform(name: str) -> Reference:
        if name not in done:
            try:
                clip = library.load(name)
            except StuntmanError:
                pytest.skip("the classic clips are not here: run `stuntman clips fetch`")
            done[name] = retarget(clip, humanoid, model)
        return done[name]

    return perform


def made(frames: int = 31, fps: float = 60.0, loops: bool = False) -> Clip:
    """Standing still, at a place of its own."""
    root = np.tile([0.3, -0.2, 0.9], (frames, 1))
    turns = np.tile(rot.IDENTITY, (frames, len(BONES), 1))
    return Clip("made", SKELETON, root, turns, fps, loops)


def turned(clip: Clip, bone: str, rotvecs: Array) -> Clip:
    """The clip with a bone's rotation replaced."""
    rotations = clip.rotations.copy()
    rotations[:, BONES[bone]] = rot.from_rotvec(rotvecs)
    return replace(clip, rotations=rotations)


def joint(model: mujoco.MjModel, name: str, qpos: Array) -> Array:
    """A joint's positions: (frames, 4) of a ball, (frames,) of a hinge."""
    address = int(model.joint(name).qposadr[0])
    ball = model.joint(name).type[0] == mujoco.mjtJoint.mjJNT_BALL
    return qpos[:, address : address + 4] if ball else qpos[:, address]


def test_every_link_turns_as_its_bone_does(
    perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    # A clip that does not loop and stays within all limits: nothing to mend but the height.
    reference, clip = perform("getup_faceup"), library.load("getup_faceup")
    assert reference.clamped == reference.seam == 0.0
    times = np.linspace(0.0, clip.duration, reference.frames)[::40]
    positions, turns = clip.skeleton.forward(*clip.sample(times))

    data = mujoco.MjData(model)
    for qpos, bones, turn in zip(reference.qpos[::40], positions, turns, strict=True):
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        lift = data.xpos[1] - bones[0]
        np.testing.assert_allclose(lift[:2], 0.0, atol=1e-12)
        for k in range(1, model.nbody):
            bone = BONES[model.body(k).name]
            np.testing.assert_allclose(data.xpos[k], bones[bone] + lift, atol=1e-6)
            assert rot.angle_between(data.xquat[k], turn[bone]) < 1e-6


def test_the_table_spans_the_clip_and_carries_its_poses(
    perform: Callable[[str], Reference], walk: Clip, model: mujoco.MjModel
) -> None:
    reference = perform("walk")
    assert (reference.clip, reference.digest) == ("walk", walk.digest)
    assert (reference.duration, reference.loops) == (walk.duration, True)
    assert reference.frames == round(walk.duration * TABLE_RATE) + 1 == len(reference.qvel)

    data = mujoco.MjData(model)
    data.qpos[:] = reference.qpos[77]
    mujoco.mj_kinematics(model, data)
    np.testing.assert_allclose(reference.pose.positions[77], data.xpos[1:], atol=1e-5)


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_ends_where_its_next_cycle_begins(
    name: str, perform: Callable[[str], Reference]
) -> None:
    reference = perform(name)
    yaw, shift = reference.cycle_yaw, reference.cycle_shift
    turn = rot.from_rotvec(np.array([0.0, 0.0, yaw]))
    first, last = reference.qpos[0], reference.qpos[-1]
    moved = rot.rotate(turn, first[:3])[:2] + shift
    np.testing.assert_allclose(last[:3], [*moved, first[2]], atol=1e-9)
    assert rot.angle_between(last[3:7], rot.multiply(turn, first[3:7])) < 1e-7
    # A ball's quaternion may come back as its negative.
    np.testing.assert_allclose(np.abs(last[7:]), np.abs(first[7:]), atol=1e-9)

    before, after = reference.qvel[-1], reference.qvel[0]
    np.testing.assert_allclose(before[:3], rot.rotate(turn, after[:3]), atol=1e-6)
    np.testing.assert_allclose(before[3:], after[3:], atol=1e-6)


def test_a_clip_that_turns_keeps_turning_and_a_straight_one_goes_straight(
    perform: Callable[[str], Reference],
) -> None:
    assert perform("walker_turn_left0").cycle_yaw == pytest.approx(0.52, abs=0.1)
    assert perform("walker_turn_right0").cycle_yaw == pytest.approx(-1.73, abs=0.1)
    for name in ("walk", "run", "crawl"):
        assert perform(name).cycle_yaw == 0.0
    forward, sideways = perform("walk").cycle_shift
    assert 1.0 < forward < 2.0 and abs(sideways) < 0.2
    assert perform("kick").cycle_yaw == 0.0 and not perform("kick").cycle_shift.any()


def test_velocities_are_the_motions_own(humanoid: Character, model: mujoco.MjModel) -> None:
    clip = made()
    time = np.arange(clip.frames) / clip.fps
    swing = np.outer(np.sin(3.0 * time), [0.3, -0.2, 0.4])
    bend = np.outer(0.5 - 0.4 * np.cos(4.0 * time), [0.0, 1.0, 0.0])  # positive is a knee's bend
    clip = turned(turned(clip, "chest", swing), "right_knee", bend)
    spin = rot.from_rotvec(np.outer(2.0 * time, [0.0, 0.0, 1.0]))
    lean = rot.from_rotvec(np.array([0.0, 0.5, 0.0]))  # so that body and world axes differ
    rotations = clip.rotations.copy()
    rotations[:, 0] = rot.multiply(spin, lean)
    root = np.stack([1.5 * time, np.sin(2.0 * time), np.full_like(time, 0.9)], axis=-1)
    clip = replace(clip, root_positions=root, rotations=rotations)

    reference = retarget(clip, humanoid, model)

    # The ends have only one neighbour, and are exact only where nothing speeds up.
    np.testing.assert_allclose(reference.qvel[[0, -1], 0], 1.5)
    time = np.arange(reference.frames)[8:-8] / TABLE_RATE
    qvel = reference.qvel[8:-8]
    path = np.stack([np.full_like(time, 1.5), 2.0 * np.cos(2.0 * time)], axis=-1)
    np.testing.assert_allclose(qvel[:, :2], path, atol=2e-3)
    # MuJoCo has a root's angular velocity along the root's own axes.
    own = rot.rotate_inverse(lean, np.array([0.0, 0.0, 2.0]))
    np.testing.assert_allclose(qvel[:, 3:6], np.tile(own, (len(time), 1)), atol=2e-3)
    for name, rate in (
        ("chest", np.outer(3.0 * np.cos(3.0 * time), [0.3, -0.2, 0.4])),
        ("right_knee", -1.6 * np.sin(4.0 * time)[:, None]),
    ):
        address = int(model.joint(name).dofadr[0])
        np.testing.assert_allclose(qvel[:, address : address + rate.shape[1]], rate, atol=4e-3)


def test_velocities_are_differences_of_the_positions(
    perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    reference = perform("walk")
    frame = round(TABLE_RATE / 30)  # the clip's own rate
    span = 2 * frame / TABLE_RATE
    middle = reference.qvel[frame:-frame]
    rate = np.empty_like(middle)
    for k, (before, after) in enumerate(
        zip(reference.qpos[: -2 * frame], reference.qpos[2 * frame :], strict=True)
    ):
        mujoco.mj_differentiatePos(model, rate[k], span, before, after)
    np.testing.assert_allclose(middle[:, 3:], rate[:, 3:], atol=0.05)
    knees = [int(model.joint(f"{side}_knee").dofadr[0]) for side in ("left", "right")]
    np.testing.assert_allclose(middle[:, [0, 1, *knees]], rate[:, [0, 1, *knees]], rtol=1e-4)


def test_lifting_feet_out_of_the_floor_is_in_the_velocities(
    perform: Callable[[str], Reference],
) -> None:
    reference = perform("getup_facedown")
    assert reference.penetration > 0.02
    steps = 0.5 * (reference.qvel[1:, 2] + reference.qvel[:-1, 2]) / TABLE_RATE
    climbed = reference.qpos[1:, 2] - reference.qpos[0, 2]
    np.testing.assert_allclose(np.cumsum(steps), climbed, atol=2e-3)


def test_lowest_points_are_where_mujoco_finds_contacts(
    model: mujoco.MjModel, random_states: Callable[[int, int], tuple[Array, Array]]
) -> None:
    qpos, _ = random_states(60, 3)
    data = mujoco.MjData(model)
    floor, lowest = model.geom(scene.FLOOR).id, set()
    for position, height in zip(qpos, lowest_points(model, qpos), strict=True):
        data.qpos[:] = position
        mujoco.mj_forward(model, data)
        at_floor = (data.contact.geom == floor).any(axis=1)
        deepest = np.argmin(np.where(at_floor, data.contact.dist, np.inf))
        assert data.contact.dist[deepest] == pytest.approx(height, abs=1e-9)
        lowest.add(int(model.geom_type[data.contact.geom[deepest].max()]))
    assert len(lowest) == 3, "boxes, capsules and spheres must each have been lowest"


@pytest.mark.parametrize("name", (*LOOPS, *OTHERS))
def test_feet_are_on_the_floor_and_not_in_it(
    name: str, perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    heights = lowest_points(model, perform(name).qpos)
    assert heights.min() == pytest.approx(0.0, abs=1e-9)
    # Where the floor is: the height at which the clip spends its lowest tenth.
    assert np.quantile(heights, 0.1) == pytest.approx(0.0, abs=0.003)


@pytest.mark.parametrize(("name", "share"), [("jump", 0.7), ("kick", 0.85), ("walk", 0.9)])
def test_a_body_that_stands_stands_on_the_floor(
    name: str, share: float, perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    """In the share of the time that each is not in the air or stepping; the jump's crouch hovers
    4.5 cm high in the clip."""
    assert np.quantile(lowest_points(model, perform(name).qpos), share) < 0.005


def test_a_flight_is_not_pulled_down(
    perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    assert lowest_points(model, perform("jump").qpos).max() > 0.15
    assert lowest_points(model, perform("backflip").qpos).max() > 0.5


@pytest.mark.parametrize(("name", "share"), [("dance_b", 0.2), ("spin", 0.19)])
def test_hops_that_end_on_a_low_foot_are_flights(
    name: str, share: float, perform: Callable[[str], Reference]
) -> None:
    assert perform(name).airborne.mean() >= share


@pytest.mark.parametrize("name", (*LOOPS, *OTHERS))
def test_joints_stay_within_their_limits(
    name: str, perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    reference = perform(name)
    for k in range(1, model.njnt):
        low, high = model.jnt_range[k]
        angle = joint(model, model.joint(k).name, reference.qpos)
        if angle.ndim > 1:
            angle = np.linalg.norm(rot.to_rotvec(angle), axis=-1)
        assert low - 1e-9 <= angle.min() and angle.max() <= high + 1e-6


def test_what_a_limit_takes_is_reported(humanoid: Character, model: mujoco.MjModel) -> None:
    clip = made()
    assert retarget(clip, humanoid, model).clamped == 0.0
    overstretched = turned(clip, "right_knee", np.tile([0.0, -0.2, 0.0], (clip.frames, 1)))
    reference = retarget(overstretched, humanoid, model)
    assert reference.clamped == pytest.approx(0.2)
    assert not joint(model, "right_knee", reference.qpos).any()

    twisted = turned(clip, "neck", np.tile([0.0, 0.0, -1.3], (clip.frames, 1)))
    reference = retarget(twisted, humanoid, model)
    assert reference.clamped == pytest.approx(0.3)
    neck = rot.to_rotvec(joint(model, "neck", reference.qpos))
    np.testing.assert_allclose(neck, np.tile([0.0, 0.0, -1.0], (len(neck), 1)), atol=1e-9)


def test_a_foot_in_the_floor_is_lifted_out_and_reported(
    humanoid: Character, model: mujoco.MjModel
) -> None:
    clip = made()
    root = clip.root_positions.copy()
    root[20, 2] -= 0.05
    sunken = retarget(replace(clip, root_positions=root), humanoid, model)
    assert sunken.penetration == pytest.approx(0.05)
    np.testing.assert_allclose(sunken.qpos, retarget(clip, humanoid, model).qpos, atol=1e-9)

    root[:, 2] += 0.5  # the clip's floor is where its feet are
    assert retarget(replace(clip, root_positions=root), humanoid, model).penetration == (
        pytest.approx(0.05)
    )


def test_a_seam_is_spread_over_the_whole_cycle(humanoid: Character, model: mujoco.MjModel) -> None:
    clip = made(loops=True)
    bend = np.outer(np.linspace(0.5, 0.7, clip.frames), [0.0, 1.0, 0.0])
    reference = retarget(turned(clip, "left_knee", bend), humanoid, model)
    assert reference.seam == pytest.approx(0.2)
    np.testing.assert_allclose(joint(model, "left_knee", reference.qpos), -0.6, atol=1e-9)


@pytest.mark.parametrize(("name", "most"), [("walk", 0.2), ("run", 0.5)])
def test_a_stride_and_its_mirror_image_meet_without_a_jump(
    name: str, most: float, perform: Callable[[str], Reference], model: mujoco.MjModel
) -> None:
    """Both clips are made so, and all joints jump there by .64 and .87 rad. The run's ankles turn
    fast there, for a foot is put down."""
    reference = perform(name)
    frames = round(30.0 * reference.duration)
    rows = np.arange(frames + 1) * (reference.frames - 1) // frames
    steps = np.empty((frames, model.nv))
    for step, before, after in zip(steps, rows[:-1], rows[1:], strict=True):
        mujoco.mj_differentiatePos(model, step, 1.0, reference.qpos[before], reference.qpos[after])
    cut = frames // 2 - 1
    jump = steps[cut] - 0.5 * (steps[cut - 1] + steps[cut + 1])
    assert np.linalg.norm(jump[6:]) < most


def test_closing_a_loop_leads_past_no_limit(humanoid: Character, model: mujoco.MjModel) -> None:
    clip = made(loops=True)
    part = np.linspace(0.0, 1.0, clip.frames)
    # Straight, then bent at the last by 0.3 rad: half of that bends the start, and the middle of
    # the knee's way from there would overstretch it.
    bend = np.outer(np.maximum(0.0, 3.0 * (part - 0.9)), [0.0, 1.0, 0.0])
    reference = retarget(turned(clip, "left_knee", bend), humanoid, model)
    knee = joint(model, "left_knee", reference.qpos)
    assert knee.max() == 0.0
    assert knee[0] == pytest.approx(-0.15) == knee[-1]
    assert reference.clamped == pytest.approx(0.12)


def test_a_bone_of_another_name_can_be_mapped(humanoid: Character, model: mujoco.MjModel) -> None:
    clip = made()
    names = tuple(name.replace("left_knee", "shank") for name in SKELETON.names)
    renamed = replace(clip, skeleton=replace(SKELETON, names=names))
    mapped = retarget(renamed, replace(humanoid, bone_map={"shank": "left_knee"}), model)
    np.testing.assert_array_equal(mapped.qpos, retarget(clip, humanoid, model).qpos)
