"""What clips characters are asked for, and how a reference gets from the one at work to that."""

from dataclasses import replace

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.fallen import come, laid, likest
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary, Ways
from stuntman.spatial.torch_rotations import heading

_TOLERANCE = 1e-6  # s; sums of control steps miss an instant by rounding
# m/s² towards the middle of a curve, at most: how fast a reference may turn at its speed.
SIDEWAYS = 1.8
_SAME_PACE = 0.2  # m/s
_LAG = 1.0  # s in which a way would come to where its character is
_TURN_SECONDS = 0.3  # in which it would face where it is to, turned at the pace of now
# A fast gait turns at so many rad/s at most: no policy has learned more. Who runs and is to turn by
# more than so many rad slows down first; who walks and is to turn by more speeds up afterwards.
_FAST_TURN = 0.15
_SHARP, _AIMED = 0.6, 0.2
_IN_STEP, _WITH_IT = 0.35, 0.1  # m/s and m
# Who stands has come to rest at so many m/s, so many m from its reference, its bodies so far from
# the reference's on average, of its root's height: 5 cm of a humanoid. With half of that as few
# fell, but some stand so for good: a quarter of tricks waited for three seconds.
_AT_REST, _NEAR, _SETTLED = 0.1, 0.3, 1 / 16
_STANDS = 0.3  # s, at least: all 14 who kicked sooner after a jump or cartwheel fell
_TOO_FAST = 0.7  # m/s off its reference, to turn
_TURNS_WITH_IT = 0.25  # rad
_COURSES = 0.5  # of what is asked in training, how much is for a direction


