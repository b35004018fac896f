"""Keyframes: what they draw is what the body does, and what they get wrong has its line named."""

from collections.abc import Callable
from pathlib import Path

import mujoco
import numpy as np
import pytest

from stuntman.characters import library as bodies
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import lowest_points
from stuntman.motion import formats
from stuntman.motion.clip import Clip
from stuntman.retargeting.retarget import Reference, retarget
from stuntman.spatial import rotations as rot

STEP = """\
character = "humanoid"
duration = 0.3
loop = true
travel = 0.2
mirror = true

[[pose]]
time = 0.0
root = { z = -0.03, pitch = 5 }
chest = { yaw = 10 }
left_elbow = 40
left_foot = { x = 0, z = 0, pitch = 0 }

[[pose]]
time = 0.1
easing = "linear"
left_foot = { x = 0.1, z = 0.08 }

[[pose]]
time = 0.15
left_foot = { x = 0.2, z = 0 }
"""
CRAB = """<mujoco><worldbody><body name="shell" pos="0 0 1"><freejoint/><geom size="0.1"/>
  <body name="claw"><joint name="claw"/><geom size="0.1"/></body></body></worldbody></mujoco>"""
Read = Callable[[str], Clip]
Perform = Callable[[str], Reference]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(text: str) -> Clip:
        (tmp_path / "drawn.toml").write_text(text)
        return formats.read(tmp_path / "drawn.toml")

    return of


@pytest.fixture
def perform(read: Read, humanoid: Character, model: mujoco.MjModel) -> Perform:
    return lambda text: retarget(read(text), humanoid, model)


def still(pose: str) -> str:
    return f'character = "humanoid"\nduration = 0.5\n[[pose]]\ntime = 0\n{pose}'


def turn_of(clip: Clip, bone: str, frame: int = 0) -> np.ndarray:
    return clip.rotations[frame, clip.skeleton.names.index(bone)]


def sites(model: mujoco.MjModel, qpos: np.ndarray, name: str) -> tuple[np.ndarray, np.ndarray]:
    """Places (frames, 3) and matrices (frames, 3, 3) of a site."""
    data = mujoco.MjData(model)
    places, turns = [], []
    for position in qpos:
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        places.append(data.site(name).xpos.copy())
        turns.append(data.site(name).xmat.reshape(3, 3).copy())
    return np.array(places), np.array(turns)


def test_nothing_drawn_is_rest_upright_on_the_floor(read: Read, perform: Perform) -> None:
    text = still("chest = { roll = 0 }")
    clip = read(text)
    assert np.all(rot.angle_between(rot.IDENTITY, clip.rotations) < 1e-5)
    reference = perform(text)
    assert reference.clamped == 0.0
    assert reference.penetration < 1e-4
    assert (clip.name, clip.character, clip.loops) == ("drawn", "humanoid", False)
    assert clip.timing.duration == pytest.approx(0.5)
    assert clip.fps == pytest.approx(60.0)


def test_angles_are_in_degrees_about_the_parents_axes(read: Read) -> None:
    clip = read(still("left_hip = { roll = 10, pitch = -50, yaw = 20 }\nleft_knee = -30"))
    # scipy's capital letters turn about axes that go along: yaw, then pitch, then roll.
    expected = np.radians([20.0, -50.0, 10.0])
    yaw, pitch, roll = (
        rot.from_rotvec(angle * axis) for angle, axis in zip(expected, np.eye(3)[::-1], strict=True)
    )
    wanted = rot.multiply(yaw, rot.multiply(pitch, roll))
    assert rot.angle_between(turn_of(clip, "left_hip"), wanted) < 1e-4
    # A hip that pitches by -50 swings the leg forward; a knee that bends swings the shin back.
    places = dict(zip(clip.skeleton.names, clip.global_transforms()[0][0], strict=True))
    assert places["left_knee"][0] > 0.2
    assert places["left_ankle"][0] - places["left_knee"][0] < 0.2
    bend = rot.to_rotvec(turn_of(clip, "left_knee"))
    np.testing.assert_allclose(bend, [0.0, np.radians(30.0), 0.0], atol=1e-4)


def test_a_joint_between_its_keys_passes_by_what_others_draw(read: Read) -> None:
    text = still("left_elbow = 10") + "\n[[pose]]\ntime = 0.2\nleft_knee = -30\n[[pose]]\n"
    clip = read(text + "time = 0.4\nleft_elbow = 50\neasing = 'linear'")
    angles = np.degrees(rot.to_rotvec(clip.rotations))[..., 1]
    elbow = -angles[:, clip.skeleton.names.index("left_elbow")]
    assert elbow[[0, 12, 24, 30]] == pytest.approx([10, 30, 50, 50], abs=0.01)


