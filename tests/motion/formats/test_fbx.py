"""FBX: text and binary, real CMU motion, and a file that crashes the parser."""

import os
from pathlib import Path

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.formats import fbx_worker

SHARED = Path(os.environ.get("STUNTMAN_SHARED", Path(__file__).parents[4] / "shared"))
REAL = sorted((SHARED / "clips" / "cmu-fbx").glob("*.fbx"))

SECOND = 46186158000  # FBX counts time in these
BONES = {  # as Mixamo has them: centimetres, y up
    "Hips": (None, (0, 95, 0)),
    "Head": ("Hips", (0, 60, 0)),
    "LeftFoot": ("Hips", (10, -90, 0)),
    "RightFoot": ("Hips", (-10, -90, 0)),
}


def text_fbx() -> str:
    """A text file of one second in which the hips go 2 m forward and turn left by 90 degrees."""
    objects, links = "", ""
    for number, (bone, (parent, (x, y, z))) in enumerate(BONES.items(), 1):
        objects += f"""
    Model: {number}, "Model::mixamorig:{bone}", "LimbNode" {{
        Properties70:  {{
            P: "Lcl Translation", "Lcl Translation", "", "A",{x},{y},{z}
        }}
    }}
    NodeAttribute: {number + 50}, "NodeAttribute::", "LimbNode" {{
        TypeFlags: "Skeleton"
    }}"""
        above = list(BONES).index(parent) + 1 if parent else 0
        links += f'    C: "OO",{number},{above}\n    C: "OO",{number + 50},{number}\n'
    for number, kind, name, axis, last in (
        (310, "T", "Lcl Translation", "Z", 200),
        (320, "R", "Lcl Rotation", "Y", 90),
    ):
        still = "".join(f'P: "d|{a}", "Number", "", "A",{95 * (kind + a == "TY")}\n' for a in "XYZ")
        objects += f"""
    AnimationCurveNode: {number}, "AnimCurveNode::{kind}", "" {{
        Properties70:  {{
            {still}
        }}
    }}
    AnimationCurve: {number + 1}, "AnimCurve::", "" {{
        Default: 0
        KeyVer: 4008
        KeyTime: *2 {{
            a: 0,{SECOND}
        }}
        KeyValueFloat: *2 {{
            a: 0,{last}
        }}
        KeyAttrFlags: *1 {{
            a: 24836
        }}
        KeyAttrDataFloat: *4 {{
            a: 0,0,0,0
        }}
        KeyAttrRefCount: *1 {{
            a: 2
        }}
    }}"""
        links += f'    C: "OO",{number},301\n    C: "OP",{number},1, "{name}"\n'
        links += f'    C: "OP",{number + 1},{number}, "d|{axis}"\n'
    return f"""; FBX 7.4.0 project file
FBXHeaderExtension:  {{
    FBXHeaderVersion: 1003
    FBXVersion: 7400
}}
GlobalSettings:  {{
    Version: 1000
    Properties70:  {{
        P: "UpAxis", "int", "Integer", "",1
        P: "UpAxisSign", "int", "Integer", "",1
        P: "FrontAxis", "int", "Integer", "",2
        P: "FrontAxisSign", "int", "Integer", "",1
        P: "CoordAxis", "int", "Integer", "",0
        P: "CoordAxisSign", "int", "Integer", "",1
        P: "UnitScaleFactor", "double", "Number", "",1
        P: "TimeMode", "enum", "", "",6
    }}
}}
Objects:  {{{objects}
    AnimationStack: 300, "AnimStack::mixamo.com", "" {{
        Properties70:  {{
            P: "LocalStop", "KTime", "Time", "",{SECOND}
            P: "ReferenceStop", "KTime", "Time", "",{SECOND}
        }}
    }}
    AnimationLayer: 301, "AnimLayer::BaseLayer", "" {{
    }}
}}
Connections:  {{
{links}    C: "OO",301,300
}}
"""


def test_a_text_file_as_mixamo_rigs_are_is_read_in_metres_z_up(tmp_path: Path) -> None:
    path = tmp_path / "turn.fbx"
    path.write_text(text_fbx())

    clip = formats.read(path)

    assert clip.skeleton.names == ("Hips", "Head", "left_Foot", "right_Foot")
    assert (clip.name, clip.frames, clip.fps) == ("turn", 31, 30.0)
    positions, _ = clip.global_transforms()
    np.testing.assert_allclose(positions[0, 1], [0, 0, 1.55], atol=1e-6)
    np.testing.assert_allclose(positions[0, 2], [0, 0.1, 0.05], atol=1e-6)
    np.testing.assert_allclose(positions[-1, 0], [2, 0, 0.95], atol=1e-6)
    # Turned left by a right angle, the left foot is where the back was.
    np.testing.assert_allclose(positions[-1, 2], [1.9, 0, 0.05], atol=1e-6)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is no FBX motion"),
        (b"Kaydara FBX Binary  \x00\x1a\x00" + b"\xff" * 500, "is no FBX motion"),
        (text_fbx().replace("AnimationStack", "AnimationStick").encode(), "has no animation"),
        (text_fbx()[:900].encode(), "is no FBX motion"),
    ],
)
def test_what_is_no_motion_ends_in_a_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.fbx"
    path.write_bytes(content)
    with pytest.raises(StuntmanError, match=f"bad.fbx: .*{said}"):
        formats.read(path)
    with pytest.raises(StuntmanError, match=r"none.fbx: cannot be read"):
        formats.read(tmp_path / "none.fbx")


def test_a_crash_of_the_parser_ends_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "crash.py"
    worker.write_text("import os; os.abort()")
    monkeypatch.setattr(fbx_worker, "__file__", str(worker))
    (tmp_path / "turn.fbx").write_text(text_fbx())
    with pytest.raises(StuntmanError, match=r"turn.fbx: ufbx cannot read it"):
        formats.read(tmp_path / "turn.fbx")


@pytest.mark.skipif(not REAL, reason="no ../shared/clips/cmu-fbx here")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_every_real_file_is_a_grown_person_on_the_floor(path: Path) -> None:
    """Their numbers are CMU's inches over 0.45, and their header says centimetres."""
    clip = formats.read(path)

    names = clip.skeleton.names
    positions, _ = clip.global_transforms()
    toes = positions[:, [names.index("left_ToeBase"), names.index("right_ToeBase")], 2]
    assert clip.fps == 120.0
    assert 1.3 < np.median(positions[:, names.index("Head"), 2]) < 1.6
    assert -0.02 < np.quantile(toes.min(axis=1), 0.1) < 0.06
    way = positions[-1, 0] - positions[0, 0]
    assert abs(way[0]) > 3.0
    assert abs(way[2]) < 0.15
    clip.mirror()
