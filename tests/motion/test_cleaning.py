"""Cleaning a captured motion: what is noise goes, what is motion stays, and a cycle is found."""

from dataclasses import replace

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import cleaning
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import Skeleton


def test_smoothing_takes_the_jitter_and_leaves_the_movement(clip: Clip) -> None:
    still = clip.resample(120.0)
    jitter = 0.01 * (-1.0) ** np.arange(still.frames)
    shaken = replace(still, root_positions=still.root_positions + jitter[:, None])

    smooth = cleaning.smooth(shaken)

    away = np.abs(smooth.root_positions - still.root_positions)
    assert away[8:-8].max() < 4e-3  # the movement itself loses 2 mm, the jitter was 10
    turns = rot.angle_between(smooth.rotations, still.rotations)
    assert turns.max() < np.deg2rad(1.0)
    assert (smooth.frames, smooth.fps) == (still.frames, still.fps)


def test_a_straight_way_is_not_changed_by_smoothing(clip: Clip) -> None:
    time = np.linspace(0.0, 1.0, clip.frames)
    straight = replace(clip, root_positions=np.outer(time, [1.0, 2.0, -0.5]))
    np.testing.assert_allclose(
        cleaning.smooth(straight).root_positions, straight.root_positions, atol=1e-12
    )


def test_a_clip_is_put_on_the_floor_by_its_lowest_joint(clip: Clip) -> None:
    sunk = replace(clip, root_positions=clip.root_positions - [0, 0, 3.0])
    low, rise = cleaning.on_floor(sunk)
    lowest = low.global_transforms()[0][..., 2].min(axis=1)
    assert np.quantile(lowest, 0.05) == pytest.approx(0.0, abs=1e-9)
    np.testing.assert_allclose(low.root_positions[:, 2] - sunk.root_positions[:, 2], rise)


def test_the_cycle_of_a_walk_is_found_wherever_it_is_cut(walk: Clip) -> None:
    """Two and a half cycles, from a third of one on: the period is known."""
    cycle = walk.resample(60.0)
    step = cycle.root_positions[-1] - cycle.root_positions[0]
    ways = [cycle.root_positions[:-1] + k * step * [1, 1, 0] for k in range(4)]
    places = np.concatenate(ways)
    turns = np.concatenate([cycle.rotations[:-1]] * 4)
    whole = replace(cycle, root_positions=places, rotations=turns, loops=False)
    part = whole.slice(0.35 * walk.duration, 2.85 * walk.duration)

    found = cleaning.find_loop(part)

    assert found.end - found.start == pytest.approx(walk.duration, abs=0.05)
    assert found.gap < 0.03
    cut = cleaning.loop(part, found)
    assert cut.loops
    assert cut.duration == pytest.approx(found.end - found.start)


def test_a_clip_too_short_for_a_loop_is_refused(clip: Clip) -> None:
    with pytest.raises(StuntmanError, match=r"0.30 s are too short for a loop"):
        cleaning.find_loop(clip.slice(0.0, 0.3))


def _strides(loops: bool = True) -> Clip:
    """Half a stride and its mirror image, where the left arm jumps by 0.1 rad, the right by 0.2."""
    skeleton = Skeleton(
        ("pelvis", "left_arm", "right_arm"),
        (-1, 0, 0),
        np.array([[0, 0, 0], [0, 0.2, 0.3], [0, -0.2, 0.3]]),
    )
    time = np.arange(16) / 15
    swings = np.stack([0.0 * time, 0.5 - time, -0.6 + 0.9 * time], axis=-1)
    half = rot.from_rotvec(swings[..., None] * [0.0, 1.0, 0.0])
    root = np.stack([time, 0.0 * time, 1.0 + 0.0 * time], axis=-1)
    first = Clip("half", skeleton, root, half, 30.0, False)
    other = first.mirror()
    return Clip(
        "strides",
        skeleton,
        np.concatenate([root[:-1], root + np.array([1.0, 0.0, 0.0])]),
        np.concatenate([half[:-1], other.rotations]),
        30.0,
        loops,
    )


def test_the_jump_between_mirrored_halves_is_spread_over_the_cycle() -> None:
    clip, half, jumps = _strides(), 15, np.array([0.0, -0.1, 0.2])
    closed = cleaning.close_halves(clip)
    for strides, jump in ((clip, jumps), (closed, 0.0 * jumps)):
        steps = np.diff(rot.to_rotvec(strides.rotations)[..., 1], axis=0)
        np.testing.assert_allclose(steps[half - 1] - steps[half - 2], jump, atol=1e-9)
    moved = rot.to_rotvec(rot.multiply(rot.conjugate(clip.rotations), closed.rotations))[..., 1]
    np.testing.assert_allclose(moved[half], -0.5 * jumps, atol=1e-9)
    np.testing.assert_allclose(moved[[0, -1]], 0.0, atol=1e-9)  # the seam stays
    assert abs(moved).max() == pytest.approx(0.1)


def test_the_root_sways_on_where_a_half_put_it_back_to_the_middle() -> None:
    """The path of one half, written from zero again where the other begins: the step across the
    cut becomes the mean of its neighbours', in height by half before the cut and half after it."""
    clip, half = _strides(), 15
    time = np.arange(31) % half
    sway = np.where(np.arange(31) < half, 1.0, -1.0) * (-0.02 + 0.004 * time)
    height = 1.0 + 0.001 * time  # 14 mm too high where the half ends
    root = np.stack([clip.root_positions[:, 0], sway - sway[0], height], axis=-1)
    root[half:, 1] = sway[half:] - sway[half]
    root[-1] = [root[-1, 0], 0.0, 1.0]

    closed = cleaning.close_halves(replace(clip, root_positions=root)).root_positions

    across = closed[half] - closed[half - 1]
    assert across[1] == pytest.approx(0.0, abs=1e-12)  # between 4 mm one way and 4 mm the other
    np.testing.assert_allclose(np.diff(closed[:, 2]), 0.0, atol=1e-12)
    np.testing.assert_allclose(np.diff(closed[half:-1, 1]), -0.004, atol=1e-12)
    np.testing.assert_allclose(closed[[0, -1], 1], 0.0, atol=1e-12)  # the seam stays
    np.testing.assert_allclose(closed[:, 0], root[:, 0])


def test_the_walks_centre_of_mass_moves_on_smoothly(walk: Clip) -> None:
    """Put back to the middle at each cut, the root jumped sideways at .17 m/s there."""

    def fastest(clip: Clip) -> float:
        steps = np.diff(clip.root_positions[:, 1]) * clip.fps
        return float(np.abs(np.diff(steps)).max())  # m/s from one frame to the next

    assert fastest(walk) > 0.25
    assert fastest(cleaning.close_halves(walk)) < 0.1


def test_what_is_not_made_of_mirrored_halves_stays_as_it_is(clip: Clip) -> None:
    strides = _strides()
    bent = strides.rotations.copy()
    bent[3, 1] = rot.multiply(bent[3, 1], rot.from_rotvec(np.array([0.0, 0.01, 0.0])))
    tailed = replace(strides.skeleton, names=("pelvis", "left_arm", "tail"))
    for other in (
        _strides(loops=False),
        replace(clip, loops=True),
        replace(strides, rotations=bent),
        replace(strides, skeleton=tailed),
    ):
        assert cleaning.close_halves(other) is other
