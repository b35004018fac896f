"""A training run: learns, measures as it goes, keeps checkpoints, and leaves its results."""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from torch.utils.tensorboard import SummaryWriter

from stuntman import __version__
from stuntman.characters import character as characters
from stuntman.errors import Interrupted, StuntmanError
from stuntman.evaluation.evaluate import Evaluation
from stuntman.evaluation.report import report, score
from stuntman.learning import LEARNERS
from stuntman.learning.learner import Learner
from stuntman.planning.learning_control import LearningControl
from stuntman.policies import policy as policies
from stuntman.policies.policy import Header, Policy
from stuntman.recipes import build
from stuntman.threads import computed_on
from stuntman.training import benchmark, checkpoint, curve, initial_policy, warm_start
from stuntman.training import folder as folders
from stuntman.training.control import improve_targets, make_control
from stuntman.training.interruption import interruptible
from stuntman.training.measuring import Measuring
from stuntman.training.side_by_side import Train
from stuntman.training.state import ControlCheck, Measure, Progress, RunState
from stuntman.training.stopping import USED_UP, Budget, OutOfTime, leaving, sound, verdict
from stuntman.training.timer import Timer
from stuntman.training.warm_start import Wait, WarmStart, recalled_teachers

# Samples between two measures, by the body's degrees of freedom, of which a sample's time goes: 0.4
# million of a person's 34. Not by the clock, so that a seed fixes a run.
_SAMPLES_BETWEEN_MEASURES = 14_000_000
_SECONDS_BETWEEN_CHECKPOINTS = 45.0  # what a run loses at most when its machine fails
_SLOW_RISE = 0.01  # of normalised return between two measures, below which learning control is due
_STEADY_SUCCESS = 0.9  # share of starts without a fall from which on it may be
_MAX_CONTROL_SHARE = 0.25  # of all samples, that learning control may take


@dataclass(frozen=True)
class Report:
    """What the display shows after an iteration; `nr` was measured after `measured` samples."""

    progress: Progress
    share: float
    stats: dict[str, float]
    samples_per_s: float
    nr: float
    measured: int


