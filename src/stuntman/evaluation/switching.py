"""How well a policy changes from clip to clip on request, and goes where it is told to."""

import math
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from stuntman.evaluation.evaluate import Act, Show, for_evaluation, problem_for, quietly
from stuntman.evaluation.getting_up import GettingUp, getting_up
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.motion_library import MotionLibrary, Ways
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.spatial.torch_rotations import heading
from stuntman.threads import physics_first

EPISODES = 64
MINUTES = 1.0  # of courses
SECONDS = 20.0  # of requests one after another
_BEFORE, _AFTER = 1.0, 2.0  # s of a clip before a request, and after it is met
_LONGEST = 12.0  # s until a request is met
_NEW_COURSE, _SETTLED = 4.0, 2.0  # s between two, and after one until it is judged
_SPEED, _HEADING = 0.3, 15.0  # m/s and degrees within which a course is kept
_OTHER_PARTS = 3  # beside the directions, of what is measured: courses, and requests twice
_AVERAGED = 0.5  # s that speed and heading are averaged over, as they sway with each stride


@dataclass(frozen=True)
class Direction:
    """From one clip to another.

    Attributes:
        up: share of the episodes that have come to the request in which nobody has fallen two
            seconds after the change. A trick that is left has been done once, from standing.
        seconds: from the request to the change, on average; nan if there was none.
    """

    source: str
    target: str
    up: float
    seconds: float


@dataclass(frozen=True)
class Switching:
    """What came of requests.

    Attributes:
        directions: every one that a way leads, alone.
        every_4_s, gaits_every_2_s: share of episodes of 20 s without a fall, with a random request
            so often: among all clips, and among gaits; None where there are none.
        course_kept: share of random courses that speed and heading are near two seconds after;
            falls_a_minute: meanwhile. None where there are no gaits to go by.
        from_the_floor: what came of falls; None where no clip gets up.
    """

    directions: tuple[Direction, ...]
    every_4_s: float | None
    gaits_every_2_s: float | None
    course_kept: float | None
    falls_a_minute: float | None
    from_the_floor: GettingUp | None


def switching(
    policy: Policy, episodes: int = EPISODES, threads: int = 0, show: Show = quietly
) -> Switching:
    """Measure a policy that was trained with ways between its clips, without noise."""
    config = replace(
        for_evaluation(policy.header.recipe.environment),
        transitions=True,
        horizon=math.inf,
    )
    problem = problem_for(policy, own_starts=True)
    environment = build.environment(problem, config, episodes, threads=threads)
    return measure(policy.act, environment, show=show)


@torch.no_grad()
@physics_first()
def measure(
    act: Act,
    environment: Environment,
    seconds: float = SECONDS,
    minutes: float = MINUTES,
    seed: int = 0,
    show: Show = quietly,
) -> Switching:
    """The same of what acts in an environment with ways in which falls alone end an episode.

    Args:
        seconds: of requests one after another, and minutes: of courses, in each world.
    """
    ways = _ways(environment)
    pairs = _pairs(environment.library, ways)
    rng = torch.Generator().manual_seed(seed)
    gaits = ways.gaits.nonzero().flatten()
    begins = int(gaits[0]) if len(gaits) else pairs[0][0]
    reached = ways.next_edge[begins] >= 0
    reached[begins] = True
    every = reached.nonzero().flatten()
    show("courses", 0.0)
    kept, falls = _steered(act, environment, minutes, rng)
    names, directions, parts = environment.library.clips, [], len(pairs) + _OTHER_PARTS
    for done, (source, target) in enumerate(pairs, 1):
        show(f"{names[source]} to {names[target]}", done / parts)
        directions.append(_direction(act, environment, source, target))
    show("requests", (parts - 2) / parts)
    return Switching(
        directions=tuple(directions),
        every_4_s=_requested(act, environment, begins, every, 4.0, seconds, rng),
        gaits_every_2_s=_requested(act, environment, begins, gaits, 2.0, seconds, rng),
        course_kept=kept,
        falls_a_minute=falls,
        from_the_floor=getting_up(act, environment) if bool(ways.lies.any()) else None,
    )


def _ways(environment: Environment) -> Ways:
    ways = environment.library.ways
    assert ways is not None and environment.requests is not None
    return ways


def _pairs(library: MotionLibrary, ways: Ways) -> list[tuple[int, int]]:
    """Source and target of each edge that leads on from a clip."""
    first = ways.first_entry[~ways.lies[ways.first_entry]]
    return list(
        zip(library.begins_as[first].tolist(), ways.after_clip[first].tolist(), strict=True)
    )


def _spread(environment: Environment, clip: int) -> Tensor:
    """Start episodes all along a clip; the observation there."""
    worlds = environment.worlds
    part = torch.arange(worlds, dtype=torch.float64) / worlds
    times = part * environment.library.duration[clip]
    return environment.reset(times, torch.full((worlds,), clip))


