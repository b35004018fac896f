"""The files of a model that is brought: each comes along, under a name of its own."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntman.characters.adoption import adopt
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms

FACES = [(0, 2, 1), (0, 1, 3), (0, 3, 2), (1, 2, 3)]


def save_stl(path: Path, size: float) -> None:
    corners = size * np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], dtype=np.float32)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(bytes(80) + struct.pack("<I", len(FACES)))
        for face in FACES:
            file.write(struct.pack("<12fH", *np.zeros(3), *corners[list(face)].ravel(), 0))


def test_meshes_whose_names_fold_into_one_stay_apart(
    drawn: Callable[..., str], shelf: Path
) -> None:
    """`a/b.stl` and `a_b.stl` lie in one folder afterwards; so do files that only differ in case,
    which some disks take for one. A mesh without a name keeps that of its file."""
    files = {"a/b.stl": 0.1, "a_b.stl": 0.2, "A_B.stl": 0.3, "c/hat.stl": 0.4, "a_b_.stl": 0.5}
    for file, size in files.items():
        save_stl(shelf / "parts" / file, size)
    named = [f"m{k}" if "hat" not in file else "hat" for k, file in enumerate(files)]
    meshes = "".join(
        f'<mesh file="{file}" ' + (f'name="{name}"' if name != "hat" else "") + "/>"
        for name, file in zip(named, files, strict=True)
    )
    looks = "".join(
        f'<geom type="mesh" mesh="{name}" contype="0" conaffinity="0" pos="0 0 0.6"/>'
        for name in named
    )
    rows = [("base", "", (0.0, 0.0, 0.0))]
    for side, sign in (("left", 0.1), ("right", -0.1)):
        rows += [(f"{side}_thigh", "base", (0.0, sign, -0.1)),
                 (f"{side}_foot", f"{side}_thigh", (0.0, 0.0, -0.4))]  # fmt: skip
    text = drawn(rows, world=f'<compiler meshdir="parts"/><asset>{meshes}</asset>')
    text = text.replace("<freejoint/>", "<freejoint/>" + looks)
    (shelf / "model.xml").write_text(text)

    added = adopt(shelf / "model.xml", "tin", {})

    kept = [path.name for path in (added.folder / "assets").iterdir()]
    assert len({name.lower() for name in kept}) == len(files)
    (shelf / "parts").rename(shelf / "gone")
    model = mujoco.MjModel.from_xml_path(str(added.folder / "character.xml"))
    sizes = {}
    for mesh in range(model.nmesh):
        first, count = int(model.mesh_vertadr[mesh]), int(model.mesh_vertnum[mesh])
        corners = model.mesh_vert[first : first + count]
        sizes[model.mesh(mesh).name] = float(
            max(np.linalg.norm(one - other) for one in corners for other in corners)
        ) / np.sqrt(2.0)  # fmt: skip
    for name, size in zip(named, files.values(), strict=True):
        np.testing.assert_allclose(sizes[name], size, rtol=1e-5)
    assert not set(np.flatnonzero(model.geom_type == mujoco.mjtGeom.mjGEOM_MESH)) & {
        *solid_geoms(model)
    }


@pytest.mark.parametrize("name", ["robot.urdf", "robot.xml"])
def test_a_urdf_is_named_whatever_it_is_called(shelf: Path, name: str) -> None:
    text = "<?xml version='1.0'?>\n<!-- by hand -->\n<robot name='r'><link name='a'/></robot>"
    (shelf / name).write_text(text)
    with pytest.raises(StuntmanError, match=r"is a URDF.*save it as MJCF"):
        adopt(shelf / name, "r", {})


@pytest.mark.parametrize("meshes", ["", "meshes"])
def test_a_file_that_is_not_there_is_named_with_its_place(
    drawn: Callable[..., str], shelf: Path, meshes: str
) -> None:
    world = f'<compiler meshdir="{meshes}"/><asset><mesh file="parts/shell.stl"/></asset>'
    text = drawn([("base", "", (0.0, 0.0, 0.0))], world=world)
    (shelf / "model.xml").write_text(
        text.replace("<freejoint/>", '<freejoint/><geom type="mesh" mesh="shell"/>')
    )
    place = shelf.resolve() / meshes / "parts"
    said = f"model.xml: it needs the file 'shell.stl', and there is none in {place}: put it there."
    with pytest.raises(StuntmanError, match=re.escape(said)):
        adopt(shelf / "model.xml", "shell", {})
