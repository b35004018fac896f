"""Fixtures that several rooms share."""

import re
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mujoco
import numpy as np
import pytest
import torch
from torch import Tensor

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.evaluation import evaluate, own_starts
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.info import Info
from stuntman.imitation.motion import Motion
from stuntman.imitation.problem import Problem
from stuntman.imitation.tasks.registry import TASKS
from stuntman.learning.networks import mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.learning.ppo import PpoConfig
from stuntman.mjcf.geometry import lowest_points
from stuntman.mjcf.kinematics import Pose
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.motion.formats import keyframes
from stuntman.physics import scene
from stuntman.policies.policy import Header, Policy
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import BODY, Recipe
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.training import benchmark, measuring

if TYPE_CHECKING:  # a GPU machine tests physics without a browser
    from playwright.sync_api import Browser

LONG = ("page", "training", "export")  # folders with files that take a minute each
MAKER = "test_web_page.py"  # makes a page that another file needs too


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those first, so that at the end no process waits for another's; and what makes the page
    before all, so that it is made when the other file's turn comes."""
    items.sort(key=lambda item: (item.path.name != MAKER, item.path.parent.name not in LONG))


@pytest.fixture(scope="session")
def humanoid() -> Character:
    return characters.load("humanoid")


@pytest.fixture(scope="session")
def model(humanoid: Character) -> mujoco.MjModel:
    return scene.build(humanoid)


@pytest.fixture(scope="session")
def sensing_model(humanoid: Character) -> mujoco.MjModel:
    """The humanoid, all of whose bodies have a floor contact sensor."""
    bodies = humanoid.spec().bodies[1:]
    return scene.build(humanoid, floor_sensors=tuple(body.name for body in bodies))


@pytest.fixture(scope="session")
def random_states(model: mujoco.MjModel) -> Callable[[int, int], tuple[Array, Array]]:
    """Draws (count, seed) states, qpos and qvel: joints anywhere within 0.9 of their limits, the
    root turned at random, the lowest point up to 2 cm in the floor."""

    def draw(count: int, seed: int) -> tuple[Array, Array]:
        rng = np.random.default_rng(seed)
        qpos = np.tile(model.qpos0, (count, 1))
        qpos[:, 3:7] = rot.normalize(rng.normal(size=(count, 4)))
        for joint in range(1, model.njnt):
            low, high = model.jnt_range[joint]
            address = model.jnt_qposadr[joint]
            part = rng.uniform(0.05, 0.9, size=count)
            if model.jnt_type[joint] == mujoco.mjtJoint.mjJNT_BALL:
                axes = rng.normal(size=(count, 3))
                axes *= (high * part / np.linalg.norm(axes, axis=-1))[:, None]
                qpos[:, address : address + 4] = rot.from_rotvec(axes)
            else:
                qpos[:, address] = low + part * (high - low)
        qpos[:, 2] -= lowest_points(model, qpos) + rng.uniform(0.0, 0.02, size=count)
        return qpos, rng.normal(size=(count, model.nv))

    return draw


@pytest.fixture(scope="session")
def walk() -> Clip:
    try:
        return library.load("walk")
    except StuntmanError:
        pytest.skip("the classic clips are not here: run `stuntman clips fetch`")


@pytest.fixture(autouse=True, scope="session")
def posed_once() -> Iterator[None]:
    """To pose the clips that ship takes up to seconds each, and many tests load the same."""
    shipped, pose, posed = library.SHIPPED, keyframes.read, cache(keyframes.read)

    def read(path: Path) -> Clip:
        return (posed if path.parent == shipped else pose)(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keyframes, "read", read)
        yield


@contextmanager
def _shortly() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:  # that a test's own undo() leaves alone
        patch.setattr(benchmark, "SECONDS", 0.0)
        patch.setattr(measuring, "EPISODES", 4)
        patch.setattr(measuring, "EPISODES_WHILE_TRAINING", 4)
        patch.setattr(own_starts, "WORLDS", 4)
        patch.setattr(own_starts, "_AHEAD_SECONDS", 0.5)
        patch.setattr(evaluate, "_FIRST_SECONDS", 0.5)
        yield


@pytest.fixture(scope="session")
def shortly() -> Callable[[], AbstractContextManager[None]]:
    """Within what it gives, evaluations are of four episodes."""
    return _shortly


@pytest.fixture(scope="session")
def least_up() -> Callable[..., float]:
    """The share of episodes that are to end without a fall, of clips of a recipe's."""
    # These are not learned to their end: they fall after some starts in the air (README).
    not_yet = {"backflip", "cartwheel", "dance_a", "sideflip", "spinkick"}

    def least(recipe: Recipe, *clips: str) -> float:
        if not recipe.only_imitates:
            return 0.25  # among goals and on courses of full difficulty some fall (docs/results.md)
        return 1.0 if not_yet.isdisjoint(clips) else 0.75

    return least


@cache
def problem_of(clips: tuple[str, ...], config: EnvironmentConfig) -> Problem:
    """Built once, and shared by the environments of all tests."""
    return build.make(Recipe(dict.fromkeys(clips, 1.0), environment=config, warm_start=False))


@pytest.fixture
def make(walk: Clip) -> Callable[..., Environment]:
    """Builds a small environment of a clip or of several, with settings other than the defaults."""

    def build_environment(
        *clips: str, worlds: int = 4, seed: int = 0, **settings: Any
    ) -> Environment:
        # Tests name times of either half.
        config = EnvironmentConfig(**{"mirrored_halves": False} | settings)
        problem = problem_of(clips or ("walk",), config)
        return build.environment(problem, config, worlds, seed, threads=1)

    return build_environment


