"""Where episodes start: all over the clips, near failures, and more of what is not yet learned."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP, EnvironmentConfig
from stuntman.imitation.deviations import reference_qpos
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.starts import StartDistribution
from stuntman.mjcf.kinematics import Kinematics
from stuntman.retargeting.retarget import Reference

Make = Callable[..., Environment]
WALK, KICK = 0, 1


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def frames(environment: Environment) -> list[int]:
    """The library's frame that each world's state is, which it has to be."""
    library, engine = environment.library, environment.engine
    found = []
    for qpos, qvel in zip(engine.qpos, engine.qvel, strict=True):
        apart = (library.qpos - qpos).abs().amax(1)
        frame = int(apart.argmin())
        assert apart[frame] < 1e-12
        np.testing.assert_allclose(qvel, library.qvel[frame], atol=1e-12)
        found.append(frame)
    return found


def test_episodes_start_all_over_the_clip_in_its_own_pose_and_velocity(make: Make) -> None:
    environment = make(worlds=200)

    last = len(environment.library.qpos) - 1
    tenths = np.bincount([10 * frame // last for frame in frames(environment)], minlength=10)

    assert tenths[:10].min() >= 8  # 20 on average
    np.testing.assert_allclose(reference_qpos(environment), environment.engine.qpos, atol=1e-9)


def test_later_episodes_too_start_all_over_the_clip(make: Make) -> None:
    environment = make(worlds=60, horizon=STEP)
    before = frames(environment)

    *_, terminated, truncated, _ = environment.step(zero(environment))

    assert (terminated | truncated).all()
    assert len(set(frames(environment))) > 40
    assert frames(environment) != before


def test_without_reference_state_initialisation_episodes_start_at_the_clips_start(
    make: Make,
) -> None:
    environment = make(worlds=10, reference_state_initialisation=False, horizon=STEP)
    assert frames(environment) == [0] * 10
    environment.step(zero(environment))
    assert frames(environment) == [0] * 10


def test_a_reset_at_given_times_starts_there(make: Make) -> None:
    environment = make(worlds=3)
    duration = float(environment.library.duration[0])
    last = len(environment.library.qpos) - 1

    observation = at(environment, 0.0, 0.25 * duration, 0.5 * duration)

    assert frames(environment) == [0, round(0.25 * last), round(0.5 * last)]
    assert observation.shape == (3, environment.observations)
    assert observation.dtype == torch.float32


def test_a_reset_of_given_clips_starts_in_those(make: Make) -> None:
    environment = make("walk", "kick", worlds=3)
    first = environment.library.first_frame.tolist()
    times = torch.zeros(3, dtype=torch.float64)

    environment.reset(times, torch.tensor([KICK, WALK, KICK]))

    assert frames(environment) == [first[KICK], first[WALK], first[KICK]]
    assert environment.clock.clip.tolist() == [KICK, WALK, KICK]
    environment.reset(times)
    assert frames(environment) == [0, 0, 0], "times alone are of the first clip"


@pytest.mark.parametrize("fraction", [0.0, 0.5, 1.0])
def test_starts_near_failures_lie_between_where_episodes_began_and_failed(
    make: Make, fraction: float
) -> None:
    environment = make("jump", worlds=2000, failure_start_fraction=fraction)
    state = environment.state_dict()
    state["starts/failures"][:], state["starts/leads"][:] = 1.2, 1.0
    environment.load_state_dict(state)

    environment.reset()

    library, times = environment.library, environment.clock.time
    frame = float(library.time_of_frame[1])
    near = ((times > 0.2 - frame) & (times < 1.2 + frame)).double().mean()
    anywhere = 1.0 / float(library.duration[0])
    assert float(near) == pytest.approx(fraction + (1.0 - fraction) * anywhere, abs=0.04)
    early = ((times - 0.2).abs() < frame).double().mean()
    assert float(early) == pytest.approx(0.5 * fraction, abs=0.04)


def test_where_a_world_failed_and_how_soon_is_remembered(make: Make) -> None:
    environment = make(worlds=8)
    environment.reset()
    duration = float(environment.library.duration[0])
    failed = torch.zeros(8, dtype=torch.bool)
    state = environment.state_dict()
    failures, leads = state["starts/failures"].clone(), state["starts/leads"].clone()
    assert failures.shape == leads.shape == (1, 8)
    actions = torch.full((8, environment.actions), 6.0)
    while not failed.all():
        before = environment.state_dict()
        time, lasted = before["world/time"] + STEP, before["world/seconds"] + STEP
        _, _, terminated, _, _ = environment.step(actions)
        failures[0] = torch.where(terminated, time % duration, failures[0])
        leads[0] = torch.where(terminated, lasted, leads[0])
        failed |= terminated

    state = environment.state_dict()
    assert state["starts/failures"].numpy() == pytest.approx(failures.numpy(), abs=1e-9)
    assert state["starts/leads"].numpy() == pytest.approx(leads.clamp_max(2.0).numpy(), abs=1e-9)


# Of several clips


class Starts:
    """A distribution over clips, and what is needed to tell it how episodes went."""

    def __init__(
        self,
        library: MotionLibrary,
        worlds: int = 1000,
        fraction: float = 1.0,
        horizon: float = 20.0,
    ) -> None:
        self.library, self.worlds = library, torch.arange(worlds)
        self.rng = torch.Generator().manual_seed(0)
        config = EnvironmentConfig(failure_start_fraction=fraction, horizon=horizon)
        self.distribution = StartDistribution(library, worlds, config, self.rng)

    def note(
        self, clip: Tensor, time: float, seconds: Tensor, terminated: Tensor, truncated: Tensor
    ) -> None:
        times = torch.full_like(seconds, time)
        clock = ReferenceClock.at(self.library, clip, times)
        self.distribution.note(clock, seconds, terminated, truncated)

    def go_on(self, clip: Tensor, rounds: int) -> Tensor:
        """Rounds in which kicks fail at once, and walks reach the horizon, one in ten a round;
        the clips that worlds are in at the end."""
        for round_ in range(rounds):
            kicks = clip == KICK
            through = ~kicks & (self.worlds % 10 == round_ % 10)
            seconds = torch.where(kicks, 0.0, 20.0).double()
            self.note(clip, 0.0, seconds, kicks, through)
            ended = (kicks | through).nonzero().flatten()
            clip = clip.index_copy(0, ended, self.distribution.draw_clips(ended, clip))
        return clip

    def draw_all(self) -> Tensor:
        return self.distribution.draw_clips(self.worlds, torch.zeros_like(self.worlds))


@pytest.fixture(scope="module")
def library(walking: Reference, kicking: Reference, kinematics: Kinematics) -> MotionLibrary:
    return MotionLibrary.build((walking, kicking), kinematics)


def share(clip: Tensor, of: int = KICK) -> float:
    return float((clip == of).double().mean())


def test_clips_start_by_their_weights(
    walking: Reference, kicking: Reference, kinematics: Kinematics
) -> None:
    weighted = MotionLibrary.build((walking, kicking), kinematics, (1.0, 3.0))
    assert share(Starts(weighted, worlds=4000).draw_all()) == pytest.approx(0.75, abs=0.03)


def test_of_one_clip_nothing_is_drawn(walking: Reference, kinematics: Kinematics) -> None:
    """So a seed gives the run that it gave before there were several."""
    starts = Starts(MotionLibrary.build((walking,), kinematics))
    before = starts.rng.get_state()
    assert not starts.draw_all().any()
    assert torch.equal(starts.rng.get_state(), before)


def test_a_clip_that_fails_gets_more_worlds_and_none_starves(library: MotionLibrary) -> None:
    starts = Starts(library)
    assert share(starts.draw_all()) == pytest.approx(0.5, abs=0.05), "nothing is known yet"

    clip = starts.go_on(starts.worlds % 2, rounds=60)

    assert starts.distribution.state_dict()["failure_rate"].tolist() == pytest.approx(
        [0.0, 1.0], abs=0.01
    )
    # 1 to 4, of worlds and not of episodes, of which a kick has ten times as many.
    assert share(clip) == pytest.approx(0.8, abs=0.03)
    assert share(starts.draw_all()) == pytest.approx(0.8, abs=0.03)


def test_a_clip_that_has_its_share_of_worlds_gets_no_more(library: MotionLibrary) -> None:
    starts = Starts(library)
    clip = torch.where(starts.worlds < 700, WALK, KICK)
    kicks = starts.worlds[700:]
    drawn = starts.distribution.draw_clips(kicks, clip)
    assert share(drawn) > 0.99, "500 of 1000 are to kick, and none does"


def test_a_clips_failure_rate_is_the_time_its_episodes_missed(library: MotionLibrary) -> None:
    """Ten of twelve kicks end: four half way, six at the end; and a walk at three quarters of its
    horizon, in which it is 20 s."""
    starts = Starts(library, worlds=14)
    duration = float(library.duration[KICK])
    clip = torch.full((14,), KICK)
    clip[13] = WALK
    seconds = torch.full((14,), duration, dtype=torch.float64)
    seconds[:4], seconds[13] = 0.5 * duration, 15.0
    terminated = torch.zeros(14, dtype=torch.bool)
    terminated[:4] = terminated[13] = True
    truncated = torch.zeros(14, dtype=torch.bool)
    truncated[4:10] = True

    starts.note(clip, 0.3, seconds, terminated, truncated)

    kept = 0.98**10
    rates = [0.98 + 0.02 * 0.25, kept + (1.0 - kept) * 0.4 * 0.5]
    found = starts.distribution.state_dict()["failure_rate"]
    assert found.tolist() == pytest.approx(rates, rel=1e-6)


def test_starts_near_failures_are_near_those_of_their_own_clip(library: MotionLibrary) -> None:
    starts = Starts(library, worlds=200)
    everywhere = torch.ones(200, dtype=torch.bool)
    for clip, time in ((WALK, 0.9), (KICK, 1.4)):
        seconds = torch.full((200,), 0.2, dtype=torch.float64)
        starts.note(torch.full((200,), clip), time, seconds, everywhere, ~everywhere)

    times = starts.distribution.draw_times(torch.tensor([WALK, KICK] * 500))

    for clip, low, high in ((WALK, 0.7, 0.9), (KICK, 1.2, 1.4)):
        own = times[clip::2]
        assert own.min() == pytest.approx(low, abs=1e-9)  # half of them are that early
        assert low < own.median() + 1e-9 and own.max() <= high
        assert own.max() > high - 0.02


def test_a_start_before_a_clips_beginning_is_in_its_last_cycle_or_at_its_start(
    library: MotionLibrary,
) -> None:
    starts = Starts(library, worlds=200)
    everywhere = torch.ones(200, dtype=torch.bool)
    for clip in (WALK, KICK):
        seconds = torch.full((200,), 0.5, dtype=torch.float64)
        starts.note(torch.full((200,), clip), 0.1, seconds, everywhere, ~everywhere)
    times = starts.distribution.draw_times(torch.tensor([WALK, KICK] * 500))
    walks, kicks = times[::2], times[1::2]
    late = float(library.duration[WALK]) - 0.4
    assert ((walks <= 0.1) | (walks >= late - 1e-9)).all() and (walks >= late - 1e-9).any()
    assert kicks.min() == 0.0 and kicks.max() <= 0.1


def test_a_failure_is_remembered_of_its_world_and_clip_alone(library: MotionLibrary) -> None:
    starts = Starts(library, worlds=4)
    before = starts.distribution.state_dict()
    clip, seconds = torch.tensor([WALK, KICK, WALK, KICK]), torch.full((4,), 5.0).double()
    ended = torch.tensor([True, True, False, False])

    starts.note(clip, 0.6, seconds, ended, ~ended)

    after = starts.distribution.state_dict()
    changed = torch.tensor([[True, False, False, False], [False, True, False, False]])
    for name, value in (("failures", 0.6), ("leads", 2.0)):
        assert (after[name][changed] == value).all()
        assert torch.equal(after[name][~changed], before[name][~changed])


def test_starts_continue_from_a_state(library: MotionLibrary) -> None:
    one, other = Starts(library), Starts(library)
    one.go_on(one.worlds % 2, rounds=5)
    other.distribution.load_state_dict(one.distribution.state_dict())
    other.rng.set_state(one.rng.get_state())
    assert torch.equal(other.draw_all(), one.draw_all())
    clips = one.worlds % 2
    times = one.distribution.draw_times(clips)
    assert torch.equal(other.distribution.draw_times(clips), times)
