"""The page's live plots: reward and its terms, the root's height, torques against their limits."""

from collections.abc import Sequence
from html import escape

import numpy as np
import viser
from viser import uplot

from stuntman.imitation.rewards import PAPER
from stuntman.playback.frame import Frame
from stuntman.spatial.rotations import Array

SECONDS = 10.0  # shown
_HEIGHT = 150  # pixels
_COLOURS = ("#5c4cc8", "#12a19a", "#f2793f", "#e2b21c")
_FULL, _HIGH = "#e04848", 0.9
_WEIGHTS = {
    "pose": PAPER.pose_weight,
    "velocity": PAPER.velocity_weight,
    "end_effector": PAPER.end_effector_weight,
    "com": PAPER.com_weight,
}


class Plots:
    """Plots in a panel of their own.

    Args:
        actuators: names, in the order of `Frame.torques`; those of a ball joint end in _x _y _z.
    """

    def __init__(self, server: viser.ViserServer, actuators: Sequence[str]) -> None:
        self._joints = [name.removesuffix(f"_{name[-1]}") for name in actuators]
        empty = np.array([0.0, 1.0])
        panel = server.gui.add_panel()
        with panel.add_tab("Plots", viser.Icon.CHART_LINE):
            self._reward = server.gui.add_uplot(
                (empty, *(empty * 0.0 for _ in range(1 + len(_WEIGHTS)))),
                (
                    uplot.Series(label="s"),
                    uplot.Series(label="reward", stroke="#222222", width=2),
                    *(
                        uplot.Series(label=name.replace("_", " "), stroke=colour, width=1)
                        for name, colour in zip(_WEIGHTS, _COLOURS, strict=True)
                    ),
                ),
                title="Reward, and each term of its best",
                scales={"x": uplot.Scale(time=False), "y": uplot.Scale(range=(0.0, 1.05))},
                legend=uplot.Legend(live=False),
                height=_HEIGHT,
            )
            self._height = server.gui.add_uplot(
                (empty, empty * 0.0),
                (uplot.Series(label="s"), uplot.Series(label="m", stroke=_COLOURS[0], width=2)),
                title="Height of the root, m",
                scales={"x": uplot.Scale(time=False)},
                legend=uplot.Legend(show=False),
                height=_HEIGHT,
            )
            self._torques = server.gui.add_html("")
        panel.dock_left()
        panel.set_width(300)

    def show(self, past: Sequence[Frame]) -> None:
        """Plot these frames, oldest first."""
        times = np.array([frame.time for frame in past])
        terms = {
            name: np.array([frame.terms.get(name, np.nan) for frame in past]) for name in _WEIGHTS
        }
        total = np.sum(list(terms.values()), axis=0)
        shares = [terms[name] / weight for name, weight in _WEIGHTS.items()]
        self._reward.data = (times, total, *shares)
        self._height.data = (times, np.array([frame.qpos[2] for frame in past]))
        self._torques.content = _bars(self._strongest(past[-1].torques))

    def _strongest(self, torques: Array) -> dict[str, float]:
        """By joint, the largest share of its limit that one of its actuators gives."""
        strongest: dict[str, float] = {}
        for joint, share in zip(self._joints, np.abs(torques), strict=True):
            strongest[joint] = max(strongest.get(joint, 0.0), float(share))
        return strongest


def _bars(shares: dict[str, float]) -> str:
    rows = "".join(
        f'<div style="display:flex;align-items:center;height:15px">'
        f'<span style="width:96px;flex:none">{escape(joint.replace("_", " "))}</span>'
        f'<span style="flex:1;background:#8882;height:7px;border-radius:4px">'
        f'<span style="display:block;height:7px;border-radius:4px;width:{min(share, 1.0):.0%};'
        f'background:{_FULL if share > _HIGH else _COLOURS[0]}"></span></span></div>'
        for joint, share in shares.items()
    )
    return (
        '<div style="font-size:11px;padding:4px 14px 10px">'
        f'<div style="text-align:center;font-weight:600;padding-bottom:4px">'
        f"Torque, of its limit</div>{rows}</div>"
    )
