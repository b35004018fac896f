"""Left and right: what a mirror does, and which loops are learned as one half."""

from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
import pytest
import torch

from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.observations import Kind, ObservationTerm, imitation_terms
from stuntman.imitation.symmetry import Mirror, halves_match, mirror
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes

Make = Callable[..., Environment]
SWINGING = 'axis="0 1 0"'


@pytest.mark.parametrize("name", ["walk", "trex_walk", "atlas_run"])
def test_both_halves_of_a_stride_are_seen_and_acted_alike(name: str) -> None:
    environment = build.build(recipes.load(name), 2, threads=1)
    library = environment.library
    duration, frames = float(library.duration[0]), int(library.frames[0]) - 1
    early = round(0.2 * frames)  # stance of one foot, and 16 steps fit before a seam
    times = library.time_of_frame[[early, early + frames // 2]]
    assert times[0] == pytest.approx(0.2 * duration, abs=0.01)
    seen = [environment.reset(times)]
    generator = torch.Generator().manual_seed(0)
    for _ in range(int(0.25 * duration * CONTROL_RATE)):
        actions = 0.2 * torch.randn(1, environment.actions, generator=generator)
        observation, reward, *_ = environment.step(actions.expand(2, -1))
        seen.append(observation)
        assert float(reward[0]) == pytest.approx(float(reward[1]), abs=0.01)
    whole = torch.stack(seen)
    assert float((whole[1:] - whole[:-1]).abs().max()) > 0.5  # it moved
    np.testing.assert_allclose(whole[:, 0], whole[:, 1], atol=0.2)
    assert float((whole[:, 0] - whole[:, 1]).abs().mean()) < 0.01


@pytest.mark.parametrize("name", ["trex_walk", "atlas_walk"])
def test_a_mirror_image_mirrored_is_the_thing_itself(name: str) -> None:
    problem = build.make(recipes.load(name))
    found = mirror(problem.model, problem.terms)
    assert found is not None
    for permutation, size in (
        (found.observation, problem.observations),
        (found.action, problem.actions),
    ):
        rows = torch.randn(3, size)
        assert not torch.equal(permutation(rows), rows)
        assert torch.equal(permutation(permutation(rows)), rows)


def test_halves_that_limp_do_not_match() -> None:
    generator = torch.Generator().manual_seed(0)
    half = torch.randn(50, 3, generator=generator)
    assert halves_match(half, half + 0.01)
    assert not halves_match(half, half + torch.tensor([0.0, 0.0, 0.5]))


def body(left: str, right: str) -> mujoco.MjModel:
    """A root with an arm on each side, on joints of these attributes."""

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


def mirror_of(model: mujoco.MjModel) -> Mirror | None:
    return mirror(model, imitation_terms(model.nbody - 1, model.nv - 6, 1))


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
    found = mirror_of(body(left, right))
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
    assert mirror_of(model) is None


# By the kind of what is seen; the mirror swaps left, which is y, and right


def term(name: str, size: int, kind: Kind) -> ObservationTerm:
    def compute(sight: Any) -> Any:
        raise AssertionError("a mirror is made of the declaration alone")

    return ObservationTerm(name, size, kind, compute)


@pytest.mark.parametrize(
    ("kind", "size", "image"),
    [
        ("scalar", 2, [1, 2]),
        ("phase", 2, [-1, -2]),
        ("polar", 3, [1, -2, 3]),
        ("axial", 3, [-1, 2, -3]),
        ("columns", 6, [1, -2, 3, -4, 5, -6]),  # where it faces; where its left is
        ("bodies", 9, [1, -2, 3, 7, -8, 9, 4, -5, 6]),  # root, left and right arm
        ("bodies", 6, [4, -5, 6, 1, -2, 3]),  # without the root
        ("joints", 2, [2, 1]),
    ],
)
def test_the_kind_of_a_term_decides_what_the_mirror_does_to_it(
    kind: Kind, size: int, image: list[float]
) -> None:
    found = mirror(body(SWINGING, SWINGING), (term("it", size, kind),))
    assert found is not None
    row = 1.0 + torch.arange(size)
    assert found.observation(row).tolist() == image
    assert torch.equal(found.observation(found.observation(row)), row)


def test_terms_are_mirrored_each_in_its_own_place() -> None:
    terms = term("height", 1, "scalar"), term("speed", 3, "polar"), term("spin", 3, "axial")
    model, row = body(SWINGING, SWINGING), 1.0 + torch.arange(7)
    found, swapped = mirror(model, terms), mirror(model, (terms[0], terms[2], terms[1]))
    assert found is not None and swapped is not None
    assert found.observation(row).tolist() == [1, 2, -3, 4, -5, 6, -7]
    assert swapped.observation(row).tolist() == [1, -2, 3, -4, 5, -6, 7]
