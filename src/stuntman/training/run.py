"""A training run: learns, measures as it goes, keeps checkpoints, and leaves its results."""

import dataclasses
import json
import math
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
from torch.utils.tensorboard import SummaryWriter

from stuntman import __version__, paths
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import Evaluation, evaluate, for_evaluation, report
from stuntman.imitation.environment import Environment
from stuntman.learning.ppo import Ppo
from stuntman.learning.world_model import WorldModel
from stuntman.motion import library
from stuntman.planning.cloning import rehearse
from stuntman.planning.learning_control import Refinement
from stuntman.policies import policy as policies
from stuntman.policies.policy import Header, Policy
from stuntman.recipes import build as stage
from stuntman.recipes.recipe import Recipe
from stuntman.training import checkpoint, curve
from stuntman.training.checkpoint import Progress
from stuntman.training.stopping import verdict

CHECKPOINT = "checkpoint.safetensors"
POLICY = "policy.safetensors"
METRICS = "metrics.json"
SECONDS_BETWEEN_MEASURES = 50.0  # with the measuring itself, a checkpoint a minute
EPISODES_WHILE_TRAINING = 32
SAMPLES_BETWEEN_LOOKS = 500_000  # at whether to refine: by the clock, no seed would fix a run
SLOW_RISE = 0.01  # of normalised return between two of them
HOLDS = 0.9  # share of starts without a fall
MOST_REFINING = 0.25  # of all samples
EPISODES = 64


@dataclass(frozen=True)
class Budget:
    """When to stop: after these minutes of training or samples, whichever comes first."""

    minutes: float = math.inf
    samples: float = math.inf

    def share(self, progress: Progress) -> float:
        """How much of it is used, 1 when none is left."""
        return max(progress.seconds / 60.0 / self.minutes, progress.samples / self.samples)


@dataclass(frozen=True)
class Look:
    """When it was last looked at whether targets are to be refined: the samples and the normalised
    return then, and the samples that refinements have taken."""

    samples: int = 0
    nr: float = -1.0
    refining: int = 0


@dataclass(frozen=True)
class Report:
    """What the display shows after an iteration."""

    progress: Progress
    share: float
    stats: dict[str, float]
    samples_per_s: float
    nr: float


