"""Asking something else of a character that has goals."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.playback import leading
from stuntman.playback.goals import Asked
from stuntman.playback.recording import perform
from stuntman.playback.skills import skills_of
from stuntman.playback.world import LiveWorld
from stuntman.policies.policy import Policy

Beginner = Callable[..., Policy]
CLIPS = "walk", "walker_turn_left0"


@pytest.fixture
def walker(beginner: Beginner) -> Policy:
    return beginner(tasks={"heading": {"seconds": (0.05, 0.05)}}, steerable=True)


def test_it_is_asked_to_go_where_one_says_and_at_which_speed(walker: Policy) -> None:
    world = LiveWorld({"walk": walker})
    world.steer(math.pi / 2.0, 1.5)
    seen = world._observation.clone()
    assert world.frame.asked.velocity == pytest.approx([0.0, 1.5, 0.0], abs=1e-6)
    for _ in range(6):  # in which the goal would have changed three times
        world.step()
    world.restart()
    world.step()
    assert world.frame.asked.velocity == pytest.approx([0.0, 1.5, 0.0], abs=1e-6)
    assert world.can_be_steered
    world = LiveWorld({"walk": walker})
    world.steer(math.pi / 2.0, 0.5)
    (speed,) = (seen - world._observation).abs().nonzero()[:, 1].tolist()
    assert (seen - world._observation)[0, speed] == pytest.approx(1.0)  # m/s, not normalised


def test_it_is_asked_to_go_to_a_point_and_to_hit_one(beginner: Beginner) -> None:
    for task, radius, point in (("location", 0.5, [2.0, 1.0, 0.0]), ("strike", 0.2, [0.5, 0, 1])):
        world = LiveWorld({"walk": beginner(tasks={task: {}})})
        assert not world.can_be_steered
        world.aim(np.array(point))
        world.step()
        assert world.frame.asked.point == pytest.approx(point)
        assert world.frame.asked.radius == radius
        with pytest.raises(StuntmanError, match="no goal with a direction"):
            world.steer(0.0, 1.0)


@pytest.mark.parametrize(("radius", "hit"), [(0.01, False), (5.0, True)])
def test_a_target_that_was_hit_is_told(beginner: Beginner, radius: float, hit: bool) -> None:
    world = LiveWorld({"walk": beginner(tasks={"strike": {"radius": radius}})})
    world.step()
    assert world.frame.asked.hit is hit


@pytest.mark.parametrize(
    ("direction", "speed"), [(math.nan, 1.0), (0.0, math.inf), (0.0, -1.0), ("left", 1.0)]
)
def test_absurd_wishes_change_nothing(walker: Policy, direction: float, speed: float) -> None:
    world = LiveWorld({"walk": walker})
    world.steer(0.0, 1.0)
    with pytest.raises(StuntmanError, match=r"give .* to"):
        world.steer(direction, speed)
    with pytest.raises(StuntmanError, match="the point is"):
        world.aim(np.array([math.nan, 0.0, 0.0]))
    assert world.destination is None
    assert world.frame.asked.velocity == pytest.approx([1.0, 0.0, 0.0])


def test_a_course_along_ways_outlasts_a_new_start(beginner: Beginner) -> None:
    world = LiveWorld({"moves": beginner("walk", "run", tasks={}, transitions=True)})
    world.steer(math.pi / 2.0, 1.0)
    before = world.frame.asked.velocity
    world.step()
    world.restart()
    world.step()
    assert before is not None and before[1] > 0.5
    assert world.frame.asked.velocity == pytest.approx(before)


def test_a_course_along_ways_outlasts_a_fall_out_of_another_gait(beginner: Beginner) -> None:
    world = LiveWorld({"moves": beginner("humanoid_stand", "walk", tasks={}, transitions=True)})
    world.steer(math.pi / 2.0, 1.0)
    world.restart()  # standing, as after a fall
    for _ in range(30):
        world.step()
    assert world.skill == "walk" and world.frame.asked.velocity == pytest.approx(
        [0, 0.98, 0], abs=0.01
    )


def test_a_trick_ends_what_was_steered_and_a_gait_does_not(beginner: Beginner) -> None:
    clips = "humanoid_stand", "walk", "run", "backflip", "jump"
    world = LiveWorld({"moves": beginner(*clips, tasks={}, transitions=True)})
    assert leading.tricks(world.repertoire, world.skills) == ("jump", "backflip")
    world.steer(math.pi / 2.0, 1.0)
    world.switch("run")
    assert world.frame.asked.velocity == pytest.approx([0.0, 3.56, 0.0], abs=0.01)
    world.switch("backflip")
    assert world.requested == "backflip" and world.frame.asked.velocity is None


def test_where_nothing_or_everything_is_a_trick_all_are_offered(beginner: Beginner) -> None:
    world = LiveWorld({"walk": beginner(), "jump": beginner("jump")})
    assert leading.tricks(world.repertoire, world.skills) == ("jump", "walk")
    world = LiveWorld({"moves": beginner("humanoid_stand", "walk", tasks={}, transitions=True)})
    assert leading.tricks(world.repertoire, world.skills) == ("humanoid_stand", "walk")


def test_a_steerable_policy_of_several_clips_is_one_skill(beginner: Beginner) -> None:
    tasks: dict[str, dict[str, object]] = {"heading": {}}
    free, fixed = beginner(*CLIPS, tasks=tasks, steerable=True), beginner(*CLIPS, tasks=tasks)
    assert skills_of({"mine": free}) == {"mine": ("mine", 0)}
    assert list(skills_of({"mine": fixed})) == list(CLIPS)
    assert LiveWorld({"mine": free}).skills == ("mine",)


def test_a_goal_that_leads_along_ways_is_one_skill_and_is_told_where_to(
    beginner: Beginner,
) -> None:
    ways = {"transitions": True, "led_by_goals": True, "turn_rate": 60.0}
    policy = beginner("humanoid_stand", "walk", tasks={"location": {}}, **ways)
    world = LiveWorld({"location": policy})
    assert world.skills == ("location",) and not world.can_be_steered
    world.aim(np.array([3.0, 0.0, 0.0]))
    for _ in range(40):
        frame = world.step()
        assert frame.asked.point == pytest.approx([3.0, 0.0, 0.0])
    assert world.environment.library.clips[int(world.environment.clock.clip)] == "walk"
    with pytest.raises(StuntmanError, match="no goal with a direction"):
        world.steer(0.0, 1.0)


def test_a_performance_keeps_what_was_asked(walker: Policy) -> None:
    done = perform(walker, 0.5)
    asked = np.array([frame.velocity for frame in done.take.asked])
    assert asked.shape == (15, 3)
    assert len(np.unique(asked, axis=0)) > 3  # it changes by itself


def test_the_arrow_points_where_to_go_and_is_longer_for_who_is_to_go_faster() -> None:
    root = np.array([3.0, 4.0, 0.9])
    slow, fast = (Asked(np.array([0.0, speed, 0.0])).arrow(root) for speed in (1.0, 3.0))
    assert slow is not None and fast is not None
    np.testing.assert_allclose(slow[0, :2], [3.0, 4.4])
    np.testing.assert_allclose(slow[1] - slow[0], [0.0, 0.6, 0.0])
    np.testing.assert_allclose(fast[1] - fast[0], [0.0, 1.8, 0.0])
    assert Asked(np.zeros(3)).arrow(root) is None
    assert Asked().arrow(root) is None


def test_a_point_on_the_ground_is_marked_by_a_disc_and_another_by_a_ball() -> None:
    assert Asked(point=np.array([1.0, 0.0, 0.0]), radius=0.5).half_axes == pytest.approx(
        [0.5, 0.5, 0.01]
    )
    assert Asked(point=np.ones(3), radius=0.2).half_axes == pytest.approx([0.2] * 3)
