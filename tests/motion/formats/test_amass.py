"""AMASS arrays: SMPL, SMPL-H and SMPL-X on the mean SMPL body, and nothing pickled is loaded."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.motion import formats
from stuntman.motion.formats.options import Options
from stuntman.spatial import rotations as rot

JOINTS = {"pelvis": 0, "left_hip": 1, "right_hip": 2, "left_shoulder": 16, "right_elbow": 19}
# At rest the body is y up; in these files the pelvis turns it upright, to face x.
UPRIGHT = rot.to_rotvec(np.array([0.5, 0.5, 0.5, 0.5]))


def save(path: Path, width: int = 156, rate: str = "mocap_framerate", **changes: Any) -> Path:
    poses = np.zeros((5, width))
    poses[:, :3] = UPRIGHT
    arrays: dict[str, Any] = {"poses": poses, "trans": np.tile([1.0, 2.0, 0.9], (5, 1))}
    arrays |= {rate: np.array(120.0), "betas": np.zeros(16), "gender": np.array("neutral")}
    np.savez(path, **{key: value for key, value in (arrays | changes).items() if value is not None})
    return path


@pytest.mark.parametrize("width", [66, 72, 156, 165])
@pytest.mark.parametrize("rate", ["mocap_framerate", "mocap_frame_rate"])
def test_each_body_model_stands_upright_with_its_arms_out(
    tmp_path: Path, width: int, rate: str
) -> None:
    clip = formats.read(save(tmp_path / "stand.npz", width, rate))

    positions = dict(zip(clip.skeleton.names, clip.global_transforms()[0][0], strict=True))
    assert (clip.frames, clip.fps, clip.loops) == (5, 120.0, False)
    height = positions["head"][2] - positions["left_foot"][2]
    assert height == pytest.approx(1.45, abs=0.1)
    assert positions["left_hand"][1] - positions["right_hand"][1] == pytest.approx(1.53, abs=0.1)
    assert positions["left_foot"][2] == pytest.approx(0.0, abs=0.1)
    assert positions["left_foot"][0] > positions["left_ankle"][0]
    clip.mirror()


@pytest.mark.parametrize("joint", JOINTS)
def test_a_joint_turns_as_its_three_numbers_say(tmp_path: Path, joint: str) -> None:
    turn = np.array([0.3, -0.2, 0.5])
    poses = np.zeros((5, 72))
    poses[:, :3] = UPRIGHT
    column = 3 * JOINTS[joint]
    poses[:, column : column + 3] = turn
    if joint == "pelvis":
        leaning = rot.multiply(rot.from_rotvec(turn), rot.from_rotvec(UPRIGHT))
        poses[:, :3] = rot.to_rotvec(leaning)
    clip = formats.read(save(tmp_path / "turn.npz", poses=poses))

    turned = rot.to_rotvec(clip.rotations[0, clip.skeleton.names.index(joint)])
    if joint == "pelvis":  # it leans by half a radian then
        local = rot.multiply(rot.from_rotvec(turn), rot.from_rotvec(UPRIGHT))
        local = rot.multiply(local, rot.conjugate(rot.from_rotvec(UPRIGHT)))
        np.testing.assert_allclose(turned, rot.to_rotvec(local), atol=1e-9)
    else:  # the file's x to the left, y up, z forward are our y, z, x
        np.testing.assert_allclose(turned, turn[[2, 0, 1]], atol=1e-9)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"poses": None}, "lacks 'poses'"),
        ({"mocap_framerate": None}, r"lacks its rate \(mocap_framerate, .*--file-fps"),
        ({"poses": np.zeros((5, 70))}, r"'poses' \(5, 70\) and 'trans' \(5, 3\) do not fit"),
        ({"trans": np.zeros((4, 3))}, "do not fit"),
        ({"mocap_framerate": np.array(0.0)}, "frame rate makes no sense"),
        ({"poses": np.full((5, 72), np.nan)}, "frame 1 holds a number that is no angle"),
        ({"trans": np.full((5, 3), np.inf)}, "frame 1 holds a number that is no motion"),
        ({"poses": np.zeros((1, 72)), "trans": np.zeros((1, 3))}, "1 frames"),
        ({"poses": np.array([{}] * 5)}, "no sound .npz archive"),
        ({"poses": np.array(["a"] * 5)}, "'poses' holds no numbers"),
    ],
)
def test_damage_ends_in_a_sentence(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = save(tmp_path / "bad.npz", **changes)
    with pytest.raises(StuntmanError, match=f"bad.npz: .*{said}"):
        formats.read(path)


@pytest.mark.parametrize(
    "keys",
    [
        {"root_orient": "global_orient", "pose_body": "body_pose", "trans": "transl"},
        {"poses": "pose", "trans": "trans_world"},
        {"poses": "smpl_poses", "trans": "smpl_trans"},
    ],
)
def test_other_tools_keys_are_known_and_a_missing_one_is_named(
    tmp_path: Path, keys: dict[str, str]
) -> None:
    poses = np.zeros((20, 66))
    poses[:, :3] = UPRIGHT
    arrays: dict[str, Any] = {"trans": np.zeros((20, 3)), "poses": np.pad(poses, ((0, 0), (0, 6)))}
    if "root_orient" in keys:
        arrays = {"trans": arrays["trans"], "root_orient": poses[:, :3], "pose_body": poses[:, 3:]}
    path = tmp_path / "other.npz"
    np.savez(path, **{keys[key]: array for key, array in arrays.items()})
    with pytest.raises(StuntmanError, match=r"lacks its rate.*--file-fps"):
        formats.read(path)
    clip = formats.read(path, Options(fps=30.0))
    assert (clip.frames, clip.fps) == (20, 30.0)
    head, foot = (clip.skeleton.names.index(name) for name in ("head", "left_foot"))
    places, _ = clip.global_transforms()
    assert places[0, head, 2] - places[0, foot, 2] > 1.3
    np.savez(path, **{keys[key]: array for key, array in arrays.items() if key != "trans"})
    with pytest.raises(StuntmanError, match=r"lacks 'trans' \(or .*transl.*; it has "):
        formats.read(path, Options(fps=30.0))


def walking(frames: int = 20) -> dict[str, Any]:
    """Someone upright who swings a knee, in axes z up."""
    poses = np.zeros((frames, 24, 3))
    poses[:, 0] = UPRIGHT
    poses[:, 4, 0] = np.linspace(0.1, 0.9, frames)
    trans = np.column_stack([np.linspace(0.0, 1.0, frames), np.zeros((frames, 2))])
    return {"poses": poses, "trans": trans}


def knee(path: Path, up: str | None = "z") -> Any:
    clip = formats.read(path, Options(fps=30.0, up=up))
    return rot.to_rotvec(clip.rotations[:, clip.skeleton.names.index("left_knee")])


GROUP = "smpl_params_global"
LAYOUTS: dict[str, Any] = {
    "GVHMR": lambda p, t: {
        f"{GROUP}/global_orient": p[:, 0], f"{GROUP}/body_pose": p[:, 1:22].reshape(len(p), -1),
        f"{GROUP}/transl": t, f"{GROUP}/betas": np.zeros((len(p), 10)),
        "smpl_params_incam/global_orient": 0 * p[:, 0], "smpl_params_incam/transl": 0 * t,
        "smpl_params_incam/body_pose": 0 * p[:, 1:22].reshape(len(p), -1)},
    "with dots": lambda p, t: {f"a.{GROUP}.global_orient": p[:, 0],
                               f"a.{GROUP}.body_pose": p[:, 1:24], f"a.{GROUP}.transl": t},
    "WHAM": lambda p, t: {"0/pose": 0 * p.reshape(len(p), -1), "0/trans": 0 * t,
                          "0/pose_world": p.reshape(len(p), -1), "0/trans_world": t},
    "TRAM": lambda p, t: {"pred_rotmat": matrices(p), "pred_trans": t[:, None]},
    "4D-Humans": lambda p, t: {"smpl/global_orient": matrices(p[:, :1]), "smpl/transl": t,
                               "smpl/body_pose": matrices(p[:, 1:])},
    "a row of matrices": lambda p, t: {"poses": matrices(p), "trans": t},
    "a row of vectors": lambda p, t: {"poses": p, "trans": t},
}  # fmt: skip


def matrices(vectors: np.ndarray) -> np.ndarray:
    return rot.to_matrix(rot.from_rotvec(vectors))


@pytest.mark.parametrize("tool", LAYOUTS)
def test_dictionaries_in_dictionaries_and_matrices_are_the_same_motion(
    tmp_path: Path, tool: str
) -> None:
    plain = walking()
    np.savez(tmp_path / "plain.npz", **plain)
    path = tmp_path / "tool.npz"
    np.savez(path, **LAYOUTS[tool](plain["poses"], plain["trans"]))
    np.testing.assert_allclose(knee(path), knee(tmp_path / "plain.npz"), atol=1e-6)
    clip = formats.read(path, Options(fps=30.0, up="z"))
    assert np.linalg.norm(clip.root_positions[-1] - clip.root_positions[0]) == pytest.approx(1.0)
    assert any("smpl_params_incam" in note for note in clip.notes) == (tool == "GVHMR")


def test_matrices_that_are_no_rotations_and_pickled_dictionaries_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.npz"
    np.savez(path, pred_rotmat=np.ones((20, 24, 3, 3)), pred_trans=np.zeros((20, 3)))
    with pytest.raises(StuntmanError, match=r"'poses' \(20, 24, 3, 3\) holds a matrix that is no"):
        formats.read(path, Options(fps=30.0))
    inner: dict[str, Any] = {"global_orient": np.zeros((20, 3)), "transl": np.zeros((20, 3))}
    np.savez(path, smpl_params_global=np.array(inner, dtype=object))
    with pytest.raises(StuntmanError, match=r"'smpl_params_global' is pickled.*numpy\.savez"):
        formats.read(path)
    np.savez(path, **{f"{GROUP}/{key}": array for key, array in inner.items()})
    with pytest.raises(
        StuntmanError,
        match=r"lacks 'pose_body' \(or body_pose\); it has smpl_params_global/global_or",
    ):
        formats.read(path, Options(fps=30.0))


def test_all_keys_are_told_where_one_lacks(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", root_pos=np.zeros((5, 3)), dof=np.zeros((5, 29)), fps=30)
    with pytest.raises(StuntmanError, match=r"lacks 'poses' .*it has dof, fps, root_pos"):
        formats.read(tmp_path / "other.npz")
    np.savez(tmp_path / "pickled.npz", smpl_params_global=np.array({}, dtype=object), fps=30)
    with pytest.raises(StuntmanError, match="'smpl_params_global' is pickled"):
        formats.read(tmp_path / "pickled.npz")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"poses": np.zeros((5, 24, 6))}, r"\(5, 24, 6\) holds no rotation vectors"),
        ({"poses": np.zeros((5, 24, 4))}, r"\(5, 24, 4\) holds no rotation vectors"),
        ({"poses": np.zeros((2, 5, 72)), "trans": np.zeros((2, 5, 3))}, "holds 2 motions"),
        ({"poses": np.full((5, 72), 40.0)}, "more than a whole turn: radians are due"),
        ({"mocap_framerate": None, "fps": np.array([30.0, 25.0])}, "mend 'fps'"),
    ],
)
def test_what_is_meant_otherwise_is_named(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(StuntmanError, match=said):
        formats.read(save(tmp_path / "other.npz", 72, **changes))


def test_batches_of_one_rates_a_frame_and_other_units_of_the_way_are_taken(tmp_path: Path) -> None:
    plain = formats.read(save(tmp_path / "plain.npz", 72))
    way = np.tile([100.0, 200.0, 90.0], (5, 1))
    poses = np.zeros((1, 5, 72))
    poses[..., :3] = UPRIGHT
    tries: list[tuple[dict[str, Any], Options]] = [
        ({"poses": poses, "trans": way[None] / 100.0}, Options()),
        ({"mocap_framerate": np.full(5, 120.0)}, Options()),
        ({"trans": way}, Options(unit=0.01)),
        ({"trans": way, "smpl_scaling": np.array([100.0])}, Options()),
    ]
    for number, (changes, options) in enumerate(tries):
        clip = formats.read(save(tmp_path / f"{number}.npz", 72, **changes), options)
        np.testing.assert_allclose(clip.root_positions, plain.root_positions, atol=1e-9)
        np.testing.assert_allclose(clip.skeleton.offsets, plain.skeleton.offsets, atol=1e-9)
