"""What of a learner's clips and ways a teacher's library has, and where."""

from dataclasses import replace

import numpy as np
import torch

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.problem import Problem
from stuntman.learning.known import known_to
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe

SLOW = (1.8, 1.9)  # m/s², of ways


def problem_of(*clips: str) -> Problem:
    config = EnvironmentConfig(mirrored_halves=False)
    return build.make(Recipe(dict.fromkeys(clips, 1.0), environment=config, warm_start=False))


def test_ways_are_known_again_among_other_clips_and_in_another_order(
    walk: Clip,
) -> None:
    both = problem_of("walk", "run")
    gaits = problem_of("humanoid_stand", "walk", "run").with_transitions(SLOW)
    ours, theirs = both.with_transitions(SLOW).library, gaits.library
    known = known_to(theirs, ours).clip
    assert known[:2].tolist() == [1, 2] and int(known.min()) >= 0
    assert ours.ways is not None and theirs.ways is not None
    for way, own in list(enumerate(known.tolist()))[ours.ways.first :: 7]:
        one, other = ours.qpos[ours.first_frame[way]], theirs.qpos[theirs.first_frame[own]]
        torch.testing.assert_close(one, other)
    back = known_to(ours, theirs).clip
    assert (back < 0).any(), "ways from and to standing are not there"
    assert sorted(back[back >= 0].tolist()) == list(range(len(ours.duration)))
    faster = known_to(theirs, both.with_transitions((3.6, 3.8)).library).clip
    assert faster[:2].tolist() == [1, 2] and int(faster[2:].max()) == -1


def test_a_wait_on_the_floor_is_known_from_whatever_heap_it_is() -> None:
    getting_up = problem_of("humanoid_stand", "getup_faceup")
    theirs = getting_up.with_transitions(SLOW, practised=0).library
    ours = getting_up.with_transitions(SLOW, practised=3).library
    assert theirs.ways is not None and ours.ways is not None
    waits = ours.ways.lies.nonzero().flatten()
    assert len(waits) == 4
    known = known_to(theirs, ours).clip[waits].tolist()
    assert known == theirs.ways.lies.nonzero().flatten().tolist() * 4


def test_what_a_longer_clip_does_on_the_way_is_found_in_it_and_lies_where_ours_lies(
    walk: Clip,
) -> None:
    whole = library.load("kick")
    part = replace(
        whole,
        root_positions=whole.root_positions[10:40] + np.array([3.0, -1.0, 0.0]),
        rotations=whole.rotations[10:40],
    )
    recipe = Recipe({"kick": 1.0}, warm_start=False)
    ours, theirs = (build.make(recipe, (clip,)).library for clip in (part, whole))
    known = known_to(theirs, ours)
    assert known.clip.tolist() == [0]
    assert abs(float(known.begins) - 10 / whole.fps) < 0.5 / whole.fps

    time, turned = torch.tensor([0.1, 0.3]).double(), torch.tensor([0.0, 1.1])
    shift = torch.tensor([[0.0, 0.0, 0.0], [3.0, 2.0, 0.0]])
    clock = ReferenceClock(torch.zeros(2).long(), time, turned, shift, True)
    here, there = clock.placed(ours), known.clock(clock).placed(theirs)
    apart = (here.pose.positions - there.pose.positions).norm(dim=-1)
    assert float(apart.max()) < 0.02
    assert known_to(ours, theirs).clip.tolist() == [-1], "the whole is not in its part"
    assert known_to(problem_of("punch").library, ours).clip.tolist() == [-1]
