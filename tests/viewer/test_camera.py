"""Where the camera is, seen from a character that walks and turns."""

import numpy as np
import pytest

from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer import camera


def facing(degrees: Array) -> Array:
    """States (frames, 7) of a root that faces these directions."""
    rotations = rot.from_yaw(np.radians(degrees))
    return np.concatenate([np.zeros((len(degrees), 3)), rotations], axis=1)


def test_front_sees_the_face_and_follow_the_back() -> None:
    states = facing(np.full(90, 70.0))
    assert camera.azimuths("front", states, 30.0) == pytest.approx(70.0 + 180.0)
    assert camera.azimuths("follow", states, 30.0) == pytest.approx(70.0)


def test_follow_turns_along_without_a_jump_at_the_half_turn() -> None:
    way = camera.azimuths("follow", facing(np.linspace(0.0, 720.0, 600)), 30.0)
    assert np.abs(np.diff(way)).max() < 2.0
    assert way[300] == pytest.approx(360.0, abs=3.0)


def test_orbit_goes_round_once_from_the_side() -> None:
    states = facing(np.full(90, 70.0))
    way = camera.azimuths("orbit", states, 30.0)
    assert way[0] == camera.azimuths("side", states, 30.0)[0]
    assert way[-1] - way[0] == pytest.approx(360.0)


def test_the_side_stays_when_the_character_turns() -> None:
    turning = camera.azimuths("side", facing(np.linspace(-60.0, 60.0, 90)), 30.0)
    assert np.ptp(turning) == 0.0
    assert turning[0] == pytest.approx(camera.azimuths("side", facing(np.zeros(9)), 30.0)[0])


def test_it_looks_where_a_character_is_also_before_it_is_set_up_elsewhere() -> None:
    still = np.zeros((40, 3))
    roots = np.concatenate([still, np.array([[5.0, 0.0, 2.0]]), still])
    np.testing.assert_allclose(camera.path(roots, 30.0), roots, atol=1e-9)
    bobbing = np.stack(
        [np.linspace(0.0, 4.0, 90), np.zeros(90), 0.1 * np.sin(np.arange(90.0))], axis=1
    )
    way = camera.path(bobbing, 30.0)
    assert np.ptp(way[20:-20, 2]) < 0.01 and way[:, 0] == pytest.approx(bobbing[:, 0])
    behind = facing(np.repeat([0.0, 90.0], 40))
    behind[40:, 0] = 5.0
    way = camera.azimuths("follow", behind, 30.0)
    np.testing.assert_allclose(way, np.repeat([0.0, 90.0], 40), atol=1e-6)
