"""Ground that is not flat: each world's course, what is seen of it, and a reference that follows.

Whatever imitation looks at has heights above the ground: the character's own are taken down by the
height of the ground below it, a foot's by that below the foot. So its reference, which knows a flat
floor, follows.
"""

from dataclasses import replace

import torch
from torch import Tensor

from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import STEP
from stuntman.imitation.flights import Flights
from stuntman.imitation.footholds import Footholds
from stuntman.imitation.height_map import GRID, LINE
from stuntman.imitation.motion import Motion
from stuntman.imitation.motion_library import MotionLibrary
from stuntman.imitation.observations import ObservationTerm, Sight
from stuntman.mjcf.kinematics import Pose
from stuntman.physics.engine import Engine
from stuntman.physics.terrain.boxes import Boxes, Placed, near, placed
from stuntman.physics.terrain.ground import GroundSettings
from stuntman.physics.terrain.profile import Profile
from stuntman.physics.terrain.tiles import Tiles, course_numbers
from stuntman.spatial.torch_rotations import heading, rotate_about_vertical

SEEN = 32  # heights that the policy sees; where ground winds,
_GRID, _ASIDE = 16, 0.8  # as many rows and columns, and m to either side
_LED = 0.4  # m to either side, over which a winding line is averaged
_DEPTH = 0.5  # m; deeper a gap is not seen to be
_SCALE = 4.0  # 1/m, of what is seen
_LEAST_AHEAD = 0.01  # of the way ahead, that counts
_STAYS = 5.0  # m, of what is looked at
_INSTANT = 0.01  # s, over which the ground's slope is measured
_LOW = 0.2  # of the root's height; an end effector that comes as low in a clip is a foot
_FOOT = 0.1  # m before and behind a foot, of the ground below it
_SUNK = 0.5  # of the reference's height above the ground; lower, a root has fallen into a gap
# A course well run makes a world's next one harder, one that went badly easier.
_WELL, _BADLY = 0.5, 0.25  # of the longest episode
_HARDER, _EASIER = 0.1, 0.05


