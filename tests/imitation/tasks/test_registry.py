"""Tasks by name, by file, or a sentence that says what is wrong."""

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from stuntman import plugins
from stuntman.errors import StuntmanError
from stuntman.imitation.tasks import heading
from stuntman.imitation.tasks.registry import TASKS

GOAL = """from dataclasses import dataclass
from stuntman.imitation.tasks.goal import GoalSettings

"""


def test_the_files_beside_it_are_tasks() -> None:
    assert {"heading", "location", "strike", "throw"} <= set(TASKS.names())
    assert not {"task", "goal", "imitation", "registry"} & set(TASKS.names())
    assert TASKS.settings_of("heading", "here") is heading.Settings


def test_installed_packages_bring_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("fetch", "stuntman.imitation.tasks.location", TASKS.group)

    def points(group: str, name: str = "fetch") -> list[EntryPoint]:
        assert group == TASKS.group
        return [point] if name == "fetch" else []

    monkeypatch.setattr(plugins, "entry_points", points)
    assert "fetch" in TASKS.names()
    assert TASKS.settings_of("fetch", "here").__module__.endswith("location")
    assert TASKS.settings_of("heading", "here") is heading.Settings


def test_the_same_file_gives_the_same_settings(tmp_path: Path) -> None:
    path = tmp_path / "duck.py"
    path.write_text("from stuntman.imitation.tasks.heading import Settings\n")
    assert TASKS.settings_of(str(path), "x") is TASKS.settings_of(str(path), "x")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def (", "is no Python that runs here"),
        ("import nothing_of_that_name", "line 1 is no Python that runs here: ModuleNotFoundError"),
        ("\nx = y", "line 2 is no Python that runs here: NameError, name 'y' is not defined"),
        ("1 / 0", "line 1 is no Python that runs here: ZeroDivisionError"),
        ("import sys\nsys.exit(3)", "line 2 is no Python that runs here: SystemExit"),
        (f"{GOAL}class Settings(GoalSettings):\n    low: float = 1.0", "has no dataclass"),
        (f"{GOAL}@dataclass\nclass Settings(GoalSettings): ...", "line 4 is no Python that runs"),
        (f"{GOAL}@dataclass(frozen=True)\nclass Settings(GoalSettings): ...", "without 'make'"),
        ("x = 1", "has no dataclass 'Settings' made from GoalSettings: see docs/tasks.md"),
        ("class Settings: pass", "has no dataclass 'Settings'"),
    ],
)
def test_a_file_that_is_no_task_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "duck.py"
    path.write_text(text)
    for _ in range(2):  # nothing of it stays behind
        with pytest.raises(StuntmanError) as error:
            TASKS.settings_of(str(path), "mine.toml, [tasks.duck]")
    assert str(error.value).startswith("mine.toml, [tasks.duck]") and said in str(error.value)


def test_what_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StuntmanError, match=r"here: no task 'fly': use one of heading, location"):
        TASKS.settings_of("fly", "here")
    with pytest.raises(StuntmanError, match=r"gone\.py cannot be read: No such file"):
        TASKS.settings_of(str(tmp_path / "gone.py"), "here")
