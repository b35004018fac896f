"""What the policies that ship are worth, skill by skill, beside the paper's figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from stuntman.evaluation import paper, quality
from stuntman.evaluation.evaluate import (
    Evaluation,
    Show,
    evaluate_clips,
    for_evaluation,
    nth,
    problem_for,
    quietly,
    with_own_starts,
)
from stuntman.evaluation.imitation_alone import imitation_alone, who_imitates
from stuntman.evaluation.robustness import TRIALS, Robustness, all_taken
from stuntman.motion import library
from stuntman.motion.classics import AUTHORS, DIGESTS
from stuntman.policies import files
from stuntman.policies import policy as policies
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import BODY, Recipe

_PUSHED = ["push forward (paper)", "sideways (paper)", "blocks"]
BOTH, IMITATION, TASK = "both", "imitation", "task"


@dataclass(frozen=True)
class Row:
    """A skill of a policy.

    Attributes:
        policy: its name. body, clip: what it does on what. cycle_s: s, of the clip.
        asked: its goals, or its ground; "" where it imitates on the flat.
        learned: what it was trained on: "both" imitation and what is asked, or one of these.
        result: its evaluation. samples_m: millions, trained on. minutes: of training.
        trained_on: threads and processor; "" where the policy does not tell.
        paper: what the paper says of the skill; None where it has none such.
        quality: of one performance; None where that falls at once.
        pushes: what pushes and blocks it survives; None where it was not asked.
    """

    policy: str
    body: str
    clip: str
    cycle_s: float
    asked: str
    learned: str
    result: Evaluation
    samples_m: float
    minutes: float
    trained_on: str
    paper: paper.Figures | None
    quality: quality.Quality | None
    pushes: Robustness | None


def measure(
    name: str, policy: Policy, episodes: int, robustness: bool, show: Show = quietly
) -> list[Row]:
    """Each clip of a policy; only the first where the character says which clip it is.

    Raises:
        StuntmanError: a clip is not here, or clip or body are not those it was trained on.
    """
    header, problem = policy.header, problem_for(policy)
    recipe = header.recipe
    asked = ", ".join([*recipe.tasks, *recipe.terrain])
    config = for_evaluation(recipe.environment)
    environment = build.environment(problem, config, episodes)
    trials = build.environment(problem, config, TRIALS) if robustness else None

    results = evaluate_clips(policy.act, environment, nth(0, 3, show))
    results = with_own_starts(results, policy, problem, show=nth(1, 3, show))
    rows = []
    both = BOTH if recipe.environment.imitation_weight else TASK
    last, doing = nth(2, 3, show), "performed, and pushed" if robustness else "performed"
    for clip, result in enumerate(results):
        last(f"{result.clip}, {doing}", clip / len(results))
        rows.append(
            Row(
                policy=name,
                body=recipe.character,
                clip=result.clip,
                cycle_s=float(problem.library.duration[clip]),
                asked=asked,
                learned=both if asked else IMITATION,
                result=result,
                samples_m=header.samples / 1e6,
                minutes=header.train_minutes,
                trained_on=header.trained_on,
                paper=paper.of(recipe.character, result.clip, asked),
                quality=None if asked else quality.of_policy(policy, problem, clip),
                pushes=None if trials is None else all_taken(policy.act, trials, clip),
            )
        )
    alone = who_imitates(recipe) if asked else None
    if alone is not None:
        rows.append(_imitating(rows[0], alone, recipe, episodes))
    return rows


def _imitating(row: Row, policy: Policy, asked: Recipe, episodes: int) -> Row:
    """Beside a row with goals or ground, what imitation alone meets of them."""
    header = policy.header
    return replace(
        row,
        policy=header.recipe.name,
        learned=IMITATION,
        result=imitation_alone(policy, asked, episodes)[0],
        samples_m=header.samples / 1e6,
        minutes=header.train_minutes,
        trained_on=header.trained_on,
        quality=None,
        pushes=None,
    )


def lacking() -> list[Recipe]:
    """Recipes of the paper's clips that are here and that none of the policies of the humanoid that
    ship knows."""
    shipped = [policies.load(name).header.recipe for name in files.names()]
    known = {clip for recipe in shipped if recipe.character == BODY for clip in recipe.clips}
    here = (*DIGESTS, *(entry.name for entry in library.entries() if entry.name in AUTHORS))
    found = [recipes.load(clip) for clip in here if clip not in known]
    return [recipe for recipe in found if recipe.character == BODY]


_HEAD = """# Results

Written by `stuntman suite`. `NR` is the paper's equation as it is printed, `released` the reward of
the authors' released code, to which the paper's own figures compare; both over {episodes} episodes
from starts spread over the clip, without noise. `no fall`: episodes in which no body touches the
ground that must not; `worst start`: reward over the first two seconds from the worst start, by the
mean of all, where performances begin, in states that the policy comes by itself; `M`: million
samples, those of specialists that a policy was taught by not among them; `on`: how many threads
of what trained it.