class Ground:
    """The ground of all worlds of an environment.

    Args:
        worlds: how many. held_out: courses on which nobody trains, of full difficulty.

    Attributes:
        settings: of it. observation_terms: what the policy sees of it.
        distance: (worlds,) m along its course that each one's episode has come.
    """

    def __init__(
        self,
        settings: GroundSettings,
        worlds: int,
        device: torch.device,
        seed: int = 0,
        held_out: bool = False,
    ) -> None:
        self.settings = settings
        self.observation_terms = (
            ObservationTerm(GRID, _GRID * _GRID, "grid", self._grid)
            if settings.winding
            else ObservationTerm(LINE, SEEN, "scalar", self._seen),
        )
        least, most = (1.0, 1.0) if held_out else (0.0, settings.first_difficulty)
        self._rises, self._seed = not held_out, -1 - seed if held_out else seed
        self._rows = {  # all that decides each world's ground
            "ground_seed": torch.full((worlds,), self._seed, device=device),
            "ground_world": torch.arange(worlds, device=device),
            "ground_episode": torch.zeros(worlds, dtype=torch.long, device=device),
            "ground_difficulty": torch.linspace(least, most, worlds, device=device),
            "ground_origin": torch.zeros(worlds, 3, dtype=torch.float64, device=device),
        }
        self.distance = torch.zeros(worlds, device=device)
        self._boxes: Boxes | None = None
        self._footholds: Footholds | None = None
        self._flights: Flights | None = None
        self._feet = torch.zeros(0, dtype=torch.bool, device=device)
        self._make()

    def build(self, engine: Engine, library: MotionLibrary) -> None:
        """Be the ground of an engine from now on, whose scene has the boxes, under the feet of a
        library's references."""
        self._footholds = Footholds.of(library, engine.model)
        every = library.motion(torch.arange(len(library.qpos), device=library.qpos.device)).pose
        lowest, upright = every.end_effectors[..., 2].amin(0), every.positions[:, 0, 2].amax()
        self._feet = lowest < _LOW * upright
        if not library.all_loop:
            self._flights = Flights.of(library, -float(engine.model.opt.gravity[2]))
        self._boxes = Boxes(engine, self.settings.reach)
        self._place(self._on_course(engine.qpos))

    @property
    def tiles(self) -> Tiles:
        """Of each world's course."""
        return self._tiles

    @property
    def origin(self) -> Tensor:
        """(worlds, 3) where each course lies: x and y in m, and yaw in rad."""
        return self._rows["ground_origin"]

    @property
    def difficulty(self) -> Tensor:
        """(worlds,) of each course, 0 to 1."""
        return self._rows["ground_difficulty"]

    def reset(self, worlds: Tensor, roots: Tensor, yaw: Tensor) -> None:
        """Give worlds of these indices (n,) another course each.

        Args:
            roots: (n, 2) m, where it begins. yaw: (n,) rad, where it leads.
        """
        rows = self._rows
        rows["ground_episode"] = rows["ground_episode"].index_add(
            0, worlds, torch.ones_like(worlds)
        )
        origin = torch.cat([roots, yaw.unsqueeze(1)], dim=1).double()
        rows["ground_origin"] = rows["ground_origin"].index_copy(0, worlds, origin)
        self._make(worlds)
        self.distance = self.distance.index_fill(0, worlds, 0.0)

    def metrics(self) -> dict[str, Tensor]:
        """Numbers (worlds,) by name that tell how episodes go."""
        return {"distance": self.distance, "difficulty": self.difficulty}

    def rewind(self) -> None:
        """Let the next courses be the first ones again."""
        self._rows["ground_episode"] = torch.zeros_like(self._rows["ground_episode"])

    def follow(self, roots: Tensor) -> None:
        """Let boxes be below characters with roots (worlds, 3)."""
        self._place(there := self._on_course(roots))
        self.distance = there[:, 0].float()

    def note(self, share: Tensor, terminated: Tensor, truncated: Tensor) -> None:
        """Take in which episodes have ended, after which share (worlds,) of the longest. Who came
        to the end of a clip or of the horizon did well."""
        if not self._rises:
            return
        ended, before = terminated | truncated, self._rows["ground_difficulty"]
        well = truncated | (share >= _WELL)
        change = torch.where(well, _HARDER, torch.where(share < _BADLY, -_EASIER, 0.0))
        after = (before + change.to(before)).clamp(0.0, 1.0)
        self._rows["ground_difficulty"] = torch.where(ended, after, before)

    def height(self, roots: Tensor) -> Tensor:
        """Of the ground (worlds,) in m below roots (worlds, 3), across gaps as if there were none,
        smooth over a step."""
        return self._below(self._on_course(roots)[:, :1]).squeeze(1).float()

    def raised(self, qpos: Tensor, qvel: Tensor) -> tuple[Tensor, Tensor]:
        """States (worlds, nq) and (worlds, nv) as high above the ground as they are above a flat
        floor, and rising or sinking with it as they move along."""
        roots, velocity = qpos[:, :3], qvel[:, :3]
        height, later = self.height(roots), self.height(roots + _INSTANT * velocity)
        up = torch.tensor([0.0, 0.0, 1.0], dtype=qpos.dtype, device=qpos.device)
        here, rate = torch.outer(height.to(up), up), torch.outer((later - height).to(up), up)
        return (
            torch.cat([roots + here, qpos[:, 3:]], dim=1),
            torch.cat([velocity + rate / _INSTANT, qvel[:, 3:]], dim=1),
        )

    def lowered(self, motion: Motion) -> Motion:
        """The motion (worlds) above the ground, as if that were flat."""
        pose, up = motion.pose, torch.tensor([0.0, 0.0, 1.0], device=motion.pose.com.device)
        below = self.height(pose.positions[:, 0]).unsqueeze(1)
        below_ends = below.expand(pose.end_effectors.shape[:2])
        below_ends = torch.where(self._feet, self._below_feet(pose.end_effectors), below_ends)
        lower = Pose(
            pose.positions - below.unsqueeze(2) * up,
            pose.root_rotation,
            pose.end_effectors - below_ends.unsqueeze(2) * up,
            pose.com - below * up,
        )
        return Motion(
            lower,
            motion.root_velocity,
            motion.root_spin,
            motion.balls,
            motion.coordinates,
            motion.velocities,
        )

    def led(self, clock: ReferenceClock, library: MotionLibrary, motion: Motion) -> ReferenceClock:
        """The clocks with references along the middle of ground that winds, where they sway about
        it as their clips sway about a straight line; and elsewhere with references on the way to
        where their next foot finds ground, and in flight for as long as the characters.

        Args:
            motion: of the characters, heights above the ground.
        """
        if not self.settings.winding:
            return self._flown(self._stepped(clock, library, motion), library, motion)
        root = library.root_position(clock.frame(library))
        way = library.cycle_shift[clock.clip]
        way_yaw = torch.atan2(way[:, 1], way[:, 0])
        first = library.root_position(library.first_frame[clock.clip])
        sway = rotate_about_vertical(root - first, -way_yaw)[:, 1].double()
        x = self._on_course(rotate_about_vertical(root, clock.yaw) + clock.shift)[:, :1]
        steps = torch.tensor([-_LED, 0.0, _LED], dtype=x.dtype, device=x.device)
        line = self._tiles.line(x + steps)
        yaw = torch.atan2(line[:, 2] - line[:, 0], torch.full_like(line[:, 0], 2.0 * _LED))
        y = 0.25 * (line[:, 0] + 2.0 * line[:, 1] + line[:, 2])
        there = torch.stack(
            [x[:, 0] - sway * torch.sin(yaw), y + sway * torch.cos(yaw), torch.zeros_like(y)], dim=1
        )
        there = rotate_about_vertical(there, self.origin[:, 2])
        there[:, :2] += self.origin[:, :2]
        yaw = (self.origin[:, 2] + yaw).float() - way_yaw
        shift = there.float() - rotate_about_vertical(root, yaw)
        shift[:, 2] = 0.0
        return ReferenceClock(clock.clip, clock.time, yaw, shift, True)

    def _stepped(
        self, clock: ReferenceClock, library: MotionLibrary, motion: Motion
    ) -> ReferenceClock:
        if self._footholds is None:
            return clock
        roots, ends = motion.pose.positions[:, 0], motion.pose.end_effectors
        lowest = ends[..., 2].argmin(1)
        stands = ends[torch.arange(len(ends), device=ends.device), lowest]
        way, shift = self._way, clock.shift.clone()
        there = rotate_about_vertical(library.root_position(clock.frame(library)), clock.yaw)
        lag = ((roots - there - clock.shift)[:, :2] * way).sum(1)
        moved = torch.where(self._footholds.came_down(clock, STEP), lag, 0.0)
        origin = self._on_course(shift)[:, 0] + moved
        missing, seconds = self._footholds.shortfall(
            clock, library, origin, self._tiles, self._on_course(stands)[:, 0]
        )
        moved = moved + missing * (STEP / seconds.clamp_min(STEP))
        shift[:, :2] += (moved.unsqueeze(1) * way).float()
        return replace(clock, shift=shift)

    def _flown(
        self, clock: ReferenceClock, library: MotionLibrary, motion: Motion
    ) -> ReferenceClock:
        if self._flights is None:
            return clock
        roots, arrival = motion.pose.positions[:, 0], self._flights.arrival(clock, library, motion)
        drop = (roots - arrival)[:, 2] + self.height(roots) - self.height(arrival)
        return self._flights.led(clock, library, motion, drop, STEP)

    def sunk(self, motion: Motion, reference: Motion) -> Tensor:
        """(worlds,): has fallen into a gap, by heights above the ground."""
        return motion.pose.positions[:, 0, 2] < _SUNK * reference.pose.positions[:, 0, 2]

    def around(self, roots: Tensor, reach: float, depth: float) -> Placed:
        """The boxes about `reach` m around roots (worlds, 3) and twice `depth` m high, to be looked
        at; they stay for some metres."""
        roots, tiles = _STAYS * (self._on_course(roots) / _STAYS).round(), self._tiles
        count = min(int(2.0 * reach / self.settings.shortest) + 2, tiles.x0.shape[1])
        found = tiles.picked(near(tiles, roots[:, 0], reach, count))
        return placed(found, roots, self.origin, reach, depth)

    def state(self) -> dict[str, Tensor]:
        """What each world's ground is, a row of every tensor a world."""
        return {name: row.clone() for name, row in self._rows.items()}

    def load_state(self, state: dict[str, Tensor], roots: Tensor) -> None:
        """Go on with such rows, under characters with roots (worlds, 3)."""
        self._rows = {name: state[name].clone() for name in self._rows}
        self._make()
        self.follow(roots)

    def _seen(self, sight: Sight) -> Tensor:
        """Mean heights (worlds, SEEN) of stretches ahead, from the ground below the root."""
        motion = sight.motion
        roots = motion.pose.positions[:, 0]
        x = self._on_course(roots)[:, :1]
        yaw = heading(motion.pose.root_rotation) - self.origin[:, 2]
        ahead = torch.cos(yaw).double().unsqueeze(1)
        # Who looks aside sees no way ahead, but what is there.
        ahead = torch.where(ahead < 0.0, -1.0, 1.0) * ahead.abs().clamp_min(_LEAST_AHEAD)
        begin, end = self.settings.seen
        edges = begin + (end - begin) / SEEN * torch.arange(SEEN + 1, device=x.device)
        heights = self._sunken.means(x + ahead * edges)
        below = self._below(x)
        return (_SCALE * (heights - below)).float()

    def _grid(self, sight: Sight) -> Tensor:
        """Heights (worlds, rows x columns) around the way ahead, from the ground below the root."""
        motion, (begin, end) = sight.motion, self.settings.seen
        place = self._on_course(motion.pose.positions[:, 0])
        parts = (torch.arange(_GRID, device=place.device) + 0.5) / _GRID
        ahead = begin + (end - begin) * parts.double()
        aside = _ASIDE * (2.0 * parts.double() - 1.0)
        ahead, aside = ahead.repeat_interleave(_GRID), aside.repeat(_GRID)
        yaw = (heading(motion.pose.root_rotation) - self.origin[:, 2]).unsqueeze(1)
        cos, sin = torch.cos(yaw), torch.sin(yaw)
        x = place[:, :1] + cos * ahead - sin * aside
        y = place[:, 1:] + sin * ahead + cos * aside
        cover = self._tiles.cover(x, y, 2.0 * _ASIDE / _GRID)
        there = self._tiles.at(x)
        slope = there.rise / (there.x1 - there.x0).clamp_min(1e-9)
        height = there.top + slope * (x - there.x0)
        below = self._below(place[:, :1])
        return (_SCALE * (cover * (height - below) - (1.0 - cover) * _DEPTH)).float()

    def _below(self, x: Tensor) -> Tensor:
        """Mean heights (worlds, 1) below roots that are x (worlds, 1) along their courses."""
        begin, end = self.settings.averaged
        return self._bridged.mean(x + begin, x + end)

    def _below_feet(self, ends: Tensor) -> Tensor:
        """Mean heights (worlds, n) below end effectors (worlds, n, 3), or ahead where that is
        higher: who is to clear a step lifts a foot before."""
        x = self._on_course(ends)[..., 0]
        here = self._bridged.mean(x - _FOOT, x + _FOOT)
        return here.maximum(self._bridged.mean(x, x + 2.0 * _FOOT)).float()

    def _on_course(self, places: Tensor) -> Tensor:
        """Places (worlds, ..., 2 or more) in their course's frame (worlds, ..., 2), float64."""
        each = (len(places), *[1] * (places.ndim - 2), 2)
        x, y = (places[..., :2].double() - self.origin[:, :2].reshape(each)).unbind(-1)
        cos, sin = self._way.reshape(each).unbind(-1)
        return torch.stack([cos * x + sin * y, cos * y - sin * x], dim=-1)

    def _make(self, worlds: Tensor | None = None) -> None:
        """Make the courses of worlds of these indices (n,) from their rows; of all if not given."""
        rows = self._rows if worlds is None else {k: v[worlds] for k, v in self._rows.items()}
        yaw = self.origin[:, 2]
        self._way = torch.stack([yaw.cos(), yaw.sin()], dim=1)
        numbers = course_numbers(rows["ground_seed"], rows["ground_world"], rows["ground_episode"])
        tiles = self.settings.courses(numbers, rows["ground_difficulty"])
        bridged, sunken = Profile.bridged(tiles), Profile.sunken(tiles, _DEPTH)
        if worlds is None:
            self._tiles, self._bridged, self._sunken = tiles, bridged, sunken
        else:
            self._tiles.write(worlds, tiles)
            self._bridged.write(worlds, bridged)
            self._sunken.write(worlds, sunken)
        if self._boxes is not None:
            everywhere = torch.arange(len(numbers), device=numbers.device)
            self._boxes.forget(everywhere if worlds is None else worlds)

    def _place(self, there: Tensor) -> None:
        if self._boxes is not None:
            self._boxes.follow(self._tiles, there, self.origin)
