"""What is known of a robot's drives goes before what its model tells; what is derived says so."""

from pathlib import Path

import mujoco
import pytest

from stuntman import cli
from stuntman.characters import character as characters
from stuntman.characters import gains, known_drives
from stuntman.characters import library as bodies
from stuntman.characters.adoption import adopt
from stuntman.characters.character import Character
from stuntman.characters.gains import Drive
from stuntman.errors import StuntmanError

# A heavy ball with two rods on hinges, of which one has a motor.
RODS = """
<mujoco>
  <worldbody>
    <body name="ball"><freejoint/>
      <inertial pos="0 0 0" mass="3" diaginertia="0.3 0.3 0.3"/>
      <body pos="0.2 0 0">
        <joint name="left_hinge" axis="0 1 0" actuatorfrcrange="-7 7" damping="0.1"/>
        <inertial pos="0.5 0 0" mass="2" diaginertia="0.1 0.2 0.2"/>
      </body>
      <body pos="-0.2 0 0">
        <joint name="right_hinge" axis="0 1 0"/>
        <inertial pos="0.5 0 0" mass="2" diaginertia="0.1 0.2 0.2"/>
      </body>
    </body>
  </worldbody>
</mujoco>"""


@pytest.fixture
def rods() -> mujoco.MjModel:
    return mujoco.MjModel.from_xml_string(RODS)


def chosen(text: str, rods: mujoco.MjModel, folder: Path) -> dict[str, Drive]:
    (folder / "drives.toml").write_text(text)
    known = known_drives.load(str(folder / "drives.toml"), rods)
    drives, _ = gains.drives(rods, known=known)
    return {drive.name: drive for drive in drives}


def test_what_is_known_is_taken_and_the_rest_is_derived(
    rods: mujoco.MjModel, tmp_path: Path
) -> None:
    plain = {drive.name: drive for drive in gains.drives(rods)[0]}
    drives = chosen(
        '["*_hinge"]\ntorque_limit = 500\narmature = 0.5\n'
        '["left_hinge"]\nkp = 80.0\nkd = 2.0\nvelocity_limit = 9\n',
        rods,
        tmp_path,
    )
    left, right = drives["left_hinge"], drives["right_hinge"]
    assert (left.kp, left.kd, left.damping, left.velocity_limit) == (80.0, 2.0, 0.0, 9.0)
    assert left.derived == ()
    assert {left.limit, right.limit} == {500.0} and {left.armature, right.armature} == {0.5}
    assert right.derived == ("gains",) and right.velocity_limit is None
    assert right.kp > plain["right_hinge"].kp, "the armature that is known counts"
    assert plain["right_hinge"].derived == ("gains", "torque limit", "armature")
    assert plain["left_hinge"].derived == ("gains", "armature")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('["knee"]\ntorque_limit = 1', 'no joint is called "knee"; they are left_hinge, right_'),
        ('["left_hinge"]\ntorque = 1', "unknown key 'torque': use torque_limit, armature"),
        ('["left_hinge"]\ntorque_limit = -1', 'torque_limit of "left_hinge" is -1: give'),
        ('["left_hinge"]\ntorque_limit = nan', "is nan: give a number from 0"),
        ('["left_hinge"]\ntorque_limit = 0', "is 0, and has to be more"),
        ('["left_hinge"]\narmature = true', "is True: give a number"),
        ('["left_hinge"]\nkp = 3', "left_hinge has one of kp and kd"),
        ("left_hinge = 3", '"left_hinge" is no table'),
        ("[", "is not valid TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_in_a_sentence(
    rods: mujoco.MjModel, tmp_path: Path, text: str, says: str
) -> None:
    with pytest.raises(StuntmanError) as caught:
        chosen(text, rods, tmp_path)
    assert says in str(caught.value) and "drives.toml" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_file_that_is_not_there_is_named_with_the_robots_that_are(rods: mujoco.MjModel) -> None:
    with pytest.raises(StuntmanError, match=r"--drives ghost\.toml: no such file.*unitree_g1"):
        known_drives.load("ghost.toml", rods)
    assert known_drives.fitting(rods) == []


def test_a_body_keeps_and_tells_what_was_derived(
    tmp_path: Path,
    humanoid: Character,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    monkeypatch.setenv("COLUMNS", "160")
    motors = humanoid.model_path.read_text().split("<actuator>")[0] + "</mujoco>"
    (tmp_path / "doll.xml").write_text(motors)
    (tmp_path / "drives.toml").write_text('["*knee*"]\ntorque_limit = 222\nvelocity_limit = 17\n')

    added = adopt(tmp_path / "doll.xml", "doll", {}, str(tmp_path / "drives.toml"))

    knees = [drive for drive in added.drives if "knee" in drive.name]
    assert knees and all(drive.limit == 222.0 for drive in knees)
    body = characters.load("doll")
    assert len(body.derived_drives) == len(added.drives)
    assert "torque limit" not in body.derived_drives[knees[0].name]
    assert body.drives[knees[0].name].velocity_limit == 17.0
    assert cli.main(["character", "doll"]) == 0
    (row,) = [line for line in capsys.readouterr().out.splitlines() if knees[0].name in line]
    assert "222" in row and "17" in row and "gains" in row
    assert characters.load("humanoid").derived_drives == {}


def test_the_known_drives_of_the_g1_are_its_motors(tmp_path: Path) -> None:
    """All of a model with its joints' names; the figures are the published ones."""
    sides = ("left", "right")
    legs = [f"{s}_{j}_joint" for s in sides for j in ("hip_pitch", "knee", "ankle_roll")]
    names = [*legs, "waist_yaw_joint", "waist_roll_joint", "left_elbow_joint"]
    names += ["waist_pitch_joint", "left_hip_yaw_joint", "left_hip_roll_joint"]
    names += [f"left_{j}_joint" for j in ("shoulder_yaw", "wrist_roll", "wrist_pitch", "wrist_yaw")]
    links = "".join(f'<body><joint name="{n}"/><geom size="0.1"/></body>' for n in names)
    model = mujoco.MjModel.from_xml_string(
        f"<mujoco><worldbody><body><freejoint/><geom size='.1'/>{links}</body></worldbody></mujoco>"
    )
    known = known_drives.load("unitree_g1", model)
    assert known_drives.fitting(model) == ["unitree_g1"]
    limits = {name: drive.torque_limit for name, drive in known.items()}
    assert limits["left_hip_pitch_joint"] == limits["left_hip_yaw_joint"] == 88.0
    assert limits["left_hip_roll_joint"] == limits["right_knee_joint"] == 139.0
    assert limits["left_ankle_roll_joint"] == limits["waist_roll_joint"] == 50.0
    assert limits["waist_yaw_joint"] == 88.0 and limits["left_shoulder_yaw_joint"] == 25.0
    assert limits["left_wrist_pitch_joint"] == limits["left_wrist_yaw_joint"] == 5.0
    assert all(drive.armature and drive.velocity_limit for drive in known.values())
