"""The page that shows a clip on a body."""

import numpy as np
import pytest
import viser

from stuntman.characters.character import Character
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting.retarget import Reference, retarget
from stuntman.viewer.page.clip import RATE, ClipPage, foot_contacts


@pytest.fixture(scope="module")
def walking(humanoid: Character, walk: Clip) -> Reference:
    return retarget(walk, humanoid, scene.build(humanoid))


def test_who_walks_has_a_foot_on_the_ground_and_who_runs_flies(
    humanoid: Character, walking: Reference, walk: Clip
) -> None:
    running = retarget(library.load("run"), humanoid, scene.build(humanoid))
    walks, places = foot_contacts(humanoid, walking)
    runs, _ = foot_contacts(humanoid, running)
    assert walks.any(axis=1).mean() > 0.9
    assert 0.2 < runs.any(axis=1).mean() < 0.8
    assert not runs.all(axis=1).any()
    # A foot that stands stays where it is.
    frames = walking.frames / walking.duration
    for foot in range(2):
        both = walks[1:, foot] & walks[:-1, foot]
        speed = np.linalg.norm(np.diff(places[:, foot], axis=0), axis=1) * frames
        assert np.median(speed[both]) < 0.3 < np.median(speed[~both])


def test_a_loop_goes_on_from_where_it_ends(
    server: viser.ViserServer, walk: Clip, humanoid: Character, walking: Reference
) -> None:
    page = ClipPage(server, walk, humanoid, walking)
    for _ in range(round(3.0 * walking.duration * RATE)):
        page.beat()
    wanted = 3.0 * np.linalg.norm(walking.cycle_shift)
    assert page.scenery.origin[0] == pytest.approx(wanted, abs=0.4)
