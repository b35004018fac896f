"""What is asked of a reference, and how it gets there."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.requests import Requests
from stuntman.spatial.torch_rotations import heading

CLIPS = ("humanoid_stand", "walk", "run", "kick")
STAND, WALK, RUN, KICK = range(4)


@pytest.fixture
def environment(make: Callable[..., Environment]) -> Environment:
    return make(*CLIPS, transitions=True, turn_rate=60.0)


def follow(
    environment: Environment, clock: ReferenceClock, requests: Requests, seconds: float
) -> list[ReferenceClock]:
    """The clocks of a character that is always where its reference is."""
    out = [clock]
    for _ in range(round(seconds * CONTROL_RATE)):
        motion = out[-1].placed(environment.library, 1.0 / CONTROL_RATE)
        out.append(requests.advance(out[-1], motion))
    return out


def begun(
    environment: Environment, clip: int, time: float = 0.0
) -> tuple[Requests, ReferenceClock]:
    library, which = environment.library, torch.tensor([clip])
    requests = Requests(library, 1, np.radians(60.0))
    requests.begin(torch.tensor([0]), which)
    return requests, ReferenceClock.at(library, which, torch.tensor([time], dtype=torch.float64))


def test_nobody_asks_and_nothing_changes(environment: Environment) -> None:
    requests, clock = begun(environment, WALK)
    clocks = follow(environment, clock, requests, 4.0)
    assert {int(clock.clip) for clock in clocks} == {WALK}


def test_a_run_is_reached_from_a_kick_by_standing_and_walking(environment: Environment) -> None:
    requests, clock = begun(environment, KICK, 0.5)
    requests.ask(torch.tensor([0]), torch.tensor([RUN]))
    clips = [int(clock.clip) for clock in follow(environment, clock, requests, 6.0)]
    assert clips[: round((1.53 - 0.5) * CONTROL_RATE)] == [KICK] * 31  # to its end
    passed = [clip for clip in dict.fromkeys(clips) if clip <= KICK]
    assert passed in ([KICK, STAND, WALK, RUN], [KICK, RUN]) and clips[-1] == RUN
    led = {environment.library.clips[clip] for clip in clips if clip > KICK}
    assert led == {"kick to humanoid_stand", "humanoid_stand to walk", "walk to run"}


def test_the_reference_goes_on_where_it_was(environment: Environment) -> None:
    """No body of it jumps by more than it moves in a step, and its speed changes as little."""
    requests, clock = begun(environment, WALK, 0.2)
    requests.ask(torch.tensor([0]), torch.tensor([RUN]))
    clocks = follow(environment, clock, requests, 4.0)
    assert int(clocks[-1].clip) == RUN
    roots = torch.cat([c.placed(environment.library).pose.positions[:, 0] for c in clocks])
    speed = roots.diff(dim=0)[:, :2].norm(dim=-1) * CONTROL_RATE
    assert speed.max() < 5.5 and speed.min() > 0.7
    assert speed.diff().abs().max() < 1.2


def test_who_kicks_stands_afterwards(environment: Environment) -> None:
    requests, clock = begun(environment, KICK, 1.0)
    clocks = follow(environment, clock, requests, 3.0)
    assert int(clocks[-1].clip) == STAND


def stood(
    environment: Environment,
    asked: int,
    away: float = 0.0,
    speed: float = 0.0,
    since: float = 0.0,
) -> float:
    """The s for which a character that moves at so many m/s, or stands so many m beside its
    reference, or has stood for so many s, stands on when asked for a clip."""
    requests, clock = begun(environment, STAND)
    clock = clock.advance(since)
    requests.ask(torch.tensor([0]), torch.tensor([asked]))
    motion = clock.placed(environment.library)
    beside = motion.pose.positions + torch.tensor([away, 0.0, 0.0])
    motion = replace(
        motion,
        pose=replace(motion.pose, positions=beside),
        root_velocity=motion.root_velocity + torch.tensor([speed, 0.0, 0.0]),
    )
    steps = 0
    while int((clock := requests.advance(clock, motion)).clip) == STAND:
        steps += 1
    return steps / CONTROL_RATE


def test_who_stands_begins_a_trick_once_at_rest_and_a_gait_at_once(
    environment: Environment,
) -> None:
    assert stood(environment, KICK) == pytest.approx(0.3, abs=0.05), (
        "it has only just come to stand"
    )
    assert stood(environment, KICK, since=0.5) == 0.0
    assert stood(environment, KICK, speed=0.2) == pytest.approx(3.0, abs=0.05), "a loop at most"
    assert stood(environment, WALK, speed=0.3) == 0.0
    waits = stood(environment, KICK, away=0.6)
    assert 0.6 < waits < 0.8, "drawn to where the character stands"
    assert stood(environment, WALK, away=0.6) == 0.0


def test_the_newest_request_counts(environment: Environment) -> None:
    requests, clock = begun(environment, WALK)
    requests.ask(torch.tensor([0]), torch.tensor([RUN]))
    half = follow(environment, clock, requests, 0.5)[-1]
    assert int(half.clip) > KICK
    requests.ask(torch.tensor([0]), torch.tensor([STAND]))
    assert int(follow(environment, half, requests, 6.0)[-1].clip) == STAND


@pytest.mark.parametrize("clip", [WALK, RUN])
def test_a_gait_turns_to_where_it_is_told_as_fast_as_its_speed_allows(
    environment: Environment, clip: int
) -> None:
    requests, clock = begun(environment, clip)
    to = {WALK: 1.5, RUN: 0.25}[clip]
    requests.steer(torch.tensor([to]), torch.tensor([float([0.0, 1.0, 3.6][clip])]))
    clocks = follow(environment, clock, requests, 5.0)
    assert {int(clock.clip) for clock in clocks} == {clip}
    faces = torch.cat([heading(c.placed(environment.library).pose.root_rotation) for c in clocks])
    assert abs(float(faces[-1]) - to) < 0.15
    still = torch.cat(
        [
            heading(c.placed(environment.library).pose.root_rotation)
            for c in follow(environment, clock, begun(environment, clip)[0], 1.0)
        ]
    )
    turned = (faces[30] - still[30]) / 1.0
    assert float(turned) == pytest.approx({WALK: 1.047, RUN: 0.15}[clip], abs=0.1)


def test_who_is_to_stand_stops_straight_on(environment: Environment) -> None:
    requests, clock = begun(environment, RUN)
    requests.steer(torch.tensor([1.5]), torch.tensor([0.0]))
    clocks = follow(environment, clock, requests, 6.0)
    assert int(clocks[-1].clip) == STAND
    faces = torch.cat([heading(c.placed(environment.library).pose.root_rotation) for c in clocks])
    assert faces.abs().max() < 0.3, "as a runner sways"


def test_who_runs_and_is_to_turn_back_slows_down_first_and_runs_again(
    environment: Environment,
) -> None:
    requests, clock = begun(environment, RUN)
    requests.steer(torch.tensor([3.0]), torch.tensor([3.6]))
    clocks = follow(environment, clock, requests, 9.0)
    passed = [clip for clip in dict.fromkeys(int(c.clip) for c in clocks) if clip <= KICK]
    assert passed == [RUN, WALK] and int(clocks[-1].clip) == RUN
    assert (
        abs(float(heading(clocks[-1].placed(environment.library).pose.root_rotation)) - 3.0) < 0.3
    )


def test_who_practises_is_asked_for_directions_all_around(
    environment: Environment,
) -> None:
    worlds, rng = 4000, torch.Generator().manual_seed(0)
    requests = Requests(environment.library, worlds, np.radians(60.0))
    facing = torch.full((worlds,), 3.0)
    requests.draw(environment.library.weights, 2.0 / CONTROL_RATE, facing, rng)
    away = requests.heading[requests.headed] - 3.0
    assert 0.22 < len(away) / worlds < 0.28, "of the half that is asked, the half"
    assert away.abs().max() <= np.pi and away.min() < -3.0 and away.max() > 3.0


def test_a_speed_chooses_the_gait(environment: Environment) -> None:
    requests, _ = begun(environment, WALK)
    assert list(requests.paces) == [STAND, WALK, RUN]
    for speed, clip in ((0.0, STAND), (0.4, STAND), (0.6, WALK), (2.0, WALK), (3.0, RUN)):
        requests.steer(torch.tensor([0.0]), torch.tensor([speed]))
        assert int(requests.clip) == clip


def test_a_run_goes_on_bit_for_bit(environment: Environment) -> None:
    environment.reset()
    still = torch.zeros(environment.worlds, environment.actions)
    for _ in range(20):
        environment.step(still)
    state = environment.state_dict()
    after = [environment.step(still)[0] for _ in range(30)]
    environment.load_state_dict(state)
    for observation in after:
        assert torch.equal(environment.step(still)[0], observation)


def test_a_checkpoint_holds_numbers_alone(environment: Environment) -> None:
    environment.reset()
    for name, part in environment.state_dict().items():
        assert not part.is_floating_point() or bool(torch.isfinite(part).all()), name