From one performance of the clip, or two cycles of it: `foot slide`: how far a foot slides over the
floor in a contact; `in floor`: how deep the body is in it at most; `jitter`: mean joint
acceleration by the clip's at the same instants, so that 1 is the clip's own. `push`: the largest,
of 50 to 800 N for 0.2 s at the root, that 80% of 64 trials survive; `blocks`: who is still up after
20 s with a block of 8 kg and 5 m/s each second, at any part of the body and from anywhere.

"""


_ASKED = """
## Goals and ground

`task return`: what the goals earn, of what they could; `met`: share of the goals; `distance`: the
median of the way along courses of full difficulty before a fall, in {horizon:.0f} s at most. No
course was trained on. `learned`: both to imitate and to meet the goals, or one of these alone; who
learned to imitate alone does not see goals or ground. The paper has success for all three, and
normalised return, by the released reward, and samples of `both`.

"""


def markdown(rows: Sequence[Row]) -> str:
    """The tables, with the paper's figures in brackets."""
    head = _HEAD.format(episodes=rows[0].result.episodes) if rows else ""
    plain, asked = ([row for row in rows if bool(row.asked) == some] for some in (False, True))
    out = head + (_table(plain) if plain else "")
    if asked:
        out += _ASKED.format(horizon=asked[0].result.horizon_s) + _table_of_asked(asked)
    return out


def _table_of_asked(rows: Sequence[Row]) -> str:
    titles = [
        "policy",
        "body",
        "clip",
        "goal or ground",
        "learned",
        "released (paper)",
        "NR",
        "no fall",
    ]
    titles += ["task return", "met (paper)", "distance", "over 50 m", "M (paper)", "minutes", "on"]
    return _lines(titles, rows, _cells_of_asked)


def _cells_of_asked(row: Row) -> list[str]:
    result, theirs = row.result, row.paper if row.learned == BOTH else None
    met = None if result.task_success is None else f"{result.task_success:.0%}"
    told = _success(row)
    if met and told is not None:
        met += f" ({told:.0%})"
    return [
        row.policy,
        row.body,
        row.clip,
        row.asked,
        row.learned,
        f"{result.nr_released:.3f}" + (f" ({theirs.nr:.3f})" if theirs else ""),
        f"{result.nr:.3f}",
        f"{result.success:.0%}",
        "-" if result.task_return is None else f"{result.task_return:.3f}",
        met or "-",
        "-" if result.distance_m is None else f"{result.distance_m:.1f} m",
        "-" if result.over_50_m is None else f"{result.over_50_m:.0%}",
        f"{row.samples_m:.1f}" + (f" ({theirs.samples_m:.0f})" if theirs else ""),
        f"{row.minutes:.0f}",
        row.trained_on or "-",
    ]


def _success(row: Row) -> float | None:
    """The paper's share of goals that are met."""
    theirs = row.paper
    if theirs is None or theirs.alone is None:
        return None if theirs is None else theirs.success
    imitation, task = theirs.alone
    return {BOTH: theirs.success, IMITATION: imitation, TASK: task}[row.learned]


def _table(rows: Sequence[Row]) -> str:
    titles = ["policy", "body", "clip", "cycle", "released (paper)", "NR", "no fall"]
    titles += ["worst start", "body error", "foot slide", "in floor", "jitter"]
    titles += ["M (paper)", "minutes", "on"]
    return _lines(titles, rows, _cells)


def _lines(titles: list[str], rows: Sequence[Row], cells: Callable[[Row], list[str]]) -> str:
    """A table of rows, and what they survive where that was asked."""
    pushed = any(row.pushes for row in rows)
    titles = [*titles, *_PUSHED] if pushed else titles
    told = [cells(row) + (_pushes(row) if pushed else []) for row in rows]
    lines = [titles, ["---"] * len(titles), *told]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _pushes(row: Row) -> list[str]:
    if row.pushes is None:
        return ["-"] * len(_PUSHED)
    told = row.paper.push_n if row.paper and row.paper.push_n else (None, None)
    ours = row.pushes.forward_n, row.pushes.sideways_n
    forces = zip(ours, told, strict=True)
    cells = [f"{force:.0f} N" + (f" ({wanted:.0f})" if wanted else "") for force, wanted in forces]
    return [*cells, f"{row.pushes.blocks:.0%}"]


def _cells(row: Row) -> list[str]:
    result, theirs, clean = row.result, row.paper, row.quality
    return [
        row.policy,
        row.body,
        row.clip,
        f"{row.cycle_s:.2f} s",
        f"{result.nr_released:.3f}" + (f" ({theirs.nr:.3f})" if theirs else ""),
        f"{result.nr:.3f}",
        f"{result.success:.0%}",
        f"{result.worst_start:.2f}",
        _cm(result.error_m),
        _cm(clean.foot_slide_m if clean else None),
        _cm(clean.penetration_m if clean else None),
        "-" if clean is None or clean.jitter is None else f"{clean.jitter:.2f}",
        f"{row.samples_m:.1f}" + (f" ({theirs.samples_m:.0f})" if theirs else ""),
        f"{row.minutes:.0f}",
        row.trained_on or "-",
    ]


def _cm(metres: float | None) -> str:
    return "-" if metres is None else f"{100.0 * metres:.1f} cm"