class Run:
    """A training run in a folder: a new one, or the one that a checkpoint there holds.

    Raises:
        StuntmanError: the folder holds another run, or the checkpoint is damaged.
    """

    def __init__(self, recipe: Recipe, seed: int, folder: Path, threads: int = 0) -> None:
        if any((folder / name).exists() for name in (CHECKPOINT, POLICY, METRICS)):
            raise StuntmanError(
                f"{folder} holds a run already: continue it with --resume {folder}, or give "
                "another --out."
            )
        self._set_up(recipe, seed, folder, threads)

    @classmethod
    def resume(cls, folder: Path, threads: int = 0) -> "Run":
        """Continue the run in `folder` exactly where its last checkpoint was written."""
        state, recipe, seed, progress = checkpoint.load(folder / CHECKPOINT)
        run = cls.__new__(cls)
        run._set_up(recipe, seed, folder, threads)
        try:
            run.learner.load_state_dict(state)
            metrics = json.loads((folder / METRICS).read_text(encoding="utf-8"))
            run._history = metrics["history"]
            run.plan_reward, run._kept_nr = metrics["plan_reward"], metrics["kept_nr"]
            run._look = Look(**metrics["look"])
        except (KeyError, TypeError, ValueError, RuntimeError, OSError) as error:
            reason = str(error).splitlines()[0]
            raise StuntmanError(
                f"{folder} cannot be continued, its checkpoint or {METRICS} is damaged ({reason}): "
                "start a new run."
            ) from error
        run.progress = progress
        return run

    def _set_up(self, recipe: Recipe, seed: int, folder: Path, threads: int) -> None:
        self.recipe, self.seed, self.folder = recipe, seed, folder
        self._threads = threads
        self._clip = library.load(recipe.clip)
        environment = stage.build(recipe, recipe.learning.worlds, seed, threads, self._clip)
        self._measured = stage.build(
            for_evaluation(recipe), EPISODES_WHILE_TRAINING, seed, threads, self._clip
        )
        self._final = stage.build(for_evaluation(recipe), EPISODES, seed, threads, self._clip)
        self.learner: Ppo | WorldModel
        if recipe.learner == "model":
            self.learner = WorldModel(environment, recipe.model, seed)
        else:
            self.learner = Ppo(environment, recipe.ppo, seed)
        self.progress = Progress()
        self.ended = ""
        self._look = Look()
        self._refinement: Refinement | None = None  # made when it is first needed
        self.plan_reward: float | None = None  # the paper's, a step along the plan
        self._kept_nr: float | None = None  # of the policy in the folder, when it was measured
        self._history: list[dict[str, float]] = []

    @property
    def nr_before(self) -> float:
        """Normalised return before the first iteration."""
        return self._history[0]["nr"]

    def policy(self) -> Policy:
        """What has been learned so far."""
        actor, normalizer = self.learner.policy()
        model = self.learner.environment.engine.model
        header = Header(
            recipe=self.recipe,
            clip=self._clip.name,
            clip_digest=self._clip.digest,
            observations=self.learner.environment.observations,
            actions=self.learner.environment.actions,
            actuators=tuple(model.actuator(k).name for k in range(model.nu)),
            learner=self.recipe.learner,
            seed=self.seed,
            samples=self.progress.samples,
            train_minutes=self.progress.seconds / 60.0,
            version=__version__,
        )
        return Policy(header, actor, normalizer, self.learner.environment.lead)

    def train(
        self,
        budget: Budget,
        show: Callable[[Report], None],
        tell: Callable[[str], None] = lambda text: None,
    ) -> Evaluation:
        """Learn until the skill is learned or no longer rises, the budget is used up, or Ctrl-C;
        `ended` then says which. The evaluation of the policy that is left.

        Writes into the folder, as it goes and at the end: the checkpoint, metrics.json, curve.png,
        TensorBoard's events and policy.safetensors, the best that was measured, not the last: late
        in learning a policy may fall from a start or two that it had mastered.

        Args:
            show: given where the run is, after each iteration. tell: what goes on besides.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self._history:
            self._remember(_evaluated(self.policy(), self._final))
        with SummaryWriter(str(self.folder)) as writer, _interruptible() as interrupted:
            if self.recipe.learner == "rehearsed" and not self.progress.samples:
                self._rehearse(tell)
            nr, since = self._history[-1]["nr"], 0.0
            while not (ended := self._ending(budget, interrupted.is_set())):
                # Before an iteration, so that a run broken off here looks again when it goes on.
                if self._looks():
                    since, nr = 0.0, self._refine_if_slow(tell)
                    continue
                start = time.perf_counter()
                stats = self.learner.iterate()
                took = time.perf_counter() - start
                self._advance(took)
                self._keep_diverged()
                since += took
                if since >= SECONDS_BETWEEN_MEASURES and not self._looks():
                    since, nr = 0.0, self._measure().nr
                for name, value in (stats | {"nr": nr}).items():
                    writer.add_scalar(name, value, self.progress.samples)
                rate = self.learner.samples_per_iteration / took
                share = min(1.0, budget.share(self.progress))
                show(Report(self.progress, share, stats, rate, nr))
        self.ended = ended
        policy, after = self._leave()
        self._save(report(str(self.folder / POLICY), policy, after))
        return after

    def _measure(self) -> Evaluation:
        """How good it is now; the policy is kept if none was better, and all is saved."""
        policy = self.policy()
        measured = _evaluated(policy, self._measured)
        if self._kept_nr is None or measured.nr >= self._kept_nr:
            policy.save(self.folder / POLICY)
            self._kept_nr = measured.nr
        self._remember(measured)
        self._save()
        return measured

    def _looks(self) -> bool:
        refines = self.recipe.learner == "rehearsed" and self.recipe.refinement.passes > 0
        return refines and self.learner.samples - self._look.samples >= SAMPLES_BETWEEN_LOOKS

    def _refine_if_slow(self, tell: Callable[[str], None]) -> float:
        """Have the policy act on better targets where it stays on the clip from most starts and
        practice alone makes it little better; the normalised return then."""
        measured = self._measure()
        refining = self._look.refining
        if measured.success >= HOLDS and measured.nr < min(
            self._look.nr + SLOW_RISE, self.recipe.target
        ):
            refine = self._refinement = self._refinement or self._make_refinement()
            if refining + refine.most <= MOST_REFINING * self.learner.samples:
                tell("Refining the targets, with the policy at work.")
                before = measured.nr
                refining += self._refine(refine)
                measured = self._measure()
                tell(f"Refined: normalised return {measured.nr:.3f}, {before:.3f} before.")
        self._look = Look(self.learner.samples, measured.nr, refining)
        self._save()
        return measured.nr

    def _make_refinement(self) -> Refinement:
        measured = for_evaluation(self.recipe)
        endless = replace(measured.environment, horizon=math.inf)
        recipe = replace(measured, environment=endless)
        return Refinement(
            lambda worlds: stage.build(recipe, worlds, self.seed, self._threads, self._clip),
            recipe.refinement,
        )

    def _refine(self, refine: Refinement) -> int:
        """The control steps simulated for it."""
        start = time.perf_counter()
        environment = self.learner.environment
        environment.lead, samples = refine(self.policy().act, environment.lead)
        self.learner.samples += samples
        self.progress = replace(
            self.progress,
            seconds=self.progress.seconds + time.perf_counter() - start,
            samples=self.learner.samples,
        )
        return samples

    def _leave(self) -> tuple[Policy, Evaluation]:
        """The policy that is kept or the last one, whichever does better, is left in the folder."""
        last = self.policy()
        after = _evaluated(last, self._final)
        self._remember(after)
        if self._kept_nr is not None:
            kept = policies.load(self.folder / POLICY)
            # A run that has learned keeps its last policy, and needs no second evaluation of it.
            if kept.header.samples != last.header.samples:
                measured = _evaluated(kept, self._final)
                if measured.nr > after.nr:
                    return kept, measured
        last.save(self.folder / POLICY)
        self._kept_nr = after.nr
        return last, after

    def _rehearse(self, tell: Callable[[str], None]) -> None:
        """Plan the clip and learn the plan, before the first iteration."""
        assert isinstance(self.learner, Ppo)
        tell("Planning the clip, 20 to 60 seconds for each second of it, and rehearsing that.")
        start = time.perf_counter()
        model = self.learner.environment.engine.model
        self.plan_reward = rehearse(
            self.learner,
            stage.physics(model, self._threads),
            self.recipe.rehearsal,
            self.seed,
        ).reward
        took = time.perf_counter() - start
        self.progress = Progress(seconds=took, samples=self.learner.samples)
        nr = self._measure().nr
        self._look = Look(self.learner.samples, nr, 0)
        self._save()
        self._keep_diverged()
        tell(
            f"The plan earns {self.plan_reward:.3f} a step, its rehearsal a normalised return of "
            f"{nr:.3f}. Now it is practised."
        )

    def _ending(self, budget: Budget, interrupted: bool) -> str | None:
        if interrupted:
            return "Interrupted."
        if budget.share(self.progress) >= 1.0:
            return "The time or the samples given are used up."
        # Patience begins where rehearsal ended.
        history = self._history[self.plan_reward is not None :]
        seconds = [row["seconds"] for row in history]
        returns = [row["nr"] for row in history]
        return verdict(seconds, returns, self.recipe.target)

    def _advance(self, seconds: float) -> None:
        self.progress = Progress(
            seconds=self.progress.seconds + seconds,
            samples=self.learner.samples,
            iterations=self.progress.iterations + 1,
        )

    def _remember(self, measured: Evaluation) -> None:
        self._history.append(
            {
                "seconds": self.progress.seconds,
                "samples": self.progress.samples,
                "nr": measured.nr,
                "success": measured.success,
                "error_m": measured.error_m,
            }
        )

    def _save(self, after: dict[str, Any] | None = None) -> None:
        checkpoint.save(
            self.folder / CHECKPOINT, self.learner, self.recipe, self.seed, self.progress
        )
        metrics = {
            "recipe": dataclasses.asdict(self.recipe),
            "seed": self.seed,
            "before": self._history[0],
            "ended": self.ended,
            "plan_reward": self.plan_reward,
            "kept_nr": self._kept_nr,
            "look": dataclasses.asdict(self._look),
            "after": after,
            "history": self._history,
        }
        with paths.written(self.folder / METRICS) as part:
            part.write_text(json.dumps(metrics, indent=2) + "\n", encoding="utf-8")
        curve.draw(self._history, self._clip.name, self.folder / "curve.png")

    def _keep_diverged(self) -> None:
        """Save the states and targets that led worlds to NaN, for replay."""
        for number, (state, targets) in enumerate(self.learner.environment.take_diverged()):
            name = f"diverged-{self.progress.iterations}-{number}.npz"
            np.savez(self.folder / name, state=state, targets=targets)


def _evaluated(policy: Policy, environment: Environment) -> Evaluation:
    assert policy.lead is not None  # a run's policies have targets
    environment.lead = policy.lead
    return evaluate(policy.act, environment)


@contextmanager
def _interruptible() -> Iterator[threading.Event]:
    """Ctrl-C sets the event, so that what is under way ends in order; a second one breaks off."""
    interrupted = threading.Event()

    def note(number: int, frame: FrameType | None) -> None:
        interrupted.set()
        signal.signal(signal.SIGINT, before)

    if threading.current_thread() is not threading.main_thread():
        yield interrupted
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield interrupted
    finally:
        signal.signal(signal.SIGINT, before)
