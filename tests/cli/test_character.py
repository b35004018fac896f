"""`stuntman character` as people meet it."""

import json
from pathlib import Path

import pytest

from stuntman import cli
from stuntman.characters import library as bodies
from stuntman.characters.character import Character
from stuntman.cli.console import CONSOLE
from stuntman.motion import library

HIP = "the_joint_that_lifts_the_{side}_leg_of_a_crab_to_the_side"
CRAB = """
<mujoco><worldbody><body name="shell" pos="0 0 0.2"><freejoint/>
  <geom type="box" size="0.2 0.2 0.05" mass="6"/>{legs}
</body></worldbody><actuator>{motors}</actuator></mujoco>"""


def crab() -> str:
    """A body on four legs of one joint each."""
    places = {"lf": (0.2, 0.2), "rf": (0.2, -0.2), "lh": (-0.2, 0.2), "rh": (-0.2, -0.2)}
    legs = "".join(
        f'<body name="{side}" pos="{x} {y} 0"><joint name="{HIP.format(side=side)}"/>'
        '<geom type="capsule" fromto="0 0 0 0 0 -0.18" size="0.02" mass="1"/></body>'
        for side, (x, y) in places.items()
    )
    motors = "".join(
        f'<position joint="{HIP.format(side=side)}" kp="1234" kv="20" forcerange="-900 900"/>'
        for side in places
    )
    return CRAB.format(legs=legs, motors=motors)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = cli.main(words)
    out, err = capsys.readouterr()
    return code, " ".join(out.split()), err


def test_a_body_is_added_by_a_word_and_listed(
    capsys: pytest.CaptureFixture[str], home: Path, humanoid: Character
) -> None:
    motors = humanoid.model_path.read_text().split("<actuator>")[0] + "</mujoco>"
    (home / "doll.xml").write_text(motors)

    code, out, _ = call(capsys, "character", "add", str(home / "doll.xml"))
    assert code == 0
    assert "45.0 kg" in out and "left_ankle, right_ankle" in out
    assert "natural frequency 30 rad/s (4.8 Hz), damping ratio 0.5" in out
    assert "28 torque limits, of which the model tells none" in out
    assert "stuntman train walk --character doll" in out

    code, out, _ = call(capsys, "character", "list")
    assert code == 0
    assert "atlas" in out and "doll" in out and "yours" in out


def test_what_to_do_next_is_told_of_any_body(
    capsys: pytest.CaptureFixture[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    humanoid: Character,
) -> None:
    (home / "crab.xml").write_text(crab())
    _, out, _ = call(capsys, "character", "add", str(home / "crab.xml"))
    assert (
        'draw one for it, with character = "crab" (docs/keyframes.md), and `stuntman train' in out
    )

    monkeypatch.setattr(library, "cache_folder", lambda: home / "nothing fetched")
    (home / "doll.xml").write_bytes(humanoid.model_path.read_bytes())
    _, out, _ = call(capsys, "character", "add", str(home / "doll.xml"))
    assert "`stuntman clips fetch` brings the classic clips; then `stuntman train walk" in out


@pytest.mark.parametrize("columns", [40, 80, 160])
def test_names_of_drives_are_whole_and_numbers_plain(
    capsys: pytest.CaptureFixture[str], home: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    (home / "crab.xml").write_text(crab())
    call(capsys, "character", "add", str(home / "crab.xml"))
    monkeypatch.setattr(CONSOLE, "width", columns)
    assert cli.main(("character", "crab")) == 0
    out = capsys.readouterr().out
    assert all(len(line) <= columns for line in out.splitlines()[1:-1])
    first = "".join(line.split("│")[1].strip() for line in out.splitlines() if "│" in line)
    assert all(HIP.format(side=side) in first for side in ("lf", "rf", "lh", "rh"))
    if columns > 80:
        assert "1230" in out and "900" in out and "e+" not in out and "velocity" not in out


def test_json_has_what_is_listed(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (home / "crab.xml").write_text(crab())
    call(capsys, "character", "add", str(home / "crab.xml"))
    _, out, _ = call(capsys, "character", "--json")
    listed = {row["name"]: row["source"] for row in json.loads(out)}
    assert listed["humanoid"] == "stuntman" and listed["crab"] == "yours"
    _, out, _ = call(capsys, "character", "crab", "--json")
    drive = json.loads(out)[0]
    assert drive["name"] == HIP.format(side="lf")
    assert (drive["torque_limit"], drive["kp"]) == (900.0, 1234.0)
    assert drive["velocity_limit"] is None and drive["derived"] == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("remove", "doll"), "remove takes no 'doll': give add MODEL, list, or the name of a body"),
        (("add", "doll.xml", "--json"), "--json is for the list and for a body's drives"),
        (
            ("add", "doll.xml", "--bone-map", "headd", "chest"),
            "doll.xml: --bone-map: no part is called 'headd'; nearest are head",
        ),
        (("add",), "give the model to add"),
        (("add", "ghost.xml"), "ghost.xml: "),
        (("add", "doll.xml", "--name", "../a"), "--name is '../a'"),
        (("add", "doll.xml", "--name", ".."), "--name is '..'"),
        (("doll.xml",), "doll.xml is a file: bring in a body by `stuntman character add doll.xml`"),
        (("add", "doll.xml", "--name", "."), "--name is '.'"),
        (("add", "doll.xml", "--name", ""), "--name is ''"),
        (("add", "doll.xml", "--name", "robot"), "robot is there already"),
        (("add", "doll.xml", "--name", "empty"), "empty is there already"),
        (("add", "doll.xml", "--name", "humanoid"), "already: give another --name.\n"),
    ],
)
def test_mistakes_are_one_line_and_take_nothing_away(
    capsys: pytest.CaptureFixture[str],
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    humanoid: Character,
    words: tuple[str, ...],
    says: str,
) -> None:
    monkeypatch.chdir(home)
    (home / "doll.xml").write_bytes(humanoid.model_path.read_bytes())
    for place in ("clips/own.clip", "characters/robot/notes.txt"):  # whose character.toml is gone
        (home / place).parent.mkdir(parents=True)
        (home / place).write_text("kept")
    (home / "characters" / "empty").mkdir()
    before = sorted(home.rglob("*"))

    code, _, err = call(capsys, "character", *words)
    assert code == 1
    assert says in err and err.count("\n") == 1
    assert sorted(home.rglob("*")) == before
