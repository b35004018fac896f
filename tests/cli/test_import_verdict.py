"""What `stuntman import` says of files, takes and folders: good, usable, not usable."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stuntman import cli
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import bvh
from stuntman.planning.assessment import AS_DRAWN
from stuntman.planning.config import PlanConfig
from stuntman.recipes import recipe
from stuntman.retargeting import report, verdict
from stuntman.spatial import rotations as rot

Call = Callable[..., tuple[int, str, str]]
NAMES = {"root": "Hips", "chest": "Spine", "neck": "Head", "hip": "UpLeg", "knee": "Leg"}
NAMES |= {"ankle": "Foot", "shoulder": "Arm", "elbow": "ForeArm", "wrist": "Hand"}


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Call:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STUNTMAN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "300")

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def step(walk: Clip) -> Clip:
    """Half a second of the walk under Mixamo's names, so that it is fitted and not copied."""
    names = tuple(
        "".join([f"{side}_" if side else "", NAMES[part]])
        for side, _, part in (name.rpartition("_") for name in walk.skeleton.names)
    )
    return replace(walk, skeleton=replace(walk.skeleton, names=names)).slice(0.0, 0.5)


def jumping(clip: Clip) -> Clip:
    places = clip.root_positions.copy()
    places[8:] += [0.0, 3.0, 0.0]
    return replace(clip, root_positions=places)


def high(clip: Clip) -> Clip:
    return replace(clip, root_positions=clip.root_positions + np.array([0.0, 0.0, 85e3]))


def random(clip: Clip) -> Clip:
    rng = np.random.default_rng(0)
    return replace(clip, rotations=rot.normalize(rng.normal(size=clip.rotations.shape)))


def still(clip: Clip) -> Clip:
    return replace(
        clip,
        root_positions=clip.root_positions * 0.0 + clip.root_positions[:1],
        rotations=np.repeat(clip.rotations[:1], clip.frames, axis=0),
    )


def gliding(clip: Clip) -> Clip:
    return replace(clip, rotations=np.repeat(clip.rotations[:1], clip.frames, axis=0))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (jumping, r"the root jumps by 3 m at frame 9"),
        (high, r"8.5e\+04 m above the floor"),
        (random, r"joints turn by \d+ rad/s"),
        (still, "nothing moves in it"),
        (gliding, "only its root moves"),
    ],
)
def test_nonsense_is_named_and_not_kept_unless_anyway(
    call: Call, step: Clip, tmp_path: Path, change: Callable[[Clip], Clip], said: str
) -> None:
    bvh.write(change(step), tmp_path / "odd.bvh")
    code, out, err = call("import", "odd.bvh")
    assert code == 1
    assert re.search(said, err), err
    assert err.count("\n") == 1 and "verdict" in out
    assert not list(library.own_folder().glob("*"))
    code, out, _ = call("import", "odd.bvh", "--anyway")
    assert code == 0
    assert "not usable" in out
    assert library.load("odd").frames > 2


def test_a_rigid_spin_that_somebody_has_drawn_is_kept(call: Call, tmp_path: Path) -> None:
    (tmp_path / "spin.toml").write_text(
        'character = "humanoid"\nduration = 2\nloop = true\nturn = 360\n'
        "[[pose]]\ntime = 0\nleft_shoulder = { roll = 60 }\n"
    )
    code, _, err = call("import", "spin.toml")
    assert code == 0, err
    assert library.load("spin").loops


def test_a_clean_walk_is_good(call: Call, step: Clip, tmp_path: Path) -> None:
    bvh.write(step, tmp_path / "step.bvh")
    code, out, _ = call("import", "step.bvh")
    assert code == 0
    assert re.search(r"verdict +good", out)


def test_a_seam_of_centimetres_makes_a_loop_only_usable(
    call: Call, step: Clip, tmp_path: Path
) -> None:
    bvh.write(step, tmp_path / "step.bvh")
    code, out, _ = call("import", "step.bvh", "--loop", "wrap")
    assert code == 0
    assert re.search(r"verdict +usable: the loop's end is [\d.]+ cm and \d+ degrees", out)


