"""Foot slide, penetration and jitter, by hand on a box, and of bodies that ship."""

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor, nn

from stuntman.evaluation import quality
from stuntman.evaluation.evaluate import problem_for
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

# Two feet of 20 by 10 by 4 cm under a free body, 20 cm apart, and a head above them.
BODY = """
<mujoco>
  <worldbody>
    <geom name="floor" type="plane" size="0 0 1"/>
    <body name="root">
      <freejoint/>
      <geom name="left" type="box" size=".1 .05 .02" pos="0 .1 .02"/>
      <geom name="head" type="sphere" size=".12" pos="0 0 1"/>
      <body name="right">
        <joint type="slide" axis="0 0 1"/>
        <geom name="right" type="box" size=".1 .05 .02" pos="0 -.1 .02"/>
      </body>
    </body>
  </worldbody>
</mujoco>
"""
HELD = -0.001  # m, the root's height while it stands


@pytest.fixture(scope="module")
def model() -> mujoco.MjModel:
    return mujoco.MjModel.from_xml_string(BODY)


def soles(model: mujoco.MjModel) -> list[list[int]]:
    return [[model.geom("left").id], [model.geom("right").id]]


def ways(*places: tuple[float, float, float, float]) -> Array:
    """States of x, y and height of the root, and of the right foot above it."""
    return np.array([[x, y, z, 1.0, 0.0, 0.0, 0.0, lift] for x, y, z, lift in places])


def test_a_foot_slides_as_far_as_it_goes_while_it_touches(model: mujoco.MjModel) -> None:
    """The left foot stands twice: 3 cm and 4 cm across, then 1 cm; the right one never does."""
    qpos = ways(
        (0.00, 0.00, HELD, 0.1),
        (0.03, 0.00, HELD, 0.1),
        (0.03, 0.04, HELD, 0.1),
        (0.20, 0.04, 0.1, 0.1),  # what it does in the air is no slide
        (0.40, 0.04, HELD, 0.1),
        (0.41, 0.04, HELD, 0.1),
    )
    slide, penetration = quality.on_floor(model, qpos, soles(model))
    assert slide == pytest.approx((0.05 + 0.01) / 2)
    assert penetration == pytest.approx(0.001)


def test_each_foot_has_contacts_of_its_own(model: mujoco.MjModel) -> None:
    qpos = ways((0.0, 0.0, HELD, 0.0), (0.02, 0.0, HELD, 0.0), (0.06, 0.0, HELD, 0.1))
    slide, _ = quality.on_floor(model, qpos, soles(model))
    assert slide == pytest.approx((0.06 + 0.02) / 2)


def test_a_foot_that_rolls_over_its_edge_does_not_slide(model: mujoco.MjModel) -> None:
    """Heel, sole, toe: the body rotates about the rear edge, then about the front one."""
    states = []
    for edge, angle in ((-0.1, -0.4), (-0.1, -0.2), (0.1, 0.0), (0.1, 0.2), (0.1, 0.4)):
        rotation = rot.from_rotvec(np.array([0.0, angle, 0.0]))
        corner = np.array([edge, 0.0, 0.0])
        place = corner - rot.rotate(rotation, corner) + [0.0, 0.0, HELD]
        states.append([*place, *rotation, 0.1])
    slide, _ = quality.on_floor(model, np.array(states), soles(model)[:1])
    assert slide == pytest.approx(0.0, abs=1e-3)
    moved = np.array(states)
    moved[:, 0] += 0.01 * np.arange(5)
    slide, _ = quality.on_floor(model, moved, soles(model)[:1])
    assert slide == pytest.approx(0.04, abs=1e-3)


def test_any_part_may_be_the_deepest(model: mujoco.MjModel) -> None:
    fallen = np.array([[0.0, 0.0, 0.07, *rot.from_rotvec(np.array([0.0, np.pi / 2, 0.0])), 0.0]])
    slide, penetration = quality.on_floor(model, fallen, soles(model))
    assert slide is None, "an instant is too short to slide in"
    assert penetration == pytest.approx(0.05)


def test_in_the_air_and_without_feet_there_is_no_slide(model: mujoco.MjModel) -> None:
    assert quality.on_floor(model, ways(*[(0.0, 0.0, 0.5, 0.0)] * 3), soles(model)) == (None, 0.0)
    slide, penetration = quality.on_floor(model, ways(*[(0.0, 0.0, HELD, 0.0)] * 3), [])
    assert slide is None and penetration == pytest.approx(0.001)


def test_jitter_is_acceleration_by_the_clips() -> None:
    """Accelerations of 2, 2 and 0, 4 against 1, 1 and 1, 1: twice as much. The root's do not
    count."""
    root = np.arange(18.0).reshape(3, 6)
    own = np.hstack([root, [[0.0, 1.0], [2.0, 1.0], [0.0, 5.0]]])
    reference = np.hstack([5.0 * root, [[0.0, 0.0], [1.0, 1.0], [2.0, 0.0]]])
    assert quality.jitter(own, reference) == pytest.approx(2.0)
    assert quality.jitter(own, np.ones_like(own)) is None, "a clip that stands still has none"


@pytest.mark.parametrize("name", ["trex_walk", "dog_trot", "backflip"])
def test_bodies_of_any_number_of_feet_are_measured(name: str) -> None:
    policy = policies.load(name)
    problem = problem_for(policy)
    found = quality.of_policy(policy, problem, 0)
    assert found is not None and found.foot_slide_m is not None and found.jitter is not None
    assert 0.0 < found.foot_slide_m < 0.05 and 0.0 < found.penetration_m < 0.15
    assert 0.9 < found.jitter < 3.0


def flung(policy: Policy, deviation: float) -> Policy:
    """The same with its actions moved at random, by so many standard deviations."""
    rng = torch.Generator().manual_seed(1)

    class Flung(nn.Module):
        def forward(self, seen: Tensor) -> Tensor:
            actions = policy.actor(seen)
            return actions + deviation * torch.randn(actions.shape, generator=rng)

    return Policy(policy.header, Flung(), policy.normalizer, policy.actuation, starts=policy.starts)


def test_targets_that_shake_are_seen_as_jitter(walk: object) -> None:
    policy = policies.load("walk")
    problem = problem_for(policy)
    calm = quality.of_policy(policy, problem, 0)
    shaken = quality.of_policy(flung(policy, 0.2), problem, 0)
    assert calm is not None and calm.jitter is not None and shaken is not None
    assert shaken.jitter is not None and shaken.jitter > 1.5 * calm.jitter
    assert quality.of_policy(flung(policy, 8.0), problem, 0) is None, "it falls in the first cycle"