class Requests:
    """Leads the references of all worlds by the ways of a library, and turns gaits.

    Attributes:
        clip: (worlds,) the clip that each is asked for. turn: (worlds,) rad/s to the left, as fast
            as its speed allows; where it is `headed` (worlds,), whatever leads to the `heading`
            (worlds,), rad in the world.
        turn_rate: rad/s, the most.
        paces: by clip, the m/s of who stands and of the gaits that go straight; of those that are
            as fast, one.
    """

    def __init__(self, library: MotionLibrary, worlds: int, turn_rate: float) -> None:
        """
        Args:
            library: with ways.
        """
        assert library.ways is not None
        self._library, self._ways, self.turn_rate = library, library.ways, turn_rate
        self.paces = _paces(library, library.ways)
        device = library.duration.device
        moving = [clip for clip, pace in self.paces.items() if pace]
        self._slowest = min(moving, key=self.paces.__getitem__, default=0)
        fast = [clip in moving and clip != self._slowest for clip in range(len(library.clips))]
        self._fast = torch.tensor(fast, device=device)
        begins = library.begins_as
        on_way = torch.arange(len(library.clips), device=device) >= library.ways.first
        self._straight = on_way & (self._fast[begins] | self._fast[library.ways.after_clip])
        self._speed = library.qvel[:, :2].norm(dim=-1).float()
        self.clip = torch.zeros(worlds, dtype=torch.long, device=device)
        self.turn = torch.zeros(worlds, device=device)
        self.heading = torch.zeros(worlds, device=device)
        self.headed = torch.zeros(worlds, dtype=torch.bool, device=device)

    def begin(self, worlds: Tensor, clip: Tensor, rng: torch.Generator | None = None) -> None:
        """Episodes begin in the worlds of these indices (n,) on clips or ways (n,): nobody asks
        for anything else, or for a turn, but every second time where a generator is given."""
        self.clip = self.clip.index_copy(0, worlds, self._ways.after_clip[clip])
        turn = torch.zeros_like(self.turn[worlds]) if rng is None else self._turns(worlds, rng)
        self.turn = self.turn.index_copy(0, worlds, turn)
        self.headed = self.headed.index_fill(0, worlds, False)

    def ask(self, worlds: Tensor, clip: Tensor) -> Tensor:
        """Ask the worlds of these indices (n,) for clips (n,); whether they can be reached (n,)."""
        reached = self.reaches(self.clip[worlds], clip)
        self.clip = self.clip.index_copy(0, worlds, torch.where(reached, clip, self.clip[worlds]))
        return reached

    def reaches(self, source: Tensor, target: Tensor) -> Tensor:
        """Whether one gets from clips (n,) to others (n,)."""
        return (self._ways.next_edge[source, target] >= 0) | (source == target)

    def steer(self, heading: Tensor, speed: Tensor) -> None:
        """Ask all worlds to go that way, rad in the world, by the gait whose speed is nearest to so
        many m/s, or to stand; (worlds,) each."""
        clips = torch.tensor([*self.paces], device=speed.device)
        speeds = torch.tensor([*self.paces.values()], device=speed.device)
        nearest = (speeds - speed.unsqueeze(-1)).abs().argmin(-1)
        self.ask(torch.arange(len(speed), device=speed.device), clips[nearest])
        self.heading, self.headed = heading.clone(), torch.ones_like(self.headed)

    def lies(self, clock: ReferenceClock) -> Tensor:
        """(worlds,): the reference lies and waits, and who has fallen comes to it."""
        return self._ways.lies[clock.clip]

    def rises(self, clock: ReferenceClock) -> Tensor:
        """(worlds,): the reference gets up, or waits to."""
        clips = self._ways.after_clip[self._ways.lies]
        return self.lies(clock) | torch.isin(clock.clip, clips)

    @property
    def gets_up(self) -> bool:
        """Whether some clip gets up from the floor."""
        return bool(self._ways.lies.any())

    def got_up(self, motion: Motion) -> ReferenceClock:
        """The clocks of references that wait where and as characters of `motion` lie, and then get
        up."""
        way = self._way_up(motion)
        begun = ReferenceClock.at(self._library, way, torch.zeros_like(way).double())
        return laid(begun, self._library, motion)

    def draw(self, weights: Tensor, seconds: float, facing: Tensor, rng: torch.Generator) -> None:
        """Ask each world once in so many seconds on average for a clip, drawn by weights of clips
        and ways, and every second time for a direction, anywhere around where
        the character is `facing` (worlds,) rad; else every second time for a turn."""
        worlds, device = len(self.clip), self.clip.device
        chance = torch.rand(worlds, generator=rng, device=device)
        weights = weights[: self._ways.first]
        clip = torch.multinomial(weights, worlds, replacement=True, generator=rng)
        asked = chance < STEP / seconds
        asked_for = asked & self.reaches(self.clip, clip)
        self.clip = torch.where(asked_for, clip, self.clip)
        self.turn = torch.where(asked, self._turns(self.clip, rng), self.turn)
        headed, angle = torch.rand(2, worlds, generator=rng, device=device)
        self.headed = torch.where(asked, headed < _COURSES, self.headed)
        self.heading = torch.where(asked, facing + (2.0 * angle - 1.0) * torch.pi, self.heading)

    def _turns(self, like: Tensor, rng: torch.Generator) -> Tensor:
        """As many turns in rad/s, every second of them none."""
        sharp = torch.rand(len(like), generator=rng, device=like.device)
        return torch.where(sharp < 0.5, 0.0, (4.0 * sharp - 3.0) * self.turn_rate)

    def advance(self, clock: ReferenceClock, motion: Motion) -> ReferenceClock:
        """The clocks a step later, when the characters are in `motion`."""
        library, ways, roots = self._library, self._ways, motion.pose.positions[:, 0]
        clock, ready = self._lain(self._laid_anew(self._turned(clock, motion), roots), motion)
        later = clock.advance(STEP)
        clip = clock.clip
        ends = later.time >= library.duration[clip] - _TOLERANCE
        next_one = later.next_cycle(library, roots)
        over = (later.time >= ways.over[clip] - _TOLERANCE) | ready
        next_one = self._entered(
            next_one, over, ways.after_clip[clip], ways.after_time[clip], later
        )
        return self._left(next_one, ends & (clip < ways.first), motion)

    def _left(self, clock: ReferenceClock, ends: Tensor, motion: Motion) -> ReferenceClock:
        """The clocks of those that are asked for another clip on their way, where one is open. Who
        is still faster or slower than a gait cannot leave it: stopped from a run by way of a walk,
        six of ten fell. Nor does who stands begin a trick before it has come to rest, or the loop
        ends: most falls among tricks were of those who had just stopped, or landed from another."""
        library, ways = self._library, self._ways
        on_clip = clock.clip < ways.first
        clip = torch.where(on_clip, clock.clip, 0)
        # A clip that is over and does not begin again leads to where one stands.
        alone = on_clip & ends & ~library.loops[clip]
        stays = alone & (self.clip == clip) & (ways.stands >= 0)
        self.clip = torch.where(stays, ways.stands, self.clip)
        edge = ways.next_edge[clip, self._for_now(clock)]
        leaves = on_clip & (edge >= 0) & (ends | ~ways.leaves_at_end[clip])
        leaves &= ~self._out_of_step(clock, ends, motion)
        edge = edge.clamp_min(0)
        step = (clock.time / STEP).round().long() % ways.entries[edge]
        way = ways.first_entry[edge] + step
        return self._entered(clock, leaves, way, torch.zeros_like(clock.time), clock)

    def _entered(
        self,
        clock: ReferenceClock,
        who: Tensor,
        clip: Tensor,
        time: Tensor,
        place: ReferenceClock,
    ) -> ReferenceClock:
        """The clocks of those `who` (worlds,) on other clips or ways, which lie where the reference
        of `place` lies."""
        worlds = who.nonzero().squeeze(-1)
        if not len(worlds):
            return clock
        begun = ReferenceClock.at(self._library, clip[worlds], time[worlds])
        there = place.of_worlds(worlds).placed(self._library)
        return clock.with_worlds(worlds, begun.aligned(self._library, there))

    def _laid_anew(self, clock: ReferenceClock, roots: Tensor) -> ReferenceClock:
        """The references of ways drawn to where the characters are. A loop comes there whenever its
        cycle ends; a way takes longer, and who lags behind on it would be lost when it is over.
        Standing's is too, where the character is to begin a trick from there."""
        reference = clock.placed(self._library).pose.positions[:, 0]
        away = (roots - reference) * torch.tensor([1.0, 1.0, 0.0], device=roots.device)
        drawn = (clock.clip >= self._ways.first) | self._gathers(clock)
        shift = torch.where(drawn.unsqueeze(-1), away * STEP / _LAG, 0.0)
        return replace(clock, shift=clock.shift + shift)

    def _lain(self, clock: ReferenceClock, motion: Motion) -> tuple[ReferenceClock, Tensor]:
        """The references that wait for who has fallen, where and as far about as that lies now: its
        limbs are to come to theirs, from wherever it has rolled to, and if it has rolled over, to
        those of another clip. And who has come (worlds,)."""
        ready = torch.zeros_like(self.headed)
        worlds = self.lies(clock).nonzero().squeeze(-1)
        if not len(worlds):
            return clock, ready
        own, now = motion.of_worlds(worlds), clock.of_worlds(worlds)
        after = self._ways.after_clip
        way = self._way_up(own, after[now.clip])
        way = torch.where(after[way] == after[now.clip], now.clip, way)
        there = laid(replace(now, clip=way), self._library, own)
        ready[worlds] = come(there, self._library, own)
        return clock.with_worlds(worlds, there), ready

    def _way_up(self, motion: Motion, waiting: Tensor | None = None) -> Tensor:
        """The ways (worlds,) on which what gets up waits for who lies as in `motion`."""
        ways = self._ways
        waits = ways.lies.nonzero().flatten()
        clips = ways.after_clip[waits].unique()
        clip = likest(self._library, clips, motion, waiting)
        return waits[torch.searchsorted(ways.after_clip[waits], clip)]

    def _for_now(self, clock: ReferenceClock) -> Tensor:
        """(worlds,) the clips to go to: what is asked for, but for who has to turn sharply first,
        which nobody can do fast."""
        most = torch.where(self._fast[clock.clip], _SHARP, _AIMED)
        sharp = self.headed & (_wrapped(self.heading - self._facing(clock)).abs() > most)
        return torch.where(sharp & self._fast[self.clip], self._slowest, self.clip)

    def _out_of_step(self, clock: ReferenceClock, ends: Tensor, motion: Motion) -> Tensor:
        """(worlds,): still faster or slower than a slow gait, or before or behind it; or not yet at
        rest before what begins standing, until standing's loop `ends`."""
        clip = clock.clip
        on_clip, gathers = clip < self._ways.first, self._gathers(clock) & ~ends
        slow = on_clip & self._ways.gaits[torch.where(on_clip, clip, 0)] & ~self._fast[clip]
        reference = clock.placed(self._library)
        faster, away = _off(reference, motion)
        moves = faster > torch.where(gathers, _AT_REST, _IN_STEP)
        moves |= gathers & (_apart(reference, motion) > _SETTLED * motion.pose.positions[:, 0, 2])
        away = away > torch.where(gathers, _NEAR, _WITH_IT)
        just_came = gathers & (clock.time < _STANDS)
        return (slow | gathers) & (moves | away | just_came)

    def _gathers(self, clock: ReferenceClock) -> Tensor:
        """(worlds,): stands, and is to do what is no gait."""
        ways = self._ways
        return (clock.clip == ways.stands) & (self.clip != ways.stands) & ~ways.gaits[self.clip]

    def _facing(self, clock: ReferenceClock) -> Tensor:
        """(worlds,) rad in the world, where references face."""
        frames = clock.frame(self._library)
        return clock.yaw + heading(self._library.motion(frames).pose.root_rotation)

    def _turned(self, clock: ReferenceClock, motion: Motion) -> ReferenceClock:
        """The references of gaits turned about their roots, as asked, as long as their characters
        turn with them; on ways to and from fast ones straight on, as of who is to stand: who came
        from a run, turned and stopped fell the most."""
        library, ways = self._library, self._ways
        frames = clock.frame(library)
        facing = self._facing(clock)
        away = _wrapped(self.heading - facing)
        turn = torch.where(self.headed, away / _TURN_SECONDS, self.turn)
        turn = turn.clamp(-self.turn_rate, self.turn_rate)
        most = SIDEWAYS / self._speed[frames].clamp_min(0.3)
        on_clip = library.clip_of_frame[library.on_clips(frames)]
        most = torch.where(self._fast[on_clip], most.clamp_max(_FAST_TURN), most)
        rate = torch.minimum(torch.maximum(turn, -most), most)
        ahead = _wrapped(facing - heading(motion.pose.root_rotation))
        waits = (rate * ahead > 0.0) & (ahead.abs() > _TURNS_WITH_IT)
        waits |= _off(clock.placed(library), motion)[0] > _TOO_FAST
        straight = self._straight[clock.clip] | (self.clip == ways.stands)
        turns = ways.gaits[on_clip] & ~straight & ~waits
        return clock.turned(library, torch.where(turns, rate * STEP, 0.0))

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs."""
        return {
            "clip": self.clip.clone(),
            "turn": self.turn.clone(),
            "heading": self.heading.clone(),
            "headed": self.headed.clone(),
        }

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        self.clip, self.turn = state["clip"].clone(), state["turn"].clone()
        self.heading, self.headed = state["heading"].clone(), state["headed"].clone()


def _off(reference: Motion, motion: Motion) -> tuple[Tensor, Tensor]:
    """By how many m/s and m (worlds,) each over the floor roots are off their references'."""
    faster = (motion.root_velocity - reference.root_velocity)[:, :2].norm(dim=-1)
    away = (motion.pose.positions - reference.pose.positions)[:, 0, :2].norm(dim=-1)
    return faster, away


def _apart(reference: Motion, motion: Motion) -> Tensor:
    """(worlds,) m of bodies from where the reference has them, on average, from its root."""
    apart = motion.pose.positions - reference.pose.positions
    over_floor = apart[:, :1] * torch.tensor([1.0, 1.0, 0.0], device=apart.device)
    return (apart - over_floor).norm(dim=-1).mean(-1)


def _wrapped(angle: Tensor) -> Tensor:
    """Angles in rad between -π and π."""
    return torch.remainder(angle + torch.pi, 2.0 * torch.pi) - torch.pi


def _paces(library: MotionLibrary, ways: Ways) -> dict[int, float]:
    out = {ways.stands: 0.0} if ways.stands >= 0 else {}
    for clip in ways.gaits.nonzero().flatten().tolist():
        speed = library.speed(clip)
        alike = any(abs(speed - other) < _SAME_PACE for other in out.values())
        if float(library.cycle_yaw[clip]) == 0.0 and not alike:
            out[clip] = speed
    return out