@pytest.mark.parametrize("rises", [0.0, 6.0])
def test_a_check_plans_the_clip_and_the_verdict_tells_what_it_could_not_do(
    call: Call, step: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rises: float
) -> None:
    """Of the step as it is, and of one that rises into the air at so many m/s."""
    step = step.slice(0.0, 0.3)
    up = np.arange(step.frames)[:, None] / step.fps * [0.0, 0.0, rises]
    bvh.write(replace(step, root_positions=step.root_positions + up), tmp_path / "step.bvh")
    load, quick = recipe.load, PlanConfig(lookahead=6, other_horizons=(), samples=64)
    monkeypatch.setattr(recipe, "load", lambda name: replace(load(name), planning=quick))
    code, out, _ = call("import", "step.bvh", "--check")
    assert code == 0
    said = " ".join(out.split())  # lines end where the terminal's width has them end
    told = re.search(r"planned the plan earns (0\.\d\d) a step", said)
    assert told is not None, out
    found = re.search(r"verdict .*the plan earns", said)
    assert (found is not None) == (rises > 0.0), out
    assert (float(told[1]) < AS_DRAWN) == (rises > 0.0), out


def test_a_clip_too_short_to_learn_is_refused(call: Call, step: Clip, tmp_path: Path) -> None:
    bvh.write(step.slice(0.0, 0.04), tmp_path / "blink.bvh")
    code, _, err = call("import", "blink.bvh")
    assert code == 1
    assert "a motion to learn takes 0.25 s or more" in err


def test_hands_far_off_are_not_usable(step: Clip) -> None:
    figures = report.Report({}, (), 1.0, 0.48, (0.0, 0.0), (0.0, 0.0), 0.0, 60.0)

    class Reference:
        clamped = 0.0

    told = verdict.judge(step, step, 0.0, Reference(), figures)  # type: ignore[arg-type]
    assert told.grade == verdict.Grade.NOT_USABLE
    assert told.findings == ("hands and feet are 48 % of leg length off",)


def test_a_folder_is_brought_with_a_table_and_a_summary(
    call: Call, step: Clip, tmp_path: Path
) -> None:
    folder = tmp_path / "clips"
    (folder / "more").mkdir(parents=True)
    bvh.write(step, folder / "a step.bvh")
    bvh.write(step.mirror(), folder / "more" / "a step.bvh")
    bvh.write(jumping(step), folder / "jumps.bvh")
    (folder / "broken.bvh").write_text("HIERARCHY\nROOT")
    (folder / "notes.md").write_text("not a clip")
    code, out, _ = call("import", "clips")
    assert code == 1
    assert "2 of 4 kept" in out
    assert {path.stem for path in library.own_folder().glob("*")} == {"a_step", "more_a_step"}
    summary = (folder / "import_summary.md").read_text()
    for wanted in ("| good |", "| not usable | the root jumps", "| refused |"):
        assert wanted in summary


def test_takes_are_listed_and_brought_by_name_or_all(
    call: Call, step: Clip, tmp_path: Path
) -> None:
    write_takes(step, tmp_path / "two.gltf")
    code, out, _ = call("import", "two.gltf", "--takes")
    assert code == 0
    assert re.search(r"pose .*no", out) and re.search(r"go .*yes", out)
    assert not list(library.own_folder().glob("*"))
    assert call("import", "two.gltf")[0] == 0
    assert library.load("two").duration == pytest.approx(1.0, abs=0.05)  # the longest
    assert call("import", "two.gltf", "--take", "all")[0] == 0
    assert call("import", "two.gltf", "--take", "go", "slow")[0] == 0
    assert library.load("two_slow").duration == pytest.approx(1.0, abs=0.05)
    assert library.load("two_go").duration == pytest.approx(0.5, abs=0.03)
    assert "nothing moves in its take 'pose'" in call("import", "two.gltf", "--take", "pose")[1]


