"""A character on ground that is not flat: shown, followed by its ghost, and new after a fall."""

from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.export.gltf import _boxes
from stuntman.physics.terrain import gaps, stairs
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build


def on(ground: GroundSettings) -> Policy:
    """The run that ships, taken to a ground of which it sees nothing."""
    known = policies.load("run")
    recipe = replace(known.header.recipe, terrain={"gaps": ground})
    layout = build.make(recipe).layout
    header = replace(known.header, recipe=recipe, observation_terms=layout)
    blind = Policy(header, known.actor, known.normalizer, known.actuation)
    inputs = known.header.observations
    blind.act = lambda seen: known.act(seen[:, :inputs])  # type: ignore[method-assign, assignment]
    return blind


def test_a_world_shows_its_ground_and_the_ghost_is_above_it() -> None:
    policy = on(stairs.Settings(start=0.5, rise=(0.05, 0.05), tread=0.6))
    world = LiveWorld({"run": policy}, blocks=1, seed=3)
    for _ in range(30):
        frame = world.step()
    ground = frame.ground
    assert ground is not None
    assert ground.height > 0.1
    assert frame.reference[2] == pytest.approx(ground.height + 0.85, abs=0.1)
    assert frame.qpos[2] > ground.height + 0.5
    tops = ground.positions[:, 2] + ground.halves[:, 2]
    assert np.diff(np.unique(tops.round(6)))[:3] == pytest.approx([0.05] * 3)
    (shown,) = {len(_boxes([ground, ground]))}
    assert shown == len(ground.positions)


def test_after_a_fall_a_new_course_begins_where_the_character_is() -> None:
    world = LiveWorld({"run": on(gaps.Settings(start=0.5, gap=(0.6, 0.6)))}, blocks=0)
    world.restart_after = 0.2
    assert world.environment.ground is not None
    before = world.environment.ground.tiles.x1.clone()
    for _ in range(120):
        frame = world.step()
        if frame.begun:
            break
    assert frame.begun
    assert frame.qpos[0] > 0.5  # where it has come to
    assert float(world.environment.ground.distance) == pytest.approx(0.0, abs=0.1)
    assert not torch.equal(world.environment.ground.tiles.x1, before)


def test_a_seed_films_a_course() -> None:
    policy = on(gaps.Settings())

    def ends(seed: int) -> list[float]:
        ground = LiveWorld({"run": policy}, blocks=0, seed=seed).environment.ground
        assert ground is not None
        return ground.tiles.x1[0, :9].tolist()

    assert ends(1) == ends(1) != ends(2)


def test_ground_is_not_shared_by_policies() -> None:
    with pytest.raises(StuntmanError, match="give it alone"):
        LiveWorld({"gaps": on(gaps.Settings()), "walk": policies.load("walk")})
