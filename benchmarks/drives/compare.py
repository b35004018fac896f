"""Where a drive's damping sits, and what it does to tracking: python benchmarks/drives/compare.py

Each body starts on the reference and follows it for five control steps with no policy at all
(zero actions): mean reward of the paper, by clip. The variants change the compiled humanoid only.
docs/humanoid.md carries the table and what was chosen by it.
"""

from dataclasses import dataclass

import mujoco
import numpy as np
import torch

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.imitation.config import CONTROL_RATE, EnvironmentConfig
from stuntman.imitation.environment import Environment
from stuntman.imitation.problem import make_problem
from stuntman.imitation.rewards import PAPER
from stuntman.motion import library
from stuntman.physics import scene
from stuntman.physics.cpu import CpuEngine
from stuntman.retargeting.retarget import Reference, retarget

CLIPS = ("walk", "run", "backflip")
WORLDS = 256
STEPS = 5


@dataclass(frozen=True)
class Variant:
    """Damping as shares of kp (s): passive in the joint, inside the actuator under its limit."""

    passive: float
    inside: float
    armature: float
    steps_per_second: int

    def apply(self, model: mujoco.MjModel) -> None:
        """Put these drives into a compiled model."""
        axis = np.argmax(model.actuator_gear, axis=1)
        dofs = model.jnt_dofadr[model.actuator_trnid[:, 0]] + axis
        kp = model.actuator_gainprm[:, 0]
        model.dof_damping[dofs] = self.passive * kp
        model.actuator_biasprm[:, 2] = -self.inside * kp
        model.dof_armature[6:] = self.armature
        model.opt.timestep = 1.0 / self.steps_per_second
        mujoco.mj_setConst(model, mujoco.MjData(model))


VARIANTS = (
    Variant(1 / 10, 0, 0.03, 120),
    Variant(1 / 20, 0, 0.03, 120),
    Variant(1 / 40, 0, 0.03, 120),
    Variant(0, 1 / 20, 0.03, 120),
    Variant(0, 1 / 20, 0.03, 240),
    Variant(1 / 60, 1 / 30, 0.03, 120),  # what character.xml has
    Variant(0, 1 / 20, 0.01, 120),
    Variant(1 / 60, 1 / 30, 0.01, 120),
)


def mean_reward(character: Character, reference: Reference, variant: Variant) -> float:
    """Mean reward of the first steps with zero actions, from starts all over the clip."""
    model = scene.build(character)
    variant.apply(model)
    engine = CpuEngine(model, WORLDS, round(variant.steps_per_second / CONTROL_RATE))
    config = EnvironmentConfig(
        early_termination=False, max_body_error=0.0, force_share=0.0, target_early=0.0, reward=PAPER
    )
    bodies = character.end_effectors, character.fall_bodies
    problem = make_problem(model, (reference,), (1.0,), *bodies, config)
    environment = Environment(problem, engine, config)
    environment.reset(torch.linspace(0.0, reference.duration, WORLDS, dtype=torch.float64))
    still = torch.zeros(WORLDS, environment.actions)
    return float(torch.stack([environment.step(still)[1] for _ in range(STEPS)]).mean())


def share(part: float) -> str:
    """A damping as the fraction of kp it is."""
    return f"kp/{round(1 / part)}" if part else "none"


def main() -> None:
    """Print the table."""
    character = characters.load("humanoid")
    model = scene.build(character)
    references = [retarget(library.load(name), character, model) for name in CLIPS]
    print(f"| in the joint | in the actuator | armature | time step | {' | '.join(CLIPS)} |")
    print("|---|---|---|---|" + "---|" * len(CLIPS))
    for variant in VARIANTS:
        rewards = [mean_reward(character, reference, variant) for reference in references]
        print(
            f"| {share(variant.passive)} | {share(variant.inside)} | {variant.armature:g} "
            f"| 1/{variant.steps_per_second} s "
            f"| {' | '.join(f'{reward:.3f}'.removeprefix('0') for reward in rewards)} |"
        )


if __name__ == "__main__":
    main()
