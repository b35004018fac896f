"""Left and right: what a mirror does, and which loops are learned as one half."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.imitation.symmetry import halves_match, mirror
from stuntman.recipes import build as stage
from stuntman.recipes import recipe as recipes

Make = Callable[..., Environment]


@pytest.mark.parametrize("name", ["walk", "trex_walk", "atlas_run"])
def test_both_halves_of_a_stride_are_seen_and_acted_alike(name: str) -> None:
    recipe = recipes.load(name)
    environment = stage.build(recipe, 2, threads=1)
    frames = len(environment.table.times) - 1
    early = 0.2 * environment.table.duration  # stance of one foot, and 16 steps fit before a seam
    times = environment.table.times[[round(0.2 * frames), round(0.2 * frames) + frames // 2]]
    assert times[0] == pytest.approx(early, abs=0.01)
    seen = [environment.reset(times)]
    generator = torch.Generator().manual_seed(0)
    for _ in range(int(0.25 * environment.table.duration * CONTROL_RATE)):
        actions = 0.2 * torch.randn(1, environment.actions, generator=generator)
        observation, reward, *_ = environment.step(actions.expand(2, -1))
        seen.append(observation)
        assert float(reward[0]) == pytest.approx(float(reward[1]), abs=0.01)
    whole = torch.stack(seen)
    assert float((whole[1:] - whole[:-1]).abs().max()) > 0.5  # it moved
    np.testing.assert_allclose(whole[:, 0], whole[:, 1], atol=0.2)
    assert float((whole[:, 0] - whole[:, 1]).abs().mean()) < 0.01


def test_without_the_switch_the_second_half_is_seen_as_it_is(make: Make) -> None:
    apart, alike = make(mirrored_halves=False), make(mirrored_halves=True)
    quarter = 0.25 * apart.table.duration
    times = torch.tensor([quarter, quarter, 3 * quarter, 3 * quarter])
    plain, seen = apart.reset(times), alike.reset(times)
    assert torch.equal(plain[:2], seen[:2])
    assert float((plain[2:] - seen[2:]).abs().max()) > 1.0
    np.testing.assert_allclose(seen[2:], seen[:2], atol=0.05)
    actions = torch.randn(4, apart.actions, generator=torch.Generator().manual_seed(0))
    assert torch.equal(alike.done(actions)[:2], actions[:2])
    assert torch.equal(alike.done(alike.done(actions)), actions)
    assert torch.equal(apart.done(actions), actions)


@pytest.mark.parametrize("name", ["trex_walk", "atlas_walk"])
def test_a_mirror_image_mirrored_is_the_thing_itself(name: str) -> None:
    environment = stage.build(recipes.load(name), 1, threads=1)
    found = mirror(environment.engine.model, len(environment.config.lookahead))
    assert found is not None
    for swap, size in (
        (found.observation, environment.observations),
        (found.action, environment.actions),
    ):
        rows = torch.randn(3, size)
        assert not torch.equal(swap(rows), rows)
        assert torch.equal(swap(swap(rows)), rows)


def test_targets_are_evened_to_their_mean_with_their_mirror_image(make: Make) -> None:
    environment = make(mirrored_halves=True)
    lead = environment.lead + torch.randn(environment.lead.shape)
    even, half = environment.evened(lead), (len(lead) - 1) // 2
    there = environment.done(
        lead[half : half + 1], torch.tensor([0.75 * environment.table.duration])
    )
    np.testing.assert_allclose(even[:1], 0.5 * (lead[:1] + there), atol=1e-6)
    np.testing.assert_allclose(environment.evened(even)[:-1], even[:-1], atol=1e-6)
    assert torch.equal(make(mirrored_halves=False).evened(lead), lead)


def test_what_limps_or_does_not_loop_is_seen_as_it_is(make: Make) -> None:
    generator = torch.Generator().manual_seed(0)
    half = torch.randn(50, 3, generator=generator)
    assert halves_match(half, half + 0.01)
    assert not halves_match(half, half + torch.tensor([0.0, 0.0, 0.5]))
    kick = make("kick", mirrored_halves=True)
    actions = torch.ones(4, kick.actions)
    kick.reset(torch.full((4,), 0.75 * kick.table.duration))
    assert torch.equal(kick.done(actions), actions)


def body(left: str, right: str) -> mujoco.MjModel:
    def arm(side: str, y: float, joint: str) -> str:
        return f"""
            <body name="{side}_arm" pos="0 {y} 0"><joint name="{side}_arm" {joint}/>
              <geom size=".1"/></body>"""

    joints = "".join(
        f'<position joint="{side}_arm" kp="10" kv="1" forcerange="-9 9"/>'
        for side in ("left", "right")
    )
    return mujoco.MjModel.from_xml_string(f"""
        <mujoco><worldbody><body name="root"><freejoint/><geom size=".1"/>
        {arm("left", 0.3, left)}{arm("right", -0.3, right)}
        </body></worldbody><actuator>{joints}</actuator></mujoco>""")


@pytest.mark.parametrize(
    ("left", "right", "sign"),
    [
        ('axis="0 1 0"', 'axis="0 1 0"', 1.0),
        ('axis="1 0 0"', 'axis="1 0 0"', -1.0),
        ('axis="1 0 0"', 'axis="-1 0 0"', 1.0),
        ('axis="0 0 1"', 'axis="0 0 1"', -1.0),
        ('axis="0 1 0"', 'axis="0 0 1"', None),
    ],
)
def test_a_hinge_turns_as_its_counterpart_or_against_it(
    left: str, right: str, sign: float | None
) -> None:
    found = mirror(body(left, right), 1)
    if sign is None:
        assert found is None
    else:
        assert found is not None
        assert found.action(torch.tensor([1.0, 2.0])).tolist() == [2.0 * sign, sign]


def test_an_arm_without_a_drive_mirrors_none_that_has_one() -> None:
    model = mujoco.MjModel.from_xml_string("""
        <mujoco><worldbody><body name="root"><freejoint/><geom size=".1"/>
          <body name="left_arm"><joint name="left_arm"/><geom size=".1"/></body>
          <body name="right_arm"><joint name="right_arm"/><geom size=".1"/></body>
        </body></worldbody>
        <actuator><position joint="left_arm" kp="10" kv="1" forcerange="-9 9"/></actuator>
        </mujoco>""")
    assert mirror(model, 1) is None