def test_a_foot_comes_where_it_is_drawn(perform: Perform, model: mujoco.MjModel) -> None:
    reference = perform(still("root = { z = -0.15, x = 0.05 }\nleft_foot = { x = 0.1, z = 0.12 }"))
    standing = perform(still("chest = { roll = 0 }"))
    for foot, way in (("left_foot", [0.1, 0.0, 0.12]), ("right_foot", [0.05, 0.0, -0.15])):
        places, _ = sites(model, reference.qpos, foot)
        rest, _ = sites(model, standing.qpos, foot)
        if foot == "left_foot":
            # retarget puts the lowest foot onto the floor; the way between both feet is drawn
            right = sites(model, reference.qpos, "right_foot")[0]
            rest_right = sites(model, standing.qpos, "right_foot")[0]
            gap = (places - right) - (rest - rest_right)
            np.testing.assert_allclose(gap, np.tile([0.05, 0.0, 0.27], (len(gap), 1)), atol=1e-3)
        else:
            np.testing.assert_allclose(places[:, 0], rest[:, 0] + way[0], atol=1e-3)


def test_a_hand_comes_where_it_is_drawn_turned_as_it_is_drawn(
    read: Read, perform: Perform, model: mujoco.MjModel
) -> None:
    text = still("left_hand = { x = 0.3, y = 0.1, z = 0.5 }")
    rest, _ = sites(model, perform(still("chest = { roll = 0 }")).qpos, "left_hand")
    places, _ = sites(model, perform(text).qpos, "left_hand")
    np.testing.assert_allclose(places - rest, np.tile([0.3, 0.1, 0.5], (len(rest), 1)), atol=1e-3)

    foot = still("root = { z = -0.1 }\nleft_foot = { z = 0.1, pitch = 30 }")
    _, turns = sites(model, perform(foot).qpos, "left_foot")
    np.testing.assert_allclose(turns[0, :, 0], [np.cos(np.pi / 6), 0, -0.5], atol=1e-3)


def test_a_joint_that_is_rounded_past_its_limit_stays_at_it(read: Read) -> None:
    clip = read(still("left_elbow = -0.3\nleft_foot = { x = 0.1, z = 0.1 }"))
    assert rot.angle_between(rot.IDENTITY, turn_of(clip, "left_elbow")) < 1e-6


def test_a_foot_leaves_the_trunk_alone(read: Read) -> None:
    """Both fore legs hang on the chest: it stays as it is drawn, whatever the one of them does."""
    text = still("left_fore_foot = { x = 0.1, z = 0.05 }").replace("humanoid", "dog")
    clip = read(text)
    for bone in ("chest", "spine", "right_shoulder", "neck"):
        assert rot.angle_between(rot.IDENTITY, turn_of(clip, bone)) < 1e-5
    assert rot.angle_between(rot.IDENTITY, turn_of(clip, "left_elbow")) > 0.1


def test_a_mirror_shows_the_other_side_half_a_cycle_later(read: Read) -> None:
    clip = read(STEP)
    half = clip.frames // 2
    mirrored = clip.mirror()
    order = [mirrored.skeleton.names.index(name) for name in clip.skeleton.names]
    first, second = slice(0, half + 1), slice(half, 2 * half + 1)
    apart = rot.angle_between(mirrored.rotations[first][:, order], clip.rotations[second])
    assert apart.max() < 1e-3
    way = clip.root_positions[second] - mirrored.root_positions[first]
    np.testing.assert_allclose(way, np.tile([0.1, 0.0, 0.0], (half + 1, 1)), atol=1e-4)


def test_a_loop_closes_and_travels(read: Read) -> None:
    clip = read(STEP)
    assert clip.loops
    np.testing.assert_allclose(
        clip.root_positions[-1] - clip.root_positions[0], [0.2, 0.0, 0.0], atol=1e-4
    )
    assert rot.angle_between(clip.rotations[0], clip.rotations[-1]).max() < 1e-4
    # No step is longer than a knee bends in one that lifts a foot by 1 cm.
    assert rot.angle_between(clip.rotations[1:], clip.rotations[:-1]).max() < 0.3


def test_a_cycle_turns_evenly(read: Read, perform: Perform) -> None:
    """By 90 degrees in two seconds; a whole turn leads back to where it began."""
    text = still("root = { pitch = 5 }").replace("0.5", "2.0\nloop = true\nturn = 90")
    clip, upright = read(text), np.array([0.0, 0.0, 1.0])
    for part in (0.5, 1.0):
        frame = round(part * (clip.frames - 1))
        turned = rot.multiply(
            rot.from_rotvec(np.radians(90 * part) * upright), turn_of(clip, "root")
        )
        assert rot.angle_between(turned, turn_of(clip, "root", frame)) < 1e-4
    assert perform(text).cycle_yaw == pytest.approx(np.radians(90), abs=1e-3)
    whole = perform(text.replace("turn = 90", "turn = 360"))
    assert whole.cycle_yaw == pytest.approx(0.0, abs=1e-3)
    np.testing.assert_allclose(whole.qvel[:, 3:6] @ upright, np.pi, atol=0.02)


