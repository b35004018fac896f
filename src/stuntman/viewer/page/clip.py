"""The page that shows a clip on a body, without physics: what one looks at before training."""

from collections.abc import Callable
from html import escape
from itertools import pairwise
from queue import SimpleQueue

import mujoco
import numpy as np
import viser
from numpy.typing import NDArray

from stuntman.characters.character import Character
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting.retarget import Reference
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer.page.scenery import Scenery
from stuntman.viewer.page.transport import Transport
from stuntman.viewer.page.web import Ticker

RATE = 30.0  # pictures a second
STANDS = 0.01  # m; a foot as near to the floor is taken to stand on it
_BEATS_BETWEEN_TEXTS = 3
_STANDING, _LIFTED = "#5c4cc8", "#8882"


class ClipPage:
    """A reference in the browser, its feet's contacts marked; the clip's own bones beside it."""

    def __init__(
        self, server: viser.ViserServer, clip: Clip, character: Character, reference: Reference
    ) -> None:
        self.scenery = Scenery(server, character)
        self._clip, self._reference = clip, reference
        self._wishes: SimpleQueue[Callable[[], object]] = SimpleQueue()
        self._seconds, self._beat = 0.0, 0
        self._turn, self._shift = rot.IDENTITY, np.zeros(3)
        self._standing, self._places = foot_contacts(character, reference)
        gui = server.gui
        gui.set_panel_label(f"stuntman: {reference.clip}")
        gui.add_html(_facts(clip, reference))
        self._transport = Transport(server, self._wishes.put, self._step, self._seek)
        self._transport.add_speeds()
        gui.add_html(_gait(list(character.soles(character.spec().compile())), self._standing))
        with gui.add_folder("View"):
            follow = gui.add_checkbox("Camera follows", True)
            bones = gui.add_checkbox("The clip's bones beside it", True)
        follow.on_update(lambda _: setattr(self.scenery, "follow", follow.value))
        bones.on_update(lambda _: setattr(self.scenery, "bones_visible", bones.value))

    def run(self) -> None:
        """Show it until interrupted."""
        ticker = Ticker(RATE)
        while True:
            self.beat(ticker.wait())

    def beat(self, due: int = 1) -> None:
        """Do what was asked for, go on by the beats that are due, show it."""
        for _ in range(self._wishes.qsize()):
            self._wishes.get_nowait()()
        for _ in range(due):
            self._transport.beat()
        seconds = self._seconds - (1.0 - self._transport.part) / RATE
        row = round(max(0.0, seconds) / self._reference.duration * (self._reference.frames - 1))
        qpos = self._reference.qpos[row].copy()
        qpos[:3] = rot.rotate(self._turn, qpos[:3]) + self._shift
        qpos[3:7] = rot.multiply(self._turn, qpos[3:7])
        self.scenery.show(qpos, None, beats=due)
        places = rot.rotate(self._turn, self._places[row]) + self._shift
        self.scenery.show_contacts(self._standing[row], places)
        self.scenery.show_bones(self._bones(max(0.0, seconds)))
        if self._beat % _BEATS_BETWEEN_TEXTS == 0:
            self._transport.show(self._seconds, self._reference.duration)
        self._beat += 1

    def _step(self) -> None:
        """Go on; from the end of a loop, from where that leaves the body."""
        self._seconds += 1.0 / RATE
        if self._seconds < self._reference.duration:
            return
        self._seconds -= self._reference.duration
        if self._reference.loops:
            way = np.array([*self._reference.cycle_shift, 0.0])
            self._shift = rot.rotate(self._turn, way) + self._shift
            yaw = rot.from_yaw(self._reference.cycle_yaw)
            self._turn = rot.multiply(self._turn, yaw)

    def _seek(self, seconds: float) -> None:
        self._seconds = min(seconds, self._reference.duration)

    def _bones(self, seconds: float) -> Array:
        """The clip's bones as lines (bones - 1, 2, 3) in the world."""
        root, rotations = self._clip.sample(np.array([seconds]))
        joints = self._clip.skeleton.forward(root, rotations)[0][0]
        joints = rot.rotate(self._turn, joints) + self._shift
        parents = list(self._clip.skeleton.parents[1:])
        return np.stack([joints[parents], joints[1:]], axis=1)


def foot_contacts(character: Character, reference: Reference) -> tuple[NDArray[np.bool_], Array]:
    """When and where each of `Character.soles` stands: (frames, feet), and the floor under it
    (frames, feet, 3) m."""
    model = scene.build(character)
    data = mujoco.MjData(model)
    floor = model.geom(scene.FLOOR).id
    feet = list(character.soles(model).values())
    standing = np.zeros((reference.frames, len(feet)), bool)
    places = np.zeros((reference.frames, len(feet), 3))
    line = np.zeros(6)
    for frame, qpos in enumerate(reference.qpos):
        data.qpos[:] = qpos
        mujoco.mj_kinematics(model, data)
        for foot, geoms in enumerate(feet):
            away = [mujoco.mj_geomDistance(model, data, geom, floor, 1.0, line) for geom in geoms]
            standing[frame, foot] = min(away) < STANDS
            places[frame, foot, :2] = data.geom_xpos[geoms, :2].mean(axis=0)
    return standing, places


def _facts(clip: Clip, reference: Reference) -> str:
    rows = {
        "Length": f"{reference.duration:.2f} s, {clip.frames} frames at {clip.fps:.0f} Hz",
        "Loop": "yes" if reference.loops else "no",
        "Was in the floor": f"{100.0 * reference.penetration:.1f} cm",
        "Joint limits took": f"{np.degrees(reference.clamped):.0f}°",
        "Did not close by": f"{np.degrees(reference.seam):.0f}°",
    }
    cells = "".join(
        f'<div style="display:flex;justify-content:space-between"><span style="color:#8a93a3">'
        f"{escape(name)}</span><span>{escape(value)}</span></div>"
        for name, value in rows.items()
    )
    return f'<div style="font-size:12px;padding:4px 14px">{cells}</div>'


def _gait(feet: list[str], standing: NDArray[np.bool_]) -> str:
    """A bar a foot over the whole clip, coloured where it stands."""
    bars = "".join(
        '<div style="display:flex;align-items:center;height:16px">'
        f'<span style="width:108px;flex:none">{escape(foot.replace("_", " "))}</span>'
        f'<span style="flex:1;height:8px;background:{_stripes(standing[:, column])}"></span></div>'
        for column, foot in enumerate(feet)
    )
    return (
        '<div style="font-size:12px;padding:6px 14px"><b>On the ground, over the clip</b>'
        f"{bars}</div>"
    )


def _stripes(standing: NDArray[np.bool_]) -> str:
    """A CSS gradient with hard edges where the foot lands and lifts off."""
    edges = [0, *(np.flatnonzero(np.diff(standing)) + 1).tolist(), len(standing)]
    stops = [
        f"{_STANDING if standing[start] else _LIFTED} {start / len(standing):.1%} "
        f"{end / len(standing):.1%}"
        for start, end in pairwise(edges)
    ]
    return f"linear-gradient(90deg,{','.join(stops)})"