def _direction(act: Act, environment: Environment, source: int, target: int) -> Direction:
    requests, every = environment.requests, torch.arange(environment.worlds)
    assert requests is not None
    observation = _spread(environment, _begins(_ways(environment), source))
    up = torch.ones(environment.worlds, dtype=torch.bool)
    asked = arrived = torch.full((environment.worlds,), -1)
    for step in range(round(_LONGEST * CONTROL_RATE)):
        if step == round(_BEFORE * CONTROL_RATE):
            requests.ask(every, torch.full_like(every, source))
        if step >= _BEFORE * CONTROL_RATE:
            # Who has fallen before is set up anywhere, and tells nothing of this change.
            now = (up & (environment.clock.clip == source) & (asked < 0)).nonzero().squeeze(-1)
            requests.ask(now, torch.full_like(now, target))
            asked = asked.index_fill(0, now, step)
        observation, _, terminated, _, _ = environment.step(act(observation))
        # Who has met the request and stood for long enough has passed.
        passed = (arrived >= 0) & (step > arrived + _AFTER * CONTROL_RATE)
        up = up & (~terminated | passed)
        here = up & (environment.clock.clip == target) & (arrived < 0) & (asked >= 0)
        arrived = torch.where(here, step, arrived)
        if bool((passed | ~up).all()):
            break
    names, came = environment.library.clips, arrived >= 0
    return Direction(
        names[source],
        names[target],
        float((up & came).sum()) / max(int((asked >= 0).sum()), 1),
        float((arrived - asked)[came].float().mean()) / CONTROL_RATE,
    )


def _begins(ways: Ways, source: int) -> int:
    """On which clip one begins that is to leave the source: a trick is done once before, from where
    one stands, as one who asks for it sees it; not begun in its midst."""
    stands = ways.stands
    done = stands >= 0 and source != stands and not bool(ways.gaits[source])
    return stands if done and int(ways.next_edge[stands, source]) >= 0 else source


def _requested(
    act: Act,
    environment: Environment,
    begins: int,
    clips: Tensor,
    apart: float,
    seconds: float,
    rng: torch.Generator,
) -> float | None:
    """Share that is up after so many seconds, in which any of these clips is asked for, so many s
    apart; None where there are none."""
    if not len(clips):
        return None
    every = torch.arange(environment.worlds)
    requests = environment.requests
    assert requests is not None

    def ask(step: int) -> None:
        if step % round(apart * CONTROL_RATE) == 0:
            chosen = torch.randint(len(clips), (len(every),), generator=rng)
            requests.ask(every, clips[chosen])

    observation = _spread(environment, begins)
    up = torch.ones(environment.worlds, dtype=torch.bool)
    for step in range(round(seconds * CONTROL_RATE)):
        ask(step)
        observation, _, terminated, _, _ = environment.step(act(observation))
        up &= ~terminated
    return float(up.float().mean())


def _steered(
    act: Act, environment: Environment, minutes: float, rng: torch.Generator
) -> tuple[float, float] | tuple[None, None]:
    """Share of random courses that are kept, and falls a minute; None where there is no gait."""
    requests, worlds = environment.requests, environment.worlds
    assert requests is not None
    if not any(paces := list(requests.paces.values())):
        return None, None
    observation = _spread(environment, next(iter(requests.paces)))
    window, steps = round(_AVERAGED * CONTROL_RATE), round(minutes * 60.0 * CONTROL_RATE)
    new, judged = round(_NEW_COURSE * CONTROL_RATE), round(_SETTLED * CONTROL_RATE)
    course, speed = torch.zeros(worlds), torch.zeros(worlds)
    falls, kept = 0, []
    seen: list[tuple[Tensor, Tensor]] = []
    for step in range(steps):
        if step % new == 0:
            turn = (torch.rand(worlds, generator=rng) - 0.5) * torch.pi
            course = heading(environment.motion().pose.root_rotation) + turn
            speed = torch.tensor(paces)[torch.randint(len(paces), (worlds,), generator=rng)]
            unbroken = torch.ones(worlds, dtype=torch.bool)
        requests.steer(course, speed)  # again and again, for who has fallen begins anew
        observation, _, terminated, _, info = environment.step(act(observation))
        falls += int(terminated.sum())
        unbroken &= ~terminated
        root = info.motion.pose.root_rotation
        seen = [*seen[1 - window :], (info.motion.root_velocity[:, :2], heading(root))]
        if step % new == judged:
            kept.append(unbroken & _keeps(seen, course, speed))
    return float(torch.stack(kept).float().mean()), falls / (worlds * minutes)


def _keeps(seen: list[tuple[Tensor, Tensor]], course: Tensor, speed: Tensor) -> Tensor:
    """Whether characters (worlds,) go where they are to, by what was seen of them of late; those
    that are to stand may face anywhere."""
    pace = torch.stack([velocity for velocity, _ in seen]).mean(0).norm(dim=-1)
    off = torch.stack([torch.exp(1j * (angle - course)) for _, angle in seen]).mean(0).angle()
    faces = (off.abs() <= math.radians(_HEADING)) | (speed == 0.0)
    return ((pace - speed).abs() <= _SPEED) & faces