class Run:
    """A training run in a folder; training/launch.py starts and resumes one.

    Attributes:
        state: settings and past. ended: why it has ended, as a sentence.
    """

    def __init__(
        self,
        folder: Path,
        state: RunState,
        threads: int = 0,
        device: str = "cpu",
        train_specialist: Train | None = None,
    ) -> None:
        self.folder, self.state, self.ended = folder, state, ""
        self._train_specialist = train_specialist
        recipe, self._threads, self._device = state.recipe, threads, device
        clips = build.load_clips(recipe)
        self.problem = build.make(recipe, clips)
        environment = build.environment(
            self.problem, recipe.environment, recipe.ppo.worlds, state.seed, threads, device
        )
        self.learner: Learner = LEARNERS[recipe.learner](environment, recipe.ppo, state.seed)
        self._measuring = Measuring(self.problem, recipe, state.seed, threads, device)
        self._control: LearningControl | None = None  # made when it is first needed
        self._saved_at = -math.inf  # s of the clock
        self._slowed, self._timer = False, Timer()  # slowed, since learning diverged
        self._iteration_seconds = self._measuring_seconds = 0.0  # of the last ones
        self._interrupted = threading.Event()
        self._between_measures = _SAMPLES_BETWEEN_MEASURES // self.problem.model.nv
        self._derived_drives = characters.load(recipe.character).derived_drives

    @property
    def interrupted(self) -> bool:
        """Whether it was asked to end, by Ctrl-C, SIGTERM or SIGHUP."""
        return self._interrupted.is_set()

    def policy(self) -> Policy:
        """What has been learned so far; the critic from where it has learned anything."""
        state, learner, env = self.state, self.learner, self.learner.environment
        header = Header(
            recipe=state.recipe,
            clip_digests=self.problem.library.digests,
            observation_terms=env.problem.layout,
            actuators=env.problem.actuators,
            mirrored_halves=tuple(self.problem.library.mirrored_halves.tolist()),
            seed=state.seed,
            samples=state.progress.samples,
            train_minutes=state.progress.seconds / 60.0,
            version=__version__,
            trained_on=computed_on(self._threads, self._device),
            specialist_nr=state.specialist_nr,
            derived_drives=self._derived_drives,
        )
        critic = learner.critic if state.progress.iterations else None
        return Policy(header, learner.actor, learner.normalizer, env.actuation, critic)

    def train(
        self,
        budget: Budget,
        show: Callable[[Report], None],
        tell: Callable[[str], None] = lambda text: None,
        wait: Wait = lambda what, share, seconds_left: None,
    ) -> list[Evaluation]:
        """Learn until the skill is learned or no longer rises, the budget is used up, or Ctrl-C;
        `ended` then says which. The evaluation of the policy that is left, clip by clip; it comes
        on top of the time given.

        Writes into the folder, as it goes and at the end: the checkpoint, metrics.json, curve.png,
        TensorBoard's events and policy.safetensors, the best that was measured, not the last: late
        in learning a policy may fall from a start or two that it had mastered.

        Args:
            show: given where the run is, after each iteration. tell: what goes on besides.
            wait: given what is done before the first iteration, the share of it that is done, and
                the seconds left.

        Raises:
            Interrupted: before there was a policy; what was done is kept, and the run goes on from
                there when it is resumed.
            StuntmanError: the folder cannot be written to, or learning has diverged for good; what
                was saved before is still there.
        """
        try:
            with folders.locked(self.folder), interruptible() as self._interrupted:
                self._timer = Timer()
                self._begin()
                self._recall_teachers()
                if not self.state.progress.samples:
                    self._before_practice(budget, tell, wait)
                self._timer.allow(60.0 * budget.minutes - self.state.progress.seconds)
                with SummaryWriter(str(self.folder)) as writer:
                    self._learn(budget, show, tell, writer)
                tell(leaving(self.interrupted))
                return self._leave()
        except OSError as error:
            raise StuntmanError(
                f"{self.folder} cannot be written to ({error.strerror or error}): mend that, and "
                f"go on with --resume {self.folder}."
            ) from error

    def _begin(self) -> None:
        if not self.state.history:
            folders.refuse_a_run(self.folder)  # which may have begun since this was set up
            recipe = self.state.recipe
            if recipe.initial_policy:
                initial_policy.adopt(self.learner, recipe.initial_policy, recipe.cloning)
            first = self.policy()
            self._remember(self._measured(first, self._measuring.thoroughly(first)))
            if recipe.initial_policy:
                self._keep(first, self.state.history[0])
        self._save()

    def _before_practice(self, budget: Budget, tell: Callable[[str], None], wait: Wait) -> None:
        """Say what is expected, and do what comes before the first iteration."""
        recipe = self.state.recipe
        speed = benchmark.measure(
            self.problem, recipe, self._threads, self._device, self._check_interrupted
        )
        if not recipe.is_taught:
            tell(speed.expectation())
            return
        done = WarmStart(
            self.learner,
            self.problem,
            self.state,
            self.folder,
            self._threads,
            warm_start.share(recipe) * 60.0 * budget.minutes,
            speed,
            wait,
            tell,
            self._check_interrupted,
            self._train_specialist,
        ).run()
        self._count(earlier=done.seconds_before)
        self.state = replace(
            self.state, plan_reward=done.plan_reward, specialist_nr=done.specialist_nr
        )
        if self.state.taught:
            self._measure()
            nr = self.state.history[-1].nr
            self.state = replace(self.state, control=ControlCheck(self.learner.samples, nr, 0))
            tell(
                f"{done.words}; taught, the policy has a normalised return of {nr:.3f}. "
                "Now it is practised."
            )
        self._save()
        (self.folder / warm_start.CLONING).unlink(missing_ok=True)
        self._write_diverged()

    def _learn(
        self,
        budget: Budget,
        show: Callable[[Report], None],
        tell: Callable[[str], None],
        writer: SummaryWriter,
    ) -> None:
        while not (ended := self._ending(budget)):
            # Before an iteration, so that a run broken off here comes back to it.
            if self._checks_control():
                self._improve_targets_if_slow(tell)
                continue
            start = time.monotonic()
            stats = self._iterate(tell)
            took = self._iteration_seconds = time.monotonic() - start
            self._count(iterations=1)
            self._write_diverged()
            due = self.learner.samples - self.state.measured >= self._between_measures
            if due and not self._timer.late(self._measuring_seconds):
                self._measure()
            elif time.monotonic() - self._saved_at > _SECONDS_BETWEEN_CHECKPOINTS:
                self._save()
            last = self.state.history[-1]
            for name, value in (stats | {"nr": last.nr}).items():
                writer.add_scalar(name, value, self.state.progress.samples)
            rate = self.learner.samples_per_iteration / took
            share = min(1.0, budget.share(self.state.progress))
            show(Report(self.state.progress, share, stats, rate, last.nr, last.samples))
        self.ended = ended
        self._save()

    def _iterate(self, tell: Callable[[str], None]) -> dict[str, float]:
        """An iteration; the first time that one leaves what is not finite, another instead, from
        the last checkpoint and with half the learning rate."""
        stats = self.learner.iterate()
        if sound(stats, self.learner):
            return stats
        if not self._slowed:
            self._slowed = True
            tensors, _ = checkpoint.load(self.folder / checkpoint.NAME)
            self.learner.load_state_dict(tensors)
            self.learner.slow_down()
            tell("Learning diverged: on from the last checkpoint with half the learning rate.")
            stats = self.learner.iterate()
            if sound(stats, self.learner):
                return stats
        raise StuntmanError(
            "Learning diverges: its losses or weights are not finite, with half the learning rate "
            f"too. The last checkpoint is sound; lower --{self.state.recipe.learner}.learning-rate "
            "in a new run."
        )

    def _measure(self) -> None:
        """See how good it is now; the policy is kept if none was better, and all is saved."""
        start = time.monotonic()
        policy = self.policy()
        measure = self._measured(policy, self._measuring.quickly(policy))
        if self.state.keeps(measure, self.state.kept_nr):
            self._keep(policy, measure)
        self._remember(measure)
        self.state = replace(self.state, measured=self.state.progress.samples)
        self._save()
        self._measuring_seconds = time.monotonic() - start

    def _checks_control(self) -> bool:
        """Whether it has been measured since it was last checked if learning control is due."""
        recipe, state = self.state.recipe, self.state
        wanted = recipe.plans and not recipe.tasks and recipe.learning_control.passes > 0
        return wanted and state.control.samples < state.measured

    def _improve_targets_if_slow(self, tell: Callable[[str], None]) -> None:
        """Let learning control improve the targets beneath a policy that stays on the clip from
        most starts and that practice alone makes little better."""
        state = self.state
        check, spent = state.control, state.control.spent
        before = next(row for row in state.history if row.samples == state.measured)
        slow = before.nr < min(check.nr + _SLOW_RISE, state.recipe.target)
        nr = before.nr
        if before.success >= _STEADY_SUCCESS and slow:
            control = self._control or make_control(self.problem, state, self._threads)
            self._control = control
            seconds_a_sample = self._iteration_seconds / self.learner.samples_per_iteration
            fits = spent + control.max_samples <= _MAX_CONTROL_SHARE * self.learner.samples
            if fits and not self._timer.late(control.max_samples * seconds_a_sample):
                tell("Improving the targets by learning control, with the policy at work.")
                try:
                    act = self.policy().act
                    samples = improve_targets(control, self.learner, act, self._check)
                    spent += samples
                    self._count(samples)
                except (Interrupted, OutOfTime):  # the targets are as before
                    return
                self._measure()
                nr = self.state.history[-1].nr
                tell(f"Targets improved: normalised return {nr:.3f}, {before.nr:.3f} before.")
        check = ControlCheck(self.state.measured, nr, spent)
        self.state = replace(self.state, control=check)
        self._save()

    def _leave(self) -> list[Evaluation]:
        """The policy that is kept or the last one, whichever does better, is left in the folder."""
        last = left = self.policy()
        after = self._measuring.thoroughly(last)
        measure = self._measured(last, after)
        self._remember(measure)
        # A run that has learned keeps its last policy, and needs no second evaluation of it.
        if self.state.kept_nr is not None and self.state.kept_samples != last.header.samples:
            best = policies.load(self.folder / folders.POLICY)
            results = self._measuring.thoroughly(best)
            if not self.state.keeps(measure, self._measured(best, results).worth):
                left, after = best, results
        after = self._measuring.with_starts(left, after)
        if left is last:
            self._keep(last, measure)
        else:
            left.save(self.folder / folders.POLICY)
        self._save()
        self._write_metrics(report(str(self.folder / folders.POLICY), left, after))
        return after

    def _ending(self, budget: Budget) -> str | None:
        """Why training ends now, if it does."""
        if self.interrupted:
            return folders.INTERRUPTED
        if self._timer.late(self._iteration_seconds) or budget.share(self.state.progress) >= 1.0:
            return USED_UP
        # Patience begins where something was taught.
        return verdict(self.state.history[self.state.taught :], self.state.recipe.target)

    def _recall_teachers(self) -> None:
        """Those of a run that is resumed, or the policy that it began from."""
        recipe, env = self.state.recipe, self.learner.environment
        if self.state.specialist_nr:
            digests, folder = self.problem.library.digests, self.folder
            self.learner.teachers = recalled_teachers(env, digests, recipe, folder)
        elif recipe.keeps_initial:
            self.learner.teachers = initial_policy.as_teacher(env, recipe.initial_policy)

    def _check_interrupted(self) -> None:
        if self.interrupted:
            raise Interrupted(f"Interrupted; go on with --resume {self.folder}.")

    def _check(self) -> None:
        self._check_interrupted()
        if self._timer.late():
            raise OutOfTime

    def _count(self, samples: int = 0, iterations: int = 0, earlier: float = 0.0) -> None:
        """Count samples simulated beside the learner, iterations, the time since the last call, and
        that of an earlier process, in s."""
        self.learner.samples += samples
        before = self.state.progress
        progress = Progress(
            before.seconds + self._timer.lap() + earlier,
            self.learner.samples,
            before.iterations + iterations,
        )
        self.state = replace(self.state, progress=progress)

    def _measured(self, policy: Policy, results: list[Evaluation]) -> Measure:
        """What a policy is worth now that evaluates so."""
        count, progress = len(results), self.state.progress
        return Measure(
            seconds=progress.seconds,
            samples=progress.samples,
            nr=score(self.state.recipe, results),
            success=sum(result.success for result in results) / count,
            error_m=sum(result.error_m for result in results) / count,
            disturbed=self._measuring.disturbed(policy),
        )

    def _remember(self, measure: Measure) -> None:
        self.state = replace(self.state, history=(*self.state.history, measure))

    def _keep(self, policy: Policy, measure: Measure) -> None:
        """Let the folder have this policy."""
        policy.save(self.folder / folders.POLICY)
        self.state = replace(self.state, kept_nr=measure.worth, kept_samples=policy.header.samples)

    def _save(self) -> None:
        checkpoint.save(self.folder / checkpoint.NAME, self.learner, self.state)
        self._write_metrics(None)
        self._saved_at = time.monotonic()

    def _write_metrics(self, after: dict[str, object] | None) -> None:
        state = self.state.to_json()
        metrics = state | {"before": state["history"][0], "ended": self.ended, "after": after}
        folders.write_json(self.folder / folders.METRICS, metrics)
        curve.draw(self.state.history, self.state.recipe.name, self.folder / "curve.png")

    def _write_diverged(self) -> None:
        states = self.learner.environment.diverged.take()
        folders.write_diverged(self.folder, self.state.progress.iterations, states)
