"""Throw a ball at a target (paper, section 10, "throw").

As in the paper the hand holds the ball by a spherical joint, which is let go at one instant of the
clip, the policy sees the ball, and the reward is that of a strike with the ball in place of the
foot. Unlike there the target is 4 to 10 m away, not about 3, and two things follow. A ball of 10
m/s is near the target for a step or two, half a second after it was let go: so what counts is how
near it comes on its way, as it flies freely, from the instant on at which it is let go. And
`scale` may be chosen, for the paper's gives less than a fiftieth of the reward to who misses by
1 m.

The joint is one of MuJoCo's equalities, and `Loose` switches it in each world by itself. On an arm
of .6 m whose hand goes at 6 m/s, the ball is 8 mm and .23 m/s off, which is less than half of what
a physics step turns the hand by; stiffer settings give no better. A weld would do the same, and
want the hand's rotation besides.
"""

import math
from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.errors import POSITIVE, StuntmanError, refuse_no_span, refuse_outside
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.motion import Motion
from stuntman.imitation.observations import ObservationTerm, Sight
from stuntman.imitation.rewards import RewardTerm
from stuntman.imitation.tasks.goal import Context, Goal, GoalSettings, level_direction
from stuntman.imitation.tasks.task import Moment
from stuntman.spatial.torch_rotations import rotate_about_vertical

BALL, GRIP = "ball", "grip"  # names in the scene: the body, and the equality that holds it
_COLOUR = [0.95, 0.95, 0.93, 1.0]
# Of the way to the release; of who begins later, nobody asks whether the target is hit.
_TIME_TO_AIM = 0.5
_FORESEEN = 16  # straight pieces of the way that is foreseen; of 10 m each is off by a centimetre
# Units in which things are seen, and how far off.
_METRES, _SPEED, _SPIN, _SIGHT = 5.0, 10.0, 10.0, 10.0  # m, m/s, rad/s, m
_LEAST_SPAN = 0.1  # m or degrees, in which what is drawn lies
_FAR_OFF = 2.0  # m, of a miss; of a larger one only the direction is seen


@dataclass(frozen=True)
class Settings(GoalSettings):
    """What is thrown when, and where the target may be.

    Attributes:
        hand: name of the end effector that holds the ball.
        release: s of the clip at which it lets go.
        distance: m, from and to, over the ground from where the clip has the root then. height: m
            above the ground, from and to.
        bearing: degrees, from and to, to the left of where the clip itself throws.
        radius: m, of the target: the ball's centre has to come so near to its centre.
        scale: 1/m², of the reward by the square of the distance.
        ball_mass: kg. ball_radius: m.
    """

    hand: str = "right_hand"
    release: float = 1.0
    distance: tuple[float, float] = (4.0, 10.0)
    height: tuple[float, float] = (1.0, 1.25)  # the paper's
    bearing: tuple[float, float] = (-6.0, 6.0)  # as wide as the paper's
    radius: float = 0.2  # the paper's, of a strike
    scale: float = 4.0  # likewise
    ball_mass: float = 0.145  # a baseball's
    ball_radius: float = 0.05  # a baseball's, .037, would be hidden in the humanoid's hand

    def __post_init__(self) -> None:
        super().__post_init__()
        refuse_no_span("goal", self, "distance", 0.0, 100.0)
        refuse_no_span("goal", self, "height", 0.0, 100.0)
        refuse_no_span("goal", self, "bearing", -360.0, 360.0)
        names = ("release", "radius", "scale", "ball_mass", "ball_radius")
        refuse_outside("goal", self, names, *POSITIVE)

    def add_bodies(self, scene: mujoco.MjSpec) -> None:
        """Add the ball, which touches the ground and nothing of who throws it, and the joint."""
        hand = scene.site(self.hand)
        if hand is None:
            raise StuntmanError(
                f"The body has no end effector '{self.hand}' that could hold a ball: name another "
                "as the goal's 'hand'."
            )
        ball = scene.worldbody.add_body(name=BALL, pos=[0.0, 0.0, self.ball_radius])
        ball.add_freejoint(name=BALL)
        ball.add_site(name=BALL)
        ball.add_geom(
            name=BALL,
            type=mujoco.mjtGeom.mjGEOM_SPHERE,
            size=[self.ball_radius, 0.0, 0.0],
            mass=self.ball_mass,
            contype=0,
            conaffinity=1,
            rgba=_COLOUR,
            material="",
        )
        scene.add_equality(
            name=GRIP,
            type=mujoco.mjtEq.mjEQ_CONNECT,
            objtype=mujoco.mjtObj.mjOBJ_SITE,
            name1=self.hand,
            name2=BALL,
        )
        part = hand.parent
        while part.id != 0:
            root, part = part, part.parent
        for other in (root, *root.find_all(mujoco.mjtObj.mjOBJ_BODY)):
            scene.add_exclude(bodyname1=BALL, bodyname2=other.name)

    def make(self, context: Context) -> Goal:
        return Throw(self, context)


