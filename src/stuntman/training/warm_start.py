"""Before the first iteration: the clip is planned, and the actor is taught the plan; or, of several
clips, what their specialists do.

That takes minutes, so it shows how far it is, ends when it is asked to, goes on from what it has
written into the run's folder, and is left out where the time given is too short for it.
"""

import dataclasses
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from torch import Tensor

from stuntman.errors import Interrupted, StuntmanError
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import Problem
from stuntman.learning.cloning import Cloning, Expert
from stuntman.learning.learner import Learner
from stuntman.learning.teachers import Teachers
from stuntman.planning.expert import PlanExpert
from stuntman.planning.plan import Plan
from stuntman.planning.planner import Planner
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes import build
from stuntman.recipes.recipe import Recipe
from stuntman.training import specialists, ways
from stuntman.training.benchmark import Speed, clock
from stuntman.training.side_by_side import Train
from stuntman.training.specialists import Specialist
from stuntman.training.state import RunState

PLAN = "plan.safetensors"
CLONING = "cloning.safetensors"
FORMAT = "stuntman-plan-1"
# Of the time given, what it may take: to plan and to teach, or with specialists to train.
PLANNING_SHARE, SPECIALISTS_SHARE = 1 / 3, 3 / 4
# Planning begins only if it would fit with this to spare, and is broken off only if it does not.
SPARE = 1.2
STEPS_TO_JUDGE = 5  # of planning, after which its speed is known
SECONDS_BETWEEN_WRITES = 20.0
STD_WITHOUT_PLAN = 0.3  # of actions; PPO alone then has the walk at .90 after 0.7 M samples

Wait = Callable[[str, float, float], None]  # what is done, the share of it, seconds left


def share(recipe: Recipe) -> float:
    """Of the time given to a recipe, what its warm start may take."""
    return SPECIALISTS_SHARE if len(recipe.clips) > 1 else PLANNING_SHARE


def recalled_teachers(
    environment: Environment, digests: Sequence[str], recipe: Recipe, folder: Path
) -> Teachers:
    """Those that taught a run which is resumed.

    Args:
        digests: of its clips' contents.

    Raises:
        StuntmanError: one of them is not there any more, or not as it was.
    """
    return _teachers(environment, specialists.find(recipe, digests, folder), recipe, folder)


