"""Clips: what they hold, refuse and turn into."""

import hashlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import Skeleton


def test_a_clip_knows_its_length_and_keeps_its_arrays(clip: Clip) -> None:
    assert clip.frames == 31
    assert clip.duration == pytest.approx(1.0)
    for array in (clip.root_positions, clip.rotations, clip.skeleton.offsets):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


def test_rotations_are_normalised_and_unrolled_and_the_callers_arrays_copied(clip: Clip) -> None:
    given = clip.rotations * 1.1
    given[7:] *= -1.0
    before = given.copy()
    root_positions = np.zeros((31, 3))

    made = replace(clip, rotations=given, root_positions=root_positions)
    root_positions[0] = 5.0

    np.testing.assert_allclose(np.linalg.norm(made.rotations, axis=-1), 1.0)
    assert np.sum(made.rotations[1:] * made.rotations[:-1], axis=-1).min() > 0
    np.testing.assert_array_equal(given, before)
    assert made.root_positions[0, 0] == 0.0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"root_positions": np.zeros((30, 3))}, r"\(30, 3\) and \(30, 4, 4\)"),
        ({"root_positions": np.zeros(31)}, r"\(31,\)"),
        ({"rotations": np.ones((31, 3, 4))}, r"\(31, 3, 4\)"),
        ({"rotations": np.zeros((31, 4, 4))}, "frame 1 holds"),
        ({"rotations": np.full((31, 4, 4), np.inf)}, "frame 1 holds"),
        ({"root_positions": np.array([[0.0] * 3] * 30 + [[np.nan] * 3])}, "frame 31 holds"),
        ({"root_positions": np.zeros((1, 3))}, "two or more"),
        ({"fps": 0.0}, "frames a second"),
        ({"fps": -30.0}, "frames a second"),
        ({"fps": np.nan}, "frames a second"),
        ({"fps": 1e9}, "frames a second"),
    ],
)
def test_a_bad_clip_is_refused_in_a_sentence(clip: Clip, change: dict[str, Any], said: str) -> None:
    with pytest.raises(StuntmanError, match=f"clip tumble: .*{said}"):
        replace(clip, **change)


def test_the_digest_is_of_the_content_and_of_nothing_else(clip: Clip) -> None:
    moved = clip.root_positions.copy()
    moved[3, 1] += 1e-5

    assert replace(clip, name="other").digest == clip.digest
    # The last bit of a number depends on the processor.
    assert replace(clip, rotations=clip.rotations * (1 + 1e-15)).digest == clip.digest
    others = [
        replace(clip, root_positions=moved),
        replace(clip, fps=31.0),
        replace(clip, loops=True),
        replace(clip, skeleton=replace(clip.skeleton, names=("a", "b", "c", "d"))),
        clip.mirror(),
    ]
    assert len({clip.digest, *(other.digest for other in others)}) == 6


def test_the_digest_stays_the_same_from_release_to_release() -> None:
    """Policies on people's disks name their clip by it."""
    skeleton = Skeleton(("root",), (-1,), np.zeros((1, 3)))
    root = np.array([[0, 0, 1], [0.5, 0, 1]])
    clip = Clip("two", skeleton, root, np.tile(rot.IDENTITY, (2, 1, 1)), 10.0, True)

    written = repr((("root",), (-1,), True)).encode()
    numbers = [0, 0, 0, 0, 0, 1, 0.5, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 10]
    written += b"".join(round(x * 1e6).to_bytes(8, "little", signed=True) for x in numbers)
    assert clip.digest == hashlib.sha256(written).hexdigest()


def test_sampling_meets_the_frames_and_runs_evenly_between_them(clip: Clip) -> None:
    times = np.arange(31) / 30.0
    root, rotations = clip.sample(times)
    np.testing.assert_allclose(root, clip.root_positions, atol=1e-12)
    np.testing.assert_allclose(rotations, clip.rotations, atol=1e-12)

    root, rotations = clip.sample(np.array([10.25 / 30.0]))
    np.testing.assert_allclose(
        root[0], 0.75 * clip.root_positions[10] + 0.25 * clip.root_positions[11], atol=1e-12
    )
    whole = rot.angle_between(clip.rotations[10], clip.rotations[11])
    part = rot.angle_between(clip.rotations[10], rotations[0])
    np.testing.assert_allclose(part, 0.25 * whole, atol=1e-9)


