"""What ends episodes: falls, a reference that is lost, the horizon and the end of a clip."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from stuntman.errors import StuntmanError
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment

Make = Callable[..., Environment]
Move = Callable[[Environment, int, tuple[float, float, float]], None]
Lay = Callable[[Environment, int, float], None]


def at(environment: Environment, *times: float) -> Tensor:
    """Start every world at these times; the observation there."""
    return environment.reset(torch.tensor(times, dtype=torch.float64))


def zero(environment: Environment) -> Tensor:
    return torch.zeros(environment.worlds, environment.actions)


def test_a_body_on_its_back_has_fallen_once_it_feels_the_floor(make: Make, lay: Lay) -> None:
    environment = make(worlds=3, max_body_error=0.0)
    at(environment, 0.0, 0.0, 0.0)
    lay(environment, 1, 0.2)
    lay(environment, 2, 0.6)  # as flat, and in the air for 0.3 s

    falls = []
    for _ in range(12):
        _, _, terminated, _, info = environment.step(zero(environment))
        assert torch.equal(terminated, info.fell)
        falls.append(info.fell.tolist())

    assert not any(fall[0] for fall in falls)
    first = [[fall[world] for fall in falls].index(True) for world in (1, 2)]
    assert first[0] <= 4
    assert 6 <= first[1] <= 11


def test_without_early_termination_a_fall_is_told_and_ends_nothing(make: Make, lay: Lay) -> None:
    environment = make(worlds=2, max_body_error=0.0, early_termination=False)
    at(environment, 0.0, 0.0)
    lay(environment, 1, 0.1)
    fell = False
    for _ in range(6):
        _, reward, terminated, _, info = environment.step(zero(environment))
        fell = fell or bool(info.fell[1])
        assert not terminated.any()
        assert (reward > 0).all()
    assert fell
    assert environment.engine.qpos[1, 2] < 0.3, "the body must still lie there"


def test_a_recipe_may_say_what_must_not_touch_the_ground(make: Make) -> None:
    environment = make(worlds=1, fall_bodies=("right_ankle", "left_ankle"))
    at(environment, 0.0)
    assert environment.step(zero(environment))[2].all()


def test_a_recipe_may_let_everything_touch_the_ground(make: Make, lay: Lay) -> None:
    environment = make(worlds=1, fall_bodies=(), max_body_error=0.0)
    at(environment, 0.0)
    lay(environment, 0, 0.1)
    for _ in range(6):
        assert not environment.step(zero(environment))[2].any()


def test_a_fall_body_that_the_character_lacks_is_refused_in_a_sentence(make: Make) -> None:
    with pytest.raises(StuntmanError, match="nose"):
        make(fall_bodies=("root", "nose"))


@pytest.mark.parametrize(("limit", "ends"), [(0.5, True), (0.8, False), (0.0, False)])
def test_losing_the_reference_ends_an_episode(
    make: Make, move: Move, limit: float, ends: bool
) -> None:
    environment = make(worlds=3, max_body_error=limit)
    at(environment, 0.0, 0.3, 0.6)
    move(environment, 1, (0.0, 0.65, 0.0))

    _, _, terminated, truncated, info = environment.step(zero(environment))

    assert terminated.tolist() == [False, ends, False]
    assert not (truncated | info.fell | info.diverged).any()


def test_without_early_termination_losing_the_reference_ends_nothing(make: Make) -> None:
    for early, ended in ((True, True), (False, False)):
        environment = make(early_termination=early, max_body_error=1e-6)
        _, _, terminated, _, _ = environment.step(zero(environment))
        assert bool(terminated.all()) is ended
        assert bool(terminated.any()) is ended


def test_a_loop_is_cut_off_at_the_horizon_and_not_at_its_cycles(make: Make) -> None:
    environment = make("run", worlds=2, horizon=1.2, early_termination=False, max_body_error=0.0)
    assert float(environment.library.duration[0]) < 1.0
    at(environment, 0.0, 0.4)
    cut = [environment.step(zero(environment))[3].tolist() for _ in range(72)]
    assert [step for step, both in enumerate(cut, 1) if all(both)] == [36, 72]
    assert sum(any(both) for both in cut) == 2


def test_the_horizon_of_a_loop_is_twenty_seconds(make: Make) -> None:
    assert make().config.horizon == 20.0


def test_a_clip_that_does_not_loop_is_cut_off_at_its_end(make: Make) -> None:
    environment = make("kick", worlds=3)
    duration = float(environment.library.duration[0])
    assert duration * CONTROL_RATE == pytest.approx(46.0, abs=0.01)
    at(environment, 43 / CONTROL_RATE, 44 / CONTROL_RATE, 0.0)

    cut = [environment.step(zero(environment))[3].tolist() for _ in range(3)]

    assert [step[0] for step in cut] == [False, False, True]
    assert [step[1] for step in cut][:2] == [False, True]
    assert not any(step[2] for step in cut)


def test_beside_a_clip_that_does_not_loop_a_loop_is_not_cut_off(make: Make) -> None:
    """Not even where rounding leaves it a millionth of a second short of its cycle's end."""
    environment = make("walk", "kick", worlds=2, early_termination=False)
    state = environment.world_state()
    state["clip"] = torch.tensor([0, 1])
    state["time"] = environment.library.duration - 1 / CONTROL_RATE - 5e-7
    environment.load_world_state(state)
    *_, truncated, info = environment.step(zero(environment))
    assert truncated.tolist() == [False, True]
    assert info.clock.time[0] > 1.2


def test_the_horizon_cuts_off_a_long_clip_too(make: Make) -> None:
    environment = make("kick", worlds=1, horizon=3 / CONTROL_RATE)
    at(environment, 0.1)
    assert [environment.step(zero(environment))[3].item() for _ in range(3)] == [0, 0, 1]


def test_what_ends_and_is_cut_off_at_once_has_ended(make: Make, move: Move, lay: Lay) -> None:
    environment = make(worlds=3, horizon=1 / CONTROL_RATE)
    at(environment, 0.0, 0.0, 0.0)
    lay(environment, 0, 0.08)
    move(environment, 1, (0.65, 0.0, 0.0))

    _, _, terminated, truncated, info = environment.step(zero(environment))

    assert terminated.tolist() == [True, True, False]
    assert truncated.tolist() == [False, False, True]
    assert info.fell.tolist() == [True, False, False]