def test_bones_are_named_by_hand(call: Call, step: Clip, tmp_path: Path) -> None:
    swap = {"UpLeg": "Foot", "Foot": "UpLeg"}
    names = [f"{side}{mark}{swap.get(part, part)}"
             for side, mark, part in (n.rpartition("_") for n in step.skeleton.names)]  # fmt: skip
    odd = replace(step, skeleton=replace(step.skeleton, names=tuple(names)))
    bvh.write(odd, tmp_path / "odd.bvh")
    code, _, err = call("import", "odd.bvh")
    assert code == 1
    assert "--bone-map left_thigh BONE" in err
    told = []
    for side in ("left", "right"):
        told += [f"{side}_thigh", f"{side}_Foot", f"{side}_shin", f"{side}_Leg"]
        told += [f"{side}_foot", f"{side}_UpLeg"]
    code, out, err = call("import", "odd.bvh", "--bone-map", *told)
    assert (code, err) == (0, "")
    assert re.search(r"left_thigh > left_hip", out)


def write_takes(clip: Clip, path: Path) -> None:
    """A .gltf of a clip with a take in which nothing moves, one as it is, and one half as fast."""
    import base64

    skeleton = clip.skeleton
    children: list[list[int]] = [[] for _ in skeleton.names]
    for bone, parent in enumerate(skeleton.parents[1:], start=1):
        children[parent].append(bone)
    turn = [1, 2, 0]  # x ahead, y left, z up to x left, y up, z ahead
    nodes = [
        {"name": name, "translation": skeleton.offsets[bone][turn].tolist(),
         **({"children": children[bone]} if children[bone] else {})}
        for bone, name in enumerate(skeleton.names)
    ]  # fmt: skip
    quats = clip.rotations[..., [2, 3, 1, 0]]
    times = np.arange(clip.frames) / clip.fps
    takes = {
        "pose": (times[:2], quats[[0, 0]], clip.root_positions[[0, 0]]),
        "go": (times, quats, clip.root_positions),
        "slow": (2.0 * times, quats, clip.root_positions),
    }
    data, views, accessors, animations = b"", [], [], []

    def add(values: np.ndarray, kind: str) -> int:
        nonlocal data
        views.append({"buffer": 0, "byteOffset": len(data), "byteLength": 4 * values.size})
        data += values.astype("<f4").tobytes()
        accessors.append({"bufferView": len(views) - 1, "componentType": 5126, "type": kind,
                          "count": len(values)})  # fmt: skip
        return len(views) - 1

    for name, (keys, turns, places) in takes.items():
        key = add(keys, "SCALAR")
        samplers = [{"input": key, "output": add(turns[:, bone], "VEC4")}
                    for bone in range(len(nodes))]  # fmt: skip
        samplers.append({"input": key, "output": add(places[:, turn], "VEC3")})
        channels = [{"sampler": bone, "target": {"node": bone, "path": "rotation"}}
                    for bone in range(len(nodes))]  # fmt: skip
        channels.append({"sampler": len(nodes), "target": {"node": 0, "path": "translation"}})
        animations.append({"name": name, "samplers": samplers, "channels": channels})
    uri = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
    content = {
        "asset": {"version": "2.0"},
        "nodes": nodes,
        "animations": animations,
        "skins": [{"joints": list(range(len(nodes)))}],
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"uri": uri, "byteLength": len(data)}],
    }
    path.write_text(json.dumps(content))


def test_a_rate_at_which_hardly_anything_moves_is_said(
    call: Call, step: Clip, tmp_path: Path
) -> None:
    step = step.slice(0.0, 0.1)
    bvh.write(replace(step, fps=step.fps / 600.0), tmp_path / "slow.bvh")
    code, out, _ = call("import", "slow.bvh", "--file-fps", f"{step.fps / 600.0}", "--loop", "none")
    assert code == 0
    assert "its joints hardly turn" in out and "--file-fps" in out