def test_sampling_outside_gives_the_ends(clip: Clip) -> None:
    root, _ = clip.sample(np.array([-1.0, 5.0]))
    np.testing.assert_allclose(root, clip.root_positions[[0, -1]], atol=1e-12)


@pytest.mark.parametrize(("fps", "frames"), [(60.0, 61), (29.0, 30), (7.3, 8), (0.01, 2)])
def test_resampling_keeps_the_duration_and_the_motion(clip: Clip, fps: float, frames: int) -> None:
    other = clip.resample(fps)

    assert other.frames == frames
    assert other.duration == pytest.approx(clip.duration, abs=1e-12)
    np.testing.assert_allclose(other.root_positions[-1], clip.root_positions[-1], atol=1e-12)
    middle = np.array([0.5 * clip.duration])
    if frames > 8:
        np.testing.assert_allclose(other.sample(middle)[0], clip.sample(middle)[0], atol=0.01)


def test_resampling_to_no_rate_is_refused(clip: Clip) -> None:
    with pytest.raises(StuntmanError, match="rate above 0"):
        clip.resample(0.0)


def test_a_slice_on_the_frames_holds_those_frames_and_no_longer_loops(clip: Clip) -> None:
    part = replace(clip, loops=True).slice(10 / 30, 20 / 30)

    assert part.frames == 11
    assert part.fps == pytest.approx(30.0)
    assert not part.loops
    np.testing.assert_allclose(part.root_positions, clip.root_positions[10:21], atol=1e-12)
    np.testing.assert_allclose(
        rot.angle_between(part.rotations, clip.rotations[10:21]), 0.0, atol=1e-7
    )


def test_a_slice_between_frames_is_as_long_as_asked(clip: Clip) -> None:
    part = clip.slice(0.11, 0.77)
    assert part.duration == pytest.approx(0.66)
    np.testing.assert_allclose(part.root_positions[0], clip.sample(np.array([0.11]))[0][0])


def test_a_slice_may_end_at_the_duration_as_a_table_rounds_it(clip: Clip) -> None:
    odd = replace(clip, fps=30.0 / 2.71656)
    assert odd.slice(0.5, 2.717).duration == pytest.approx(2.21656)


@pytest.mark.parametrize(("start", "end"), [(-0.1, 0.5), (0.5, 0.5), (0.6, 0.5), (0.5, 1.1)])
def test_a_slice_outside_the_clip_is_refused(clip: Clip, start: float, end: float) -> None:
    with pytest.raises(StuntmanError, match=r"between 0 and 1.000 s"):
        clip.slice(start, end)


def test_a_mirrored_clip_puts_every_bone_across_the_middle_plane(clip: Clip) -> None:
    positions, turns = clip.global_transforms()
    swap = [0, 1, 3, 2]

    mirrored, mirrored_turns = clip.mirror().global_transforms()

    np.testing.assert_allclose(mirrored, positions[:, swap] * [1, -1, 1], atol=1e-12)
    # Reflecting a point, turning it and reflecting it back is turning by the mirrored rotation.
    point = np.array([0.3, 0.5, -0.2])
    flip = np.array([1.0, -1.0, 1.0])
    np.testing.assert_allclose(
        rot.rotate(mirrored_turns, point), rot.rotate(turns[:, swap], point * flip) * flip
    )


def test_mirroring_twice_changes_nothing(clip: Clip) -> None:
    assert clip.mirror().digest != clip.digest
    assert clip.mirror().mirror().digest == clip.digest


def test_a_clip_without_pairs_is_not_mirrored(clip: Clip) -> None:
    one_armed = replace(clip.skeleton, names=("pelvis", "spine", "left_arm", "tail"))
    with pytest.raises(StuntmanError, match="left_arm has no right_arm"):
        replace(clip, skeleton=one_armed).mirror()

    crooked = replace(clip.skeleton, parents=(-1, 0, 1, 0))
    with pytest.raises(StuntmanError, match="mirrored parents"):
        replace(clip, skeleton=crooked).mirror()
