"""Models of bodies as others draw them."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from stuntman.characters import library as bodies

_THIN, _FOOT = 0.03, "0.09 0.04 0.02"  # m: a link's radius; half the size of a foot
_SHORT = 0.06  # m; a shorter link is a ball

Row = tuple[str, str, tuple[float, float, float]]


def _drawn(rows: Sequence[Row], root: str = "<freejoint/>", turn: str = "", world: str = "") -> str:
    """The MJCF of links (name, parent, place in it in m), parents first, each with a hinge.

    Args:
        root: the root's joints. turn: a rotation around all, as MJCF has it. world: before the
            world body.
    """
    heights: dict[str, float] = {}
    for name, parent, place in rows:
        heights[name] = heights.get(parent, 0.0) + place[2]
    lowest = min(heights.values())

    def link(name: str, place: tuple[float, float, float]) -> str:
        below = [row for row in rows if row[1] == name]
        geoms = [
            f'<geom type="capsule" size="{_THIN}" fromto="0 0 0 {x} {y} {z}"/>'
            for _, _, (x, y, z) in below
            if abs(x) + abs(y) + abs(z) > _SHORT
        ]
        if heights[name] < lowest + 1e-6:  # what stands
            geoms = [f'<geom type="box" size="{_FOOT}" pos="0.04 0 -0.05"/>']
        geoms = geoms or [f'<geom size="{_THIN}"/>']
        joints = f'<joint name="{name}_turn" axis="0 1 0"/>' if name != rows[0][0] else root
        inner = "".join(link(other, offset) for other, _, offset in below)
        at = " ".join(map(str, place))
        return f'<body name="{name}" pos="{at}">{joints}{"".join(geoms)}{inner}</body>'

    body = link(rows[0][0], (0.0, 0.0, 1.0))
    return (
        f"<mujoco>{world}<worldbody><geom name='floor' type='plane' size='5 5 1'/>"
        f"<frame {turn}>{body}</frame></worldbody></mujoco>"
    )


@pytest.fixture(scope="session")
def drawn() -> Callable[..., str]:
    return _drawn


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty library of bodies, and its place."""
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    return tmp_path
