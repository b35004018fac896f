"""The worked example of docs/tasks.md, as it stands there."""

from collections.abc import Callable

import numpy as np
import torch

from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe


def test_a_users_own_task_in_one_file(
    example: Callable[[str, str], tuple[Recipe, Recipe]],
) -> None:
    first, recipe = example("tasks.md", "duck.py")
    assert list(first.tasks) == ["heading"]
    environment = build.environment(build.make(recipe), recipe.environment, 4, threads=1)
    assert environment.problem.layout[-1] == ("duck", 1)
    wanted = environment.goals[0].values["height"]
    assert ((wanted >= 0.6) & (wanted <= 0.9)).all() and wanted.std() > 0
    *_, info = environment.step(torch.zeros(4, environment.actions))
    apart = info.motion.pose.positions[:, 0, 2] - wanted
    np.testing.assert_allclose(info.terms["duck"], 0.3 * torch.exp(-50.0 * apart.square()))
    assert info.metrics["task_success"].tolist() == (apart.abs() < 0.05).float().tolist()
