"""A user's own goal that is not what a goal has to be: a sentence that names the file."""

import re
from pathlib import Path

import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.motion.clip import Clip
from stuntman.plugins import fault
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes

DOCS = Path(__file__).parents[3] / "docs" / "tasks.md"
RECIPE = 'clip = "walk"\n[tasks."duck.py"]\n[environment]\nimitation_weight = 0.7\n'
EARNS = "lambda motion, _: self.apart(motion)"


@pytest.fixture
def duck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(RECIPE)
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    return str(code)


def step(code: str) -> None:
    Path("duck.py").write_text(code)
    recipe = recipes.load("mine.toml")
    environment = build.environment(build.make(recipe), recipe.environment, 4, threads=1)
    environment.step(torch.zeros(4, environment.actions))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("make(self, context)", "make(self)", "'make' in 'duck.py' has to take self, context"),
        ("return Duck(self, context)", "return 3", "duck.py: 'make' gives int"),
        ("super().__init__(context)", "pass", "duck.py: 'Duck.__init__' has to begin with super"),
        ("self.reward_terms", "self.terms", "duck.py: 'Duck' has to set 'reward_terms'"),
        ("advance(self, moment)", "advance(self)", "duck.py: 'Duck.advance' has to take"),
        (EARNS, "lambda motion: 0", "duck.py: the residual of the reward term 'duck' has to take"),
        (EARNS, "lambda m, _: self.apart(m)[:3]", "duck.py: 'Duck' says 'duck' as (3,)"),
        ('"scalar"', '"number"', "the kind 'number': give a whole number, and one of scalar"),
        ('"duck", 1', '"duck", 2', "duck.py: the observation term 'duck' gives (4, 1)"),
        (
            'return {\n            "height"',
            'return 3, {\n            "height"',
            "has to give a dict of values",
        ),
        ("uniform(settings.seconds, settings.seconds)", "self._asked + torch.inf", "leave it out"),
        ('"left": uniform', '"left": 3, "x": uniform', "gives a 'left' that is int"),
        ("def draw", "def terminated(self, moment): ...\n\n    def draw", "says 'terminated' as"),
        (
            "def draw",
            "def metrics(self, moment): ...\n\n    def draw",
            "'Duck.metrics' has to give",
        ),
    ],
)
def test_what_is_no_goal_is_named(walk: Clip, duck: str, old: str, new: str, said: str) -> None:
    assert old in duck
    with pytest.raises(StuntmanError) as error:
        step(duck.replace(old, new))
    assert said in str(error.value)


def test_a_goal_without_left_lasts_as_long_as_its_episode(walk: Clip, duck: str) -> None:
    step(duck.replace('"left": uniform(settings.seconds, settings.seconds),', ""))


def test_what_a_users_file_raises_is_told_with_its_line(walk: Clip, duck: str) -> None:
    wrong = duck.replace("uniform(settings.low, settings.high)", "1 / 0")
    line = next(k for k, text in enumerate(wrong.splitlines(), 1) if "1 / 0" in text)
    with pytest.raises(ZeroDivisionError) as error:
        step(wrong)
    said = f"duck.py, line {line}, in 'draw': ZeroDivisionError, division by zero."
    assert fault(error.value) == said
    assert fault(ZeroDivisionError()) is None