@pytest.mark.parametrize("called", ["root", "shell"])
def test_the_link_with_the_free_joint_is_the_root_by_either_name(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str
) -> None:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path)
    (tmp_path / "crab").mkdir()
    (tmp_path / "crab" / "character.xml").write_text(CRAB)
    (tmp_path / "crab" / "character.toml").write_text("")
    text = still(f"{called} = {{ z = -0.1, yaw = 20 }}").replace("humanoid", "crab")
    drawn, rest = read(text), read(text.replace("-0.1", "0"))
    np.testing.assert_allclose(drawn.root_positions - rest.root_positions, [[0, 0, -0.1]] * 31)
    assert np.degrees(rot.angle_between(rot.IDENTITY, turn_of(drawn, "shell"))) == pytest.approx(
        20.0, abs=0.01
    )
    with pytest.raises(StuntmanError, match="shell is drawn twice at 0 s; leave one out"):
        read(text + "\n[[pose]]\ntime = 0\nshell = { z = 0 }\nroot = { z = 0 }")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("left_elbow", "left_elbo", 11, "has no joint or site 'left_elbo'; use left_elbow"),
        ("left_elbow", "elbow", 11, "has no joint or site 'elbow'; use left_elbow or right_elbow"),
        ("root", "body", 9, "has no joint or site 'body'; it has root, "),
        ("left_elbow = 40", "left_elbow = { pitch = 4 }", 11, "left_elbow of humanoid takes one"),
        ("left_elbow = 40", "left_elbow = '40'", 11, "left_elbow has to be a number of degrees"),
        ("left_elbow = 40", "left_elbow = nan", 11, "left_elbow has to be a number of degrees"),
        ("left_elbow = 40", "left_elbow = -20", 11, "_elbow is 20 degrees past its limit"),
        ("yaw = 10", "yaw = 100", 10, "chest is 31 degrees past its limit"),
        ("yaw = 10", "twist = 10", 10, "chest of humanoid takes a table of roll, pitch, yaw"),
        ("x = 0.1, z = 0.08", "z = 0.08, x = 1.5", 12, "_foot stays"),
        ("{ x = 0.1, z = 0.08 }", "[\n0,\n1 ]", 19, "left_foot has to be a number of degrees"),
        ('"linear"', '"slow"', 16, "easing has to be one of smooth, ease, linear, hold"),
        ("time = 0.1", "time = 0.3", 15, "time is 0.3 s: give one from 0 to below 0.3"),
        ("time = 0.1\n", "", 14, "this pose has no time"),
        (
            "time = 0.1",
            "time = 0.15\nright_elbow = 2",
            16,
            "once as a mirror image",
        ),
        ("loop = true\n", "", 4, "mirror is for a cycle"),
        ("duration = 0.3", "duration = 0", 2, "duration is 0 s; make it 0.1 or more"),
        ("duration = 0.3", "duration = 9e9", 2, "duration has to be a number of seconds"),
        ("travel", "traval", 4, "'traval' is no setting; use character, duration"),
        ('"humanoid"', '"humanoit"', 1, "No character 'humanoit': give one of"),
        ("mirror = true", "mirror = 1", 5, "mirror has to be true or false"),
        ("travel = 0.2", "turn = 90", 4, "what turns is not its own mirror image"),
        ("travel = 0.2\nmirror = true", "turn = 90", 4, "left_foot is drawn where it is in the"),
        ("[[pose]]", "[[", 7, ""),
    ],
)
def test_an_error_names_the_line(read: Read, old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(StuntmanError) as caught:
        read(STEP.replace(old, new))
    message = str(caught.value)
    assert "drawn.toml: " in message
    assert f"line {line}" in message
    assert said in message
    assert "\n" not in message


def test_the_documents_example_squats(perform: Perform) -> None:
    page = (Path(__file__).parents[3] / "docs" / "keyframes.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    heights = perform(text).qpos[:, 2]
    assert heights[len(heights) // 2] < heights[0] - 0.2


def test_what_is_told_without_posing_is_so(read: Read, tmp_path: Path) -> None:
    assert read(STEP).timing == formats.timing(tmp_path / "drawn.toml")


def test_a_gait_is_half_drawn(perform: Perform, model: mujoco.MjModel) -> None:
    """Both feet come down though only the left one is drawn, and neither into the floor."""
    reference = perform(STEP)
    assert lowest_points(model, reference.qpos).min() > -1e-4
    for foot in ("left_foot", "right_foot"):
        places, _ = sites(model, reference.qpos, foot)
        assert np.ptp(places[:, 2]) == pytest.approx(0.08, abs=0.005)
