"""Runs so small that they take no time."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from matplotlib.figure import Figure
from torch import Tensor

from stuntman import paths
from stuntman.evaluation.evaluate import Evaluation
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.problem import Problem
from stuntman.learning.cloning import CloningConfig
from stuntman.learning.ppo import PpoConfig
from stuntman.motion.clip import Clip
from stuntman.planning.config import PlanConfig
from stuntman.planning.learning_control import LearningControlConfig
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint, curve, launch, warm_start
from stuntman.training import run as runs
from stuntman.training.run import Report, Run
from stuntman.training.state import Measure
from stuntman.training.stopping import Budget

Shortly = Callable[[], AbstractContextManager[None]]
RECIPE = Recipe(
    {"walk": 1.0},
    environment=EnvironmentConfig(horizon=0.2, max_body_error=0.2),
    ppo=PpoConfig(worlds=8, steps=4, epochs=1, minibatches=2, hidden=(8,)),
    warm_start=False,
    planning=PlanConfig(lookahead=2, other_horizons=(), samples=32),
    cloning=CloningConfig(rounds=2, steps=2, updates=2, batch=8, critic_warmup=1),
    learning_control=LearningControlConfig(passes=1, laps=1, reach=2),
)
WARM = replace(
    RECIPE,
    warm_start=True,
    cloning=CloningConfig(rounds=3, steps=2, updates=2, batch=8, critic_warmup=1),
)


class Planned(NamedTuple):
    """A run of `WARM` up to its first iteration; what it said, and what it showed of its waits:
    what was done, the share of it, the seconds left."""

    folder: Path
    told: list[str]
    waits: list[tuple[str, float, float]]


@contextmanager
def quick(make_once: Callable[..., Problem], shortly: Shortly) -> Iterator[None]:
    """The curve, too, is an empty picture, for to draw it takes longer than to learn."""

    def draw(history: Sequence[Measure], title: str, path: Path) -> None:
        with paths.written(path) as part:
            Figure().savefig(part)

    with shortly(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(curve, "draw", draw)
        patch.setattr(build, "make", make_once)
        yield


@pytest.fixture
def recipe(walk: Clip, make_once: Callable[..., Problem], shortly: Shortly) -> Iterator[Recipe]:
    """PPO on the walk: 32 samples an iteration."""
    with quick(make_once, shortly):
        yield RECIPE


@pytest.fixture
def warm(recipe: Recipe) -> Recipe:
    """Planned, and cloned in three rounds."""
    return WARM


@pytest.fixture(scope="session")
def planned(
    walk: Clip,
    make_once: Callable[..., Problem],
    shortly: Shortly,
    tmp_path_factory: pytest.TempPathFactory,
) -> Planned:
    out = Planned(tmp_path_factory.mktemp("planned") / "run", [], [])
    with quick(make_once, shortly):
        launch.start(WARM, 1, out.folder, threads=1).train(
            Budget(samples=1),
            lambda report: None,
            out.told.append,
            lambda *wait: out.waits.append(wait),
        )
    return out


@pytest.fixture
def start(planned: Planned) -> Callable[[Recipe, Path], Run]:
    """Sets up a run that finds its clip planned: to plan takes longer than all else it does."""

    def started(recipe: Recipe, folder: Path) -> Run:
        run = launch.start(recipe, 1, folder, threads=1)
        folder.mkdir(exist_ok=True)
        (folder / warm_start.PLAN).write_bytes((planned.folder / warm_start.PLAN).read_bytes())
        return run

    return started


@pytest.fixture
def measure_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """After every iteration, in runs that are set up from now on."""
    monkeypatch.setattr(runs, "_SAMPLES_BETWEEN_MEASURES", 34)


@pytest.fixture
def train() -> Callable[..., list[Evaluation]]:
    """Trains a run up to so many samples."""

    def trained(
        run: Run, samples: float, show: Callable[[Report], None] = lambda report: None
    ) -> list[Evaluation]:
        return run.train(Budget(samples=samples), show)

    return trained


@pytest.fixture
def tensors() -> Callable[[Path], dict[str, Tensor]]:
    """What the checkpoint in a folder holds."""
    return lambda folder: checkpoint.load(folder / checkpoint.NAME)[0]