@pytest.fixture(scope="session")
def make_once() -> Callable[..., Problem]:
    """`build.make`, which builds a problem once for all tests; a policy's, whose model and targets
    are known, is built at once."""
    make, made = build.make, dict[str, Problem]()

    def built(
        recipe: Recipe,
        clips: tuple[Clip, ...] | None = None,
        model: mujoco.MjModel | None = None,
        actuation: Actuation | None = None,
    ) -> Problem:
        known = model is not None or actuation is not None
        if clips is None or known or recipe.character != BODY:  # others' files may change
            return make(recipe, clips, model, actuation)
        key = repr((recipe, [clip.digest for clip in clips]))
        return made.get(key) or made.setdefault(key, make(recipe, clips))

    return built


@pytest.fixture
def beginner(
    walk: Clip, make_once: Callable[..., Problem], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Policy]:
    """Builds a policy, of the walk or of several clips, that adds nothing to the reference,
    whatever its goals: a task by name with its settings; `settings` are the environment's."""
    monkeypatch.setattr(build, "make", make_once)

    def build_policy(
        *clips: str, tasks: dict[str, dict[str, Any]] | None = None, **settings: Any
    ) -> Policy:
        recipe = Recipe(
            dict.fromkeys(clips or ("walk",), 1.0),
            environment=EnvironmentConfig(**{"mirrored_halves": False} | settings),
            ppo=PpoConfig(hidden=(8,)),
            tasks={
                name: TASKS.settings_of(name, "test")(**asked)
                for name, asked in (tasks or {}).items()
            },
            warm_start=False,
        )
        problem = build.make(recipe, build.load_clips(recipe))
        problem = build.environment(problem, recipe.environment, 1, 0, threads=1).problem
        header = Header(
            recipe=recipe,
            clip_digests=tuple(clip.digest for clip in build.load_clips(recipe)),
            observation_terms=problem.layout,
            actuators=problem.actuators,
            mirrored_halves=(False,) * len(recipe.clips),
            seed=0,
            samples=0,
            train_minutes=0.0,
            version="0",
        )
        actor = mlp(header.observations, (8,), len(header.actuators), last_gain=0.0)
        return Policy(header, actor, Normalizer(header.observations))

    return build_policy


@pytest.fixture
def port() -> int:
    """One that nobody listens on, whatever else this machine runs."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
    return free


@pytest.fixture
def example(
    walk: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str, str], tuple[Recipe, Recipe]]:
    """The worked example of a page of docs, as it stands there: its first recipe, and the one that
    names the page's code, which is written to a file of that name."""

    def written(page: str, code_file: str) -> tuple[Recipe, Recipe]:
        text = (Path(__file__).parents[1] / "docs" / page).read_text()
        blocks = re.findall(r"```(python|toml)\n(.*?)```", text, re.DOTALL)
        (code,) = [text for kind, text in blocks if kind == "python"]
        first, own = [text for kind, text in blocks if kind == "toml"]
        monkeypatch.chdir(tmp_path)
        Path(code_file).write_text(code)
        Path("mine.toml").write_text(own)
        Path("first.toml").write_text(first)
        return recipes.load("first.toml"), recipes.load("mine.toml")

    return written


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One for all tests: a second Playwright beside the first does not start."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("Chromium is missing: apt-get install -y chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
        )
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def one_thread() -> None:
    """Tests run small batches, and results must not depend on how sums are split."""
    torch.set_num_threads(1)


_NONE = torch.zeros(0)
NOWHERE = Motion(Pose(_NONE, _NONE, _NONE, _NONE), _NONE, _NONE, _NONE, _NONE, _NONE)
NEVER = ReferenceClock(_NONE, _NONE, _NONE, _NONE, rotated=False)


class Bandit:
    """One state, episodes of `length` steps; an action earns the more the nearer its first number
    is to 1. What follows an episode looks unlike the state that it reached.

    Attributes:
        truncates: an episode is cut off, rather than ended, at its last step.
        steps: taken so far. on_step: called with the actions of each.
    """

    observations, actions, goal_observations = 3, 2, 0
    height_map = None
    device = torch.device("cpu")

    def __init__(self, worlds: int = 64, length: int = 1, truncates: bool = False) -> None:
        self.worlds, self.length, self.truncates = worlds, length, truncates
        self.steps = 0
        self.on_step: Callable[[Tensor], None] = lambda actions: None

    def reset(self) -> Tensor:
        return torch.zeros(self.worlds, self.observations)

    def reached(self) -> Tensor:
        """(observations,) of the state that this step ends in, before any reset."""
        return torch.tensor([0.02, -0.01, 0.005 * self.steps])

    def step(self, actions: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Info]:
        self.steps += 1
        self.on_step(actions)
        reward = -(actions[:, 0] - 1.0).square()
        no = torch.zeros(self.worlds, dtype=torch.bool)
        ended = no | (self.steps % self.length == 0)
        cut, over = (ended, no) if self.truncates else (no, ended)
        final = self.reached().expand(self.worlds, -1).clone()
        info = Info(
            terms={"closeness": reward},
            metrics={},
            state=_NONE,
            motion=NOWHERE,
            reference=NOWHERE,
            clock=NEVER,
            final_observation=final,
            fell=no,
            diverged=no,
        )
        return self.reset(), reward, over, cut, info

    def state_dict(self) -> dict[str, Tensor]:
        return {"steps": torch.tensor(self.steps)}

    def load_state_dict(self, state: dict[str, Tensor]) -> Tensor:
        self.steps = int(state["steps"])
        return self.reset()


@pytest.fixture
def bandit() -> Callable[..., Any]:
    return Bandit
