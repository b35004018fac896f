"""Feet are lifted over to where they are to stand, not slid there."""

import copy
from collections.abc import Callable

import mujoco
import numpy as np
import pytest

from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.stepping import stepped, strides
from stuntman.mjcf.geometry import body_poses, geom_heights, solid_geoms
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

Make = Callable[..., Environment]
CLIPS = ("humanoid_stand", "kick", "cartwheel", "jump")
STEPS = ("humanoid_stand to kick", "kick to humanoid_stand", "humanoid_stand to cartwheel")
LOW = 0.02  # m, below which a foot stands


@pytest.fixture(scope="module")
def feet(model: mujoco.MjModel) -> list[int]:
    return [model.body(f"{side}_ankle").id for side in ("left", "right")]


@pytest.fixture
def library(make: Make) -> MotionLibrary:
    return make(*CLIPS, transitions=True).library


def way(library: MotionLibrary, name: str) -> Array:
    """The states (frames, nq) of a way."""
    rows = library.clip_of_frame == library.clips.index(name)
    return library.qpos[rows].numpy()


def slid(model: mujoco.MjModel, feet: list[int], qpos: Array) -> Array:
    """How far in m each of the feet goes over the floor on which it stands."""
    lowest = geom_heights(model, qpos)
    bodies = model.geom_bodyid[solid_geoms(model)]
    middles = body_poses(model, qpos)[0][:, [foot - 1 for foot in feet], :2]
    stands = np.stack([lowest[:, bodies == foot].min(1) < LOW for foot in feet], axis=1)
    gone = np.linalg.norm(np.diff(middles, axis=0), axis=2)
    return (gone * (stands[1:] & stands[:-1])).sum(0)


@pytest.mark.parametrize("name", STEPS)
def test_one_foot_stays_and_the_other_is_lifted_over(
    library: MotionLibrary, model: mujoco.MjModel, feet: list[int], name: str
) -> None:
    qpos = way(library, name)
    places = body_poses(model, qpos)[0][:, [foot - 1 for foot in feet]]
    moved = np.linalg.norm((places[-1] - places[0])[:, :2], axis=1)
    assert moved.min() < 0.03 < 0.25 < moved.max()
    over = int(moved.argmax())
    assert places[:, over, 2].max() > places[[0, -1], over, 2].max() + 0.02
    assert slid(model, feet, qpos).max() < 0.05


def test_the_weight_is_over_the_foot_that_bears_it(
    library: MotionLibrary, model: mujoco.MjModel, feet: list[int]
) -> None:
    qpos = way(library, "humanoid_stand to kick")
    places = body_poses(model, qpos)[0][:, [foot - 1 for foot in feet], 1]
    stays = int(np.abs(places[-1] - places[0]).argmin())
    data, com = mujoco.MjData(model), []
    for state in qpos:
        data.qpos[:] = state
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        com.append(data.subtree_com[1, 1])
    apart = np.abs(np.array(com) - places[0, stays])
    middle = len(qpos) // 2
    assert apart[: middle + 1].min() < 0.7 * apart[0] and apart[-1] > apart[middle]


def test_feet_that_are_nearly_there_stay_on_the_floor(
    library: MotionLibrary, model: mujoco.MjModel, feet: list[int]
) -> None:
    qpos = way(library, "humanoid_stand to jump")
    assert not strides(model, qpos[0], qpos[-1])
    assert slid(model, feet, qpos).max() < 0.06
    assert len(qpos) < len(way(library, "humanoid_stand to kick"))


def test_strides_are_the_same_whichever_way_one_faces(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    first, last = way(library, "humanoid_stand to kick")[[0, -1]]
    turned = last.copy()
    turned[3:7] = rot.multiply(rot.from_yaw(np.array(2.0)), last[3:7])
    turned[:2] += 5.0
    assert strides(model, first, last) and strides(model, first, turned)


def test_who_does_not_stand_on_two_feet_does_not_step(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    first = way(library, "humanoid_stand to kick")[0]
    on_back = first.copy()
    on_back[3:7] = rot.multiply(rot.from_rotvec(np.array([0.0, -1.57, 0.0])), first[3:7])
    assert not strides(model, first, on_back)
    blend = np.stack([first, on_back])
    np.testing.assert_array_equal(stepped(model, blend, 60.0), blend)


def test_who_is_in_the_air_at_an_end_does_not_step(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    first, last = way(library, "humanoid_stand to kick")[[0, -1]]
    lifted = last.copy()
    lifted[2] += 0.2
    assert strides(model, first, last) and not strides(model, first, lifted)


def test_the_weight_goes_over_more_slowly_on_the_moon(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    first, last = way(library, "humanoid_stand to kick")[[0, -1]]
    last = last.copy()
    last[:2] = first[:2]
    blend = first + (last - first) * np.linspace(0.0, 1.0, 55)[:, None]
    moon = copy.copy(model)
    moon.opt.gravity[2] = -1.62
    sways = [np.abs(np.diff(stepped(m, blend, 60.0)[:, 1], n=2)).max() for m in (model, moon)]
    assert sways[1] < 0.5 * sways[0]