def _teachers(
    environment: Environment, found: Mapping[str, Specialist], recipe: Recipe, folder: Path
) -> Teachers:
    on_ways = ways.teachers(environment, recipe, folder)
    return specialists.teachers(environment, found, on_ways)


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    Attributes:
        plan_reward: the paper's, a step along the plan; None where there was no time for one.
        seconds_before: that it took in earlier processes, which were interrupted.
        specialist_nr: normalised return of each clip's specialist, where these were taught.
    """

    plan_reward: float | None
    seconds_before: float
    specialist_nr: tuple[float, ...] = ()

    @property
    def words(self) -> str:
        """What was taught, and how good it is."""
        if self.plan_reward is not None:
            return f"The plan earns {self.plan_reward:.3f} a step"
        mean = sum(self.specialist_nr) / len(self.specialist_nr)
        return f"The specialists have a normalised return of {mean:.3f} on average"


@dataclass
class WarmStart:
    """Plans a run's clip and teaches its learner.

    Attributes:
        limit: s that it may take. speed: of this machine.
        wait: given what is done, the share of it that is done, and the seconds left.
        tell: given what else there is to say, as sentences.
        check: called several times a second; it may raise `Interrupted`.
    """

    learner: Learner
    problem: Problem
    state: RunState
    folder: Path
    threads: int
    limit: float
    speed: Speed
    wait: Wait
    tell: Callable[[str], None]
    check: Callable[[], None]
    train_specialist: Train | None = None

    def __post_init__(self) -> None:
        self._recipe = recipe = self.state.recipe
        self._spent = 0.0  # s, before this process
        self._begun = time.monotonic()
        self._teaching = self.speed.seconds_to_clone(recipe.cloning, recipe.ppo.worlds)
        header = {
            "format": FORMAT,
            "clips": self.problem.library.digests,
            "character": recipe.character,
            "seed": self.state.seed,
            "planning": dataclasses.asdict(recipe.planning),
        }
        self._plan_file = _File(self.folder / PLAN, header)
        cloning = {"cloning": dataclasses.asdict(recipe.cloning)}
        self._cloning_file = _File(self.folder / CLONING, header | cloning)

    @property
    def seconds(self) -> float:
        """Spent so far, those before an interruption included."""
        return self._spent + time.monotonic() - self._begun

    def run(self) -> Outcome:
        """Plan and teach; or, where the time is too short for it, let the learner begin alone.

        Raises:
            Interrupted: by `check`; what was done is in the folder.
            StuntmanError: physics diverges along the clip, or the folder cannot be written to.
        """
        if len(self._recipe.clips) > 1:
            return self._learn_from_specialists()
        engines = build.engines(self.problem.model, self.threads)
        planner = Planner(
            self.problem,
            self.problem.actuation,
            engines,
            self._recipe.planning,
            self.state.seed,
            self.check,
        )
        planned = self._plan(planner)
        if planned is None:
            self._begin_alone(planner.samples)
            return Outcome(None, self._spent)
        self.learner.samples += planned.samples
        max_correction = self._recipe.cloning.max_correction
        expert = PlanExpert(self.learner.environment, planned, max_correction)
        self._teach(expert, "the plan")
        return Outcome(planned.reward, self._spent)

    def _plan(self, planner: Planner) -> Plan | None:
        """The plan; None where the time does not suffice for one."""
        self._spent = self._plan_file.load(planner.load_state_dict)
        told = False
        try:
            for count, progress in enumerate(planner.steps()):
                self.wait(progress.what, progress.share, progress.seconds_left)
                if self._plan_file.due:
                    self._plan_file.save(planner.state_dict(), self.seconds)
                if count < STEPS_TO_JUDGE or planner.finished:
                    continue
                needed = self.seconds + progress.seconds_left + self._teaching
                needed *= 1.0 if told else SPARE
                fits = needed <= self.limit
                if not told:
                    self.tell(self.speed.expectation(progress.seconds_left, self._teaching))
                    told = True
                if not fits and planner.best is None:
                    self.tell(
                        f"Planning and teaching the plan may take {clock(needed)}, and a third of "
                        f"the time given is {clock(self.limit)}: practice begins without a plan."
                    )
                    return None
                if not fits:
                    planner.stop()
        except Interrupted:
            self._plan_file.save(planner.state_dict(), self.seconds)
            raise
        self._plan_file.save(planner.state_dict(), self.seconds)
        return planner.result()

    def _begin_alone(self, samples: int) -> None:
        """Let the learner begin without a plan, on which so many samples were spent."""
        config = self._recipe.ppo
        self.learner.samples += samples
        std = min(STD_WITHOUT_PLAN, config.initial_std)
        observation = self.learner.environment.reset()
        self.learner.warm_start(observation, std, config.learning_rate, critic_warmup=0)

    def _learn_from_specialists(self) -> Outcome:
        """Train those that are missing, and teach what they all do."""
        recipe, digests = self._recipe, self.problem.library.digests
        environment, folder = self.learner.environment, self.folder
        afterwards = self._teaching + len(recipe.clips) * specialists.SECONDS_EACH
        end = time.monotonic() + self.limit - afterwards
        if afterwards > self.limit:
            self.tell(
                f"To teach {len(recipe.clips)} clips takes {clock(afterwards)}, and three quarters "
                f"of the time given are {clock(self.limit)}: they are taught in fewer rounds, in "
                "one at least, and the time is not kept where that takes longer."
            )

        def left() -> float:
            return (end - time.monotonic()) / 60.0

        found = specialists.find(recipe, digests, folder)
        clips = [clip for clip in recipe.clips if clip not in found]
        if missing := specialists.of_clips(clips, recipe, folder):
            self.tell(f"Policies that are here know {len(found)} of {len(recipe.clips)} clips.")
            half = 0.5 * left()
            trips = ways.missing_trips(environment, recipe, found, folder, half)
            self._train(missing, half if trips else left())
            found = specialists.find(recipe, digests, folder)
        given = environment, recipe, found, folder
        # Which may begin from what has been trained now.
        trips = ways.missing_trips(*given, left())
        count = len(trips) + len(ways.missing_on_request(*given, math.inf))
        self._train(trips, ways.trips_minutes(count, left()))
        self._train(ways.missing_on_request(*given, left()), left())
        teachers = _teachers(environment, found, recipe, folder)
        if not recipe.initial_policy:  # which adds to what it always has
            self.learner.environment.actuation = teachers.actuation()
        self.learner.teachers = teachers
        measure = specialists.normalised_returns
        returns = measure(teachers, found, self.threads, self.wait, self.check)
        self._teach(teachers, "what the specialists do")
        return Outcome(None, self._spent, tuple(returns.values()))

    def _train(self, runs: Mapping[Path, Recipe], minutes: float) -> None:
        """Train specialists, where there are any to train."""
        if runs and self.train_specialist is not None:
            names, folder = ", ".join(at.name for at in runs), self.folder / specialists.FOLDER
            self.tell(f"Specialists are trained of {names}, in {folder}.")
            specialists.train_missing(runs, minutes, self.train_specialist, self.wait, self.check)

    def _teach(self, expert: Expert, what: str) -> None:
        """Teach what it does for as many rounds as there is time for, one at least."""
        cloning = Cloning(self.learner, expert, self._recipe.cloning, self.check)
        self._spent = max(self._spent, self._cloning_file.load(cloning.load_state_dict))
        done = cloning.rounds / self._recipe.cloning.rounds
        self.wait(f"teaching {what}", done, (1.0 - done) * self._teaching)
        for progress in cloning.steps():
            share = progress.rounds / progress.rounds_in_all
            self.wait(f"teaching {what}", share, progress.seconds_left)
            if self._cloning_file.due or not progress.seconds_left:
                self._cloning_file.save(cloning.state_dict(), self.seconds)
            if self.seconds + progress.seconds_a_round > self.limit and progress.seconds_left:
                self.tell(
                    f"Taught in {progress.rounds} rounds instead of {progress.rounds_in_all}: "
                    "its share of the time given is used up."
                )
                break
        cloning.finish()


class _File:
    """A file of the run's folder from which an interrupted warm start goes on."""

    def __init__(self, path: Path, header: dict[str, Any]) -> None:
        self._path = path
        self._header = json.loads(json.dumps(header))  # as it will be read
        self._saved_at = time.monotonic()

    @property
    def due(self) -> bool:
        """Whether it was last written too long ago."""
        return time.monotonic() - self._saved_at > SECONDS_BETWEEN_WRITES

    def save(self, tensors: dict[str, Tensor], seconds: float) -> None:
        """Write what there is, and the seconds that it has taken."""
        write_tensors(self._path, tensors, self._header | {"seconds": seconds})
        self._saved_at = time.monotonic()

    def load(self, into: Callable[[dict[str, Tensor]], None]) -> float:
        """Read it, if it is there: the seconds that it has taken, or 0.

        Raises:
            StuntmanError: it is damaged, or of another clip or other settings.
        """
        if not self._path.exists():
            return 0.0
        tensors, header = read_tensors(self._path)
        mend = f"remove {self._path}, and the clip is planned anew."
        if {**header, "seconds": None} != {**self._header, "seconds": None}:
            raise StuntmanError(f"{self._path} is of another clip or other settings: {mend}")
        try:
            into(tensors)
            return float(header["seconds"])
        except (KeyError, TypeError, ValueError, IndexError, RuntimeError) as error:
            reason = str(error).splitlines()[0]
            raise StuntmanError(f"{self._path} is damaged ({reason}): {mend}") from error
