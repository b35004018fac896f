"""`stuntman character` as people meet it."""

from pathlib import Path

import pytest

from stuntman import cli
from stuntman.characters import library as bodies
from stuntman.characters.character import Character


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


@pytest.mark.parametrize(
    ("words", "says"),
    [
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
