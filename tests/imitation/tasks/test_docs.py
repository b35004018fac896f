"""The worked example of docs/tasks.md, as it stands there."""

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from stuntman.recipes import build
from stuntman.recipes import recipe as recipes

DOCS = Path(__file__).parents[3] / "docs" / "tasks.md"


def test_a_users_own_task_in_one_file(
    walk: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocks = re.findall(r"```(python|toml)\n(.*?)```", DOCS.read_text(), re.DOTALL)
    (code,) = [text for kind, text in blocks if kind == "python"]
    first, own = [text for kind, text in blocks if kind == "toml"]
    monkeypatch.chdir(tmp_path)
    Path("duck.py").write_text(code)
    Path("mine.toml").write_text(own)
    Path("first.toml").write_text(first)
    assert list(recipes.load("first.toml").tasks) == ["heading"]

    recipe = recipes.load("mine.toml")
    environment = build.environment(build.make(recipe), recipe.environment, 4, threads=1)
    assert environment.problem.layout[-1] == ("duck", 1)
    wanted = environment.goals[0].values["height"]
    assert ((wanted >= 0.6) & (wanted <= 0.9)).all() and wanted.std() > 0
    *_, info = environment.step(torch.zeros(4, environment.actions))
    apart = info.motion.pose.positions[:, 0, 2] - wanted
    np.testing.assert_allclose(info.terms["duck"], 0.3 * torch.exp(-50.0 * apart.square()))
    assert info.metrics["task_success"].tolist() == (apart.abs() < 0.05).float().tolist()
