"""The paper's figures (tables 2, 4 and 6, and section 10), beside which ours are put."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figures:
    """What the paper says of a skill.

    Attributes:
        cycle_s: s, of the clip. samples_m: millions, trained on.
        nr: normalised return; by the reward of the authors' released code, as far as can be told.
        push_n: the largest push at the pelvis that it survives for 0.2 s, in N, forward and
            sideways; None where it is not told.
        success: share of its goals that are met; None where it is not told, or has none.
        alone: the same of imitation alone, and of the task alone.
    """

    cycle_s: float
    samples_m: float
    nr: float
    push_n: tuple[float, float] | None = None
    success: float | None = None
    alone: tuple[float, float] | None = None


SKILLS: dict[tuple[str, str], Figures] = {  # by body and clip
    # Of clips that nobody has released, and that are drawn here, what it says of its own:
    ("humanoid", "beam_walk"): Figures(0.73, 96, 0.783),
    ("humanoid", "frontflip"): Figures(1.65, 81, 0.485),
    ("humanoid", "headspin"): Figures(1.92, 112, 0.640),
    ("humanoid", "landing"): Figures(2.83, 66, 0.590),
    ("humanoid", "pitch"): Figures(2.47, 57, 0.785),
    ("humanoid", "backflip"): Figures(1.75, 72, 0.729, (440, 100)),
    ("humanoid", "cartwheel"): Figures(2.72, 51, 0.804, (200, 470)),
    ("humanoid", "crawl"): Figures(2.93, 68, 0.932),
    ("humanoid", "dance_a"): Figures(1.62, 67, 0.863),
    ("humanoid", "dance_b"): Figures(2.53, 79, 0.822),
    ("humanoid", "getup_facedown"): Figures(3.28, 49, 0.885),
    ("humanoid", "getup_faceup"): Figures(4.02, 66, 0.838),
    ("humanoid", "jog"): Figures(0.80, 51, 0.951),
    ("humanoid", "jump"): Figures(1.77, 86, 0.947),
    ("humanoid", "kick"): Figures(1.53, 50, 0.854),
    ("humanoid", "punch"): Figures(2.13, 60, 0.812),
    ("humanoid", "roll"): Figures(2.02, 81, 0.735),
    ("humanoid", "run"): Figures(0.80, 53, 0.951, (720, 300)),
    ("humanoid", "sideflip"): Figures(2.44, 64, 0.805),
    ("humanoid", "spin"): Figures(4.42, 191, 0.664),
    ("humanoid", "spinkick"): Figures(1.28, 67, 0.748, (690, 600)),
    ("humanoid", "walk"): Figures(1.26, 61, 0.985, (240, 300)),
    ("atlas", "backflip"): Figures(1.75, 63, 0.630),
    ("atlas", "run"): Figures(0.80, 48, 0.846),
    ("atlas", "spinkick"): Figures(1.28, 66, 0.477),
    ("atlas", "walk"): Figures(1.26, 44, 0.988),
    ("trex", "trex_walk"): Figures(2.00, 140, 0.979),
    ("dragon", "dragon_walk"): Figures(1.50, 139, 0.990),
}

ASKED: dict[tuple[str, str, str], Figures] = {  # by body, clip, and goal or ground
    ("humanoid", "walk", "heading"): Figures(1.26, 85, 0.911),
    ("humanoid", "jog", "heading"): Figures(0.80, 108, 0.876),
    ("humanoid", "run", "heading"): Figures(0.80, 40, 0.637),
    ("humanoid", "spinkick", "strike"): Figures(1.28, 85, 0.601, None, 0.99, (0.19, 0.55)),
    ("humanoid", "pitch", "throw"): Figures(2.47, 221, 0.675, None, 0.75, (0.05, 0.93)),
    ("humanoid", "run", "obstacles"): Figures(0.80, 466, 0.285),
    ("humanoid", "run", "gaps"): Figures(0.80, 265, 0.650),
    ("humanoid", "walk", "beam"): Figures(1.26, 124, 0.439),
    ("humanoid", "landing", "ledge"): Figures(2.83, 66, 0.590),
    ("atlas", "walk", "stairs"): Figures(1.26, 174, 0.808),
}


def of(body: str, clip: str, asked: str = "") -> Figures | None:
    """What the paper says of a clip on a body, with a goal or on a ground; None where nothing."""
    return ASKED.get((body, clip, asked)) if asked else SKILLS.get((body, clip))
