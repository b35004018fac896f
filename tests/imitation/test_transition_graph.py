"""Which clips lead to which, and what the ways between them are like."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary, Ways
from stuntman.mjcf.geometry import lowest_points
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot

Make = Callable[..., Environment]
CLIPS = ("humanoid_stand", "walk", "run", "walker_turn_left1", "kick", "crawl")
LED = {
    ("humanoid_stand", "walk"),
    ("walk", "humanoid_stand"),
    ("walk", "run"),
    ("run", "walk"),
    ("walk", "walker_turn_left1"),
    ("walker_turn_left1", "walk"),
    ("humanoid_stand", "kick"),
    ("kick", "humanoid_stand"),
}


@pytest.fixture
def library(make: Make) -> MotionLibrary:
    return make(*CLIPS, transitions=True).library


def ways_of(library: MotionLibrary) -> Ways:
    assert library.ways is not None
    return library.ways


def edges(library: MotionLibrary) -> dict[tuple[str, str], list[int]]:
    """The ways of each edge, by the names of its clips."""
    found: dict[tuple[str, str], list[int]] = {}
    for way in range(ways_of(library).first, len(library.clips)):
        source, target = library.clips[way].split(" to ")
        found.setdefault((source, target), []).append(way)
    return found


def test_gaits_lead_to_their_neighbours_and_the_rest_by_way_of_standing(
    library: MotionLibrary,
) -> None:
    assert set(edges(library)) == LED  # nothing leads to who crawls
    assert {len(found) for (source, _), found in edges(library).items() if source == "walk"} == {38}
    assert len(edges(library)["kick", "humanoid_stand"]) == 1


def test_one_gets_from_everywhere_upright_to_everywhere_upright(library: MotionLibrary) -> None:
    ways, names = ways_of(library), list(CLIPS)
    run, kick, crawl = (names.index(name) for name in ("run", "kick", "crawl"))
    upright = [names.index(name) for name in CLIPS if name != "crawl"]
    for source in upright:
        clip, passed = source, 0
        while clip != kick:
            edge = int(ways.next_edge[clip, kick])
            clip, passed = int(ways.after_clip[ways.first_entry[edge]]), passed + 1
        assert passed <= 3
    assert int(ways.next_edge[run, crawl]) == -1 and int(ways.next_edge[crawl, run]) == -1


def test_a_way_begins_as_its_source_and_ends_as_its_target(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    ways, tangent = ways_of(library), Tangent(model)
    for way in range(ways.first, len(library.clips)):
        first = int(library.first_frame[way])
        last = first + int(library.frames[way]) - 1
        after = library.frame(ways.after_clip[way : way + 1], ways.after_time[way : way + 1])
        for frame, clip in ((first, ways.source_frame[first]), (last, after[0])):
            ours, theirs = library.qpos[frame].numpy().copy(), library.qpos[clip].numpy().copy()
            for state in (ours, theirs):  # wherever it is and faces
                state[:2] = 0.0
                heading = rot.conjugate(rot.heading(state[3:7]))
                state[3:7] = rot.multiply(heading, state[3:7])
            padded = [np.concatenate([state, np.zeros(model.nv)]) for state in (ours, theirs)]
            assert np.abs(tangent.difference(*padded)).max() < 0.02, library.clips[way]


def test_ways_go_on_as_fast_as_clips_do_and_stay_on_the_floor(
    library: MotionLibrary, model: mujoco.MjModel
) -> None:
    for (source, target), found in edges(library).items():
        rows = library.clip_of_frame == found[0]
        qpos, qvel = library.qpos[rows].numpy(), library.qvel[rows].numpy()
        speed = np.linalg.norm(qvel[:, :2], axis=1)
        if (source, target) == ("walk", "run"):
            assert speed[0] < 1.4 and speed[-1] > 3.0
            assert np.diff(speed).max() * CONTROL_RATE < 15.0  # m/s², a stride's own
        moved = np.gradient(qpos[:, 0], 1.0 / CONTROL_RATE)
        np.testing.assert_allclose(moved[1:-1], qvel[1:-1, 0], atol=0.25)
        risen = np.gradient(qpos[:, 2], 1.0 / CONTROL_RATE)
        assert np.abs(risen - qvel[:, 2])[1:-1].mean() < 0.04, (source, target)
        assert lowest_points(model, qpos).min() > -0.01, (source, target)


def test_who_speeds_up_faster_is_sooner_there(make: Make) -> None:
    fast, slow = (
        make("walk", "run", transitions=True, acceleration=up, braking=down).library
        for up, down in ((3.6, 3.8), (1.8, 1.9))
    )
    for edge, found in edges(fast).items():
        seconds = float(slow.duration[edges(slow)[edge][0]])
        assert float(fast.duration[found[0]]) == pytest.approx(
            0.5 * seconds, abs=1.0 / CONTROL_RATE
        )


def test_between_clips_targets_and_mirrors_are_those_of_the_likest(
    library: MotionLibrary,
) -> None:
    ways = ways_of(library)
    table = torch.arange(int((library.clip_of_frame < ways.first).sum())).float().unsqueeze(1)
    frames = torch.arange(len(library.qpos))
    given = library.of_clips(table, frames)
    own = library.clip_of_frame < ways.first
    assert torch.equal(given[own], table)
    way = int(library.first_frame[ways.first])
    source, target = ways.source_frame[way + 3], ways.target_frame[way + 3]
    part = float(ways.weight[way + 3])
    assert float(given[way + 3]) == pytest.approx(
        (1.0 - part) * float(table[source]) + part * float(table[target]), rel=1e-5
    )
    assert library.on_clips(frames)[way] == ways.source_frame[way]


def test_clips_between_which_nothing_leads_are_refused(make: Make) -> None:
    with pytest.raises(StuntmanError, match="none leads to another"):
        make("walk", transitions=True)