class Throw(Goal):
    """exp(-scale d²), d m from the ball to the target, once it is let go at the nearest that it
    has come or will before it falls to the ground, and 1 once it has hit.

    The ball is back in the hand, and the target elsewhere, whenever a cycle of the clip begins. An
    episode counts that begins in the first half of the time to the release: a success is a hit.
    """

    def __init__(self, settings: Settings, context: Context) -> None:
        super().__init__(context)
        self.settings, self.radius = settings, settings.radius
        self._hand = context.end_effector(settings.hand)
        self._ball, self._grip = context.loose.body(BALL), context.loose.hold(GRIP)
        self._gravity = float(context.model.opt.gravity[2])
        library = context.library
        for clip, seconds in zip(library.clips, library.duration.tolist(), strict=False):
            if settings.release >= seconds:
                raise StuntmanError(
                    f"goal: 'release' is {settings.release:g} s, and the clip '{clip}' is over "
                    f"after {seconds:g} s: let go earlier."
                )
        self._apart = torch.zeros(context.worlds, device=context.rng.device)
        self.observation_terms = (
            ObservationTerm("throw_target", 3, "polar", lambda s: self._seen(s, "target")),
            ObservationTerm("throw_aim", 3, "scalar", lambda s: self._aim()),
            ObservationTerm("throw_hit", 1, "scalar", lambda s: self.values["hit"].unsqueeze(-1)),
            ObservationTerm("throw_miss", 3, "polar", lambda s: self._missing()),
            ObservationTerm("ball_position", 3, "polar", lambda s: self._seen(s, "ball")),
            ObservationTerm("ball_rotation", 6, "columns", lambda s: self._ball.rotation.mT[:, :2]),
            ObservationTerm("ball_velocity", 3, "polar", lambda s: self._moving(s).unsqueeze(1)),
            ObservationTerm(
                "ball_spin", 3, "axial", lambda s: self._ball.spin.unsqueeze(1) / _SPIN
            ),
        )
        self.reward_terms = (
            RewardTerm(
                "throw", settings.weight, settings.scale, lambda *_: self._apart.unsqueeze(-1)
            ),
        )

    def draw(self, motion: Motion) -> dict[str, Tensor]:
        settings, uniform, library = self.settings, self.context.uniform, self.context.library
        clock = self.context.clock()
        clip = self._clip(clock)
        frames = library.frame(clip, torch.full_like(clock.time, settings.release))
        thrown = self._hand_velocity(frames)
        least, most = (math.radians(angle) for angle in settings.bearing)
        forward = torch.atan2(thrown[:, 1], thrown[:, 0]) + clock.yaw
        angle = forward + uniform(least, most)
        root = rotate_about_vertical(library.root_position(frames), clock.yaw) + clock.shift
        point = root + uniform(*settings.distance).unsqueeze(-1) * level_direction(angle)
        phase = clock.phase(library)
        return {
            "point": torch.cat([point[:, :2], uniform(*settings.height).unsqueeze(-1)], dim=-1),
            "from": root,
            "forward": forward,
            "hit": torch.zeros_like(phase),
            "nearest": torch.full_like(phase, 1e3),
            "counts": (self._left(phase) >= _TIME_TO_AIM * settings.release).float(),
            "phase": phase,
            "position": self._ball.position,
            "velocity": self._ball.velocity,
        }

    def reset(self, worlds: Tensor, motion: Motion) -> None:
        started = torch.zeros_like(self._asked, dtype=torch.bool).index_fill(0, worlds, True)
        self._take(started, motion)
        super().reset(worlds, motion)

    def advance(self, moment: Moment) -> None:
        values, phase = self.values, moment.phase
        self._let_go(phase)
        position, held = self._ball.position, self._grip.on
        passed = _apart(values["point"], values["position"], position).norm(dim=-1)
        apart = (values["point"] - position).norm(dim=-1)
        foreseen = torch.minimum(passed, self._miss().norm(dim=-1))
        nearest = torch.where(held, apart, torch.minimum(values["nearest"], foreseen))
        was_hit = values["hit"] > 0
        hit = was_hit | (~held & (passed <= self.settings.radius))
        self._apart = torch.where(hit, 0.0, nearest)
        begins = phase < values["phase"]
        self.count((hit & ~was_hit) | (begins & ~hit & (values["counts"] > 0)), hit)
        values |= {"hit": hit.float(), "nearest": nearest, "phase": phase}
        values |= {"position": position, "velocity": self._ball.velocity}
        if self.context.library.any_loops:
            self._take(begins, moment.motion)
            self.renew(begins, moment.motion)

    def counts(self) -> Tensor:
        return self.values["counts"] > 0

    def _take(self, where: Tensor, motion: Motion) -> None:
        """Put the ball into the hand in the worlds of a mask (worlds,), with the velocity that the
        reference's has; after the release, it flies on from there."""
        library, clock = self.context.library, self.context.clock()
        velocity = self._hand_velocity(library.on_clips(clock.frame(library)))
        velocity = rotate_about_vertical(velocity, clock.yaw)
        self._ball.put(where, motion.pose.end_effectors[:, self._hand], velocity)
        early = self._left(clock.phase(library)) > 0.0
        self._grip.set(torch.where(where, early, self._grip.on))

    def _let_go(self, phase: Tensor) -> None:
        """Let go of the ball where the instant for it has come within the last control step, as if
        at that very instant: its place and velocity then are read off a cubic through those at both
        ends of the step, and it flies on freely. The arm turns by up to a radian in a step."""
        values, left = self.values, self._left(phase)
        over = self._grip.on & (left <= 0.0)
        since = -left.clamp(-STEP, 0.0).unsqueeze(-1)
        ends = values["position"], values["velocity"], self._ball.position, self._ball.velocity
        position, velocity = _within(*ends, 1.0 - since / STEP)
        fall = torch.zeros_like(velocity)
        fall[:, 2:] = self._gravity * since
        self._ball.move(over, position + since * (velocity + 0.5 * fall), velocity + fall)
        self._grip.set(self._grip.on & ~over)

    def _miss(self) -> Tensor:
        """From the ball (worlds, 3), where it will be nearest until it falls to the ground if it
        flies from here on, to the target; m."""
        position, velocity = self._ball.position, self._ball.velocity
        height, up = position[:, 2] - self.settings.ball_radius, velocity[:, 2]
        gravity = -self._gravity
        falls = (up + (up.square() + 2.0 * gravity * height.clamp_min(0.0)).sqrt()) / gravity
        parts = torch.linspace(0.0, 1.0, _FORESEEN + 1, device=position.device)
        time = (falls.clamp_min(0.0).unsqueeze(1) * parts).unsqueeze(-1)
        way = position.unsqueeze(1) + time * velocity.unsqueeze(1)
        way[..., 2:] += 0.5 * self._gravity * time.square()
        misses = _apart(self.values["point"].unsqueeze(1), way[:, :-1], way[:, 1:])
        nearest = misses.norm(dim=-1).argmin(1)
        return misses[torch.arange(len(misses), device=misses.device), nearest]

    def _clip(self, clock: ReferenceClock) -> Tensor:
        """(worlds,) which clip is at work, on a way the likest."""
        library = self.context.library
        return library.clip_of_frame[library.on_clips(clock.frame(library))]

    def _left(self, phase: Tensor) -> Tensor:
        """(worlds,) s until the release; less than 0 after it."""
        duration = self.context.library.duration[self._clip(self.context.clock())]
        return self.settings.release - (phase * duration).float()

    def _hand_velocity(self, frames: Tensor) -> Tensor:
        """Of the clips' hand at frames (n,), each in its own place: (n, 3) m/s."""
        library = self.context.library
        clip = library.clip_of_frame[frames]
        first = library.first_frame[clip]
        before = torch.maximum(frames - 1, first)
        after = torch.minimum(frames + 1, first + library.frames[clip] - 1)
        there, then = (
            library.motion(at).pose.end_effectors[:, self._hand] for at in (after, before)
        )
        return (there - then) * (library.frame_rate[clip] / (after - before)).float().unsqueeze(-1)

    def _seen(self, sight: Sight, what: str) -> Tensor:
        place = self.values["point"] if what == "target" else self._ball.position
        way = place - sight.motion.pose.positions[:, 0]
        way = way * (_SIGHT / way.norm(dim=-1, keepdim=True).clamp_min(1e-6)).clamp_max(1.0)
        return way.unsqueeze(1) / _METRES

    def _aim(self) -> Tensor:
        """Where the target is, seen from where the clip throws, as distance, bearing and height;
        each of mean 0 and variance 1, as others of the policy's observations are: of what is seen
        smaller, it learns later."""
        way = self.values["point"] - self.values["from"]
        off = torch.atan2(way[:, 1], way[:, 0]) - self.values["forward"]
        bearing = torch.atan2(torch.sin(off), torch.cos(off)).rad2deg()
        seen = torch.stack([way[:, :2].norm(dim=-1), bearing, self.values["point"][:, 2]], dim=-1)
        settings = self.settings
        spans = seen.new_tensor([settings.distance, settings.bearing, settings.height])
        deviation = (spans[:, 1] - spans[:, 0]).clamp_min(_LEAST_SPAN) / 12.0**0.5
        return (seen - spans.mean(1)) / deviation

    def _missing(self) -> Tensor:
        """What it would miss the target by if it were let go now."""
        miss = self._miss()
        return (miss / miss.norm(dim=-1, keepdim=True).clamp_min(_FAR_OFF)).unsqueeze(1)

    def _moving(self, sight: Sight) -> Tensor:
        return (self._ball.velocity - sight.motion.root_velocity) / _SPEED


def _within(p0: Tensor, v0: Tensor, p1: Tensor, v1: Tensor, part: Tensor) -> tuple[Tensor, Tensor]:
    """Place and velocity (n, 3) at a part (n, 1) of a control step with those at its ends."""
    chord, u = p1 - p0, part
    a, b = STEP * v0 - chord, chord - STEP * v1
    place = p0 + u * chord + u * (1.0 - u) * ((1.0 - u) * a + u * b)
    slope = chord + (1.0 - 2.0 * u) * ((1.0 - u) * a + u * b) + u * (1.0 - u) * (b - a)
    return place, slope / STEP


def _apart(point: Tensor, begin: Tensor, end: Tensor) -> Tensor:
    """From lines from begin (..., 3) to end (..., 3), where these are the nearest, to points
    (..., 3)."""
    way = end - begin
    part = ((point - begin) * way).sum(-1, keepdim=True)
    part = (part / way.square().sum(-1, keepdim=True).clamp_min(1e-12)).clamp(0.0, 1.0)
    return point - begin - part * way
