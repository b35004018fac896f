"""Worlds that are not quite the model, and that push: what a policy learns to stand in.

Each world draws anew in every episode how slippery, heavy, strong and late it is (domain
randomisation, Peng et al. 2018), starts a little beside the state it was given, and is pushed or
hit by a block now and then.
"""

import math
from dataclasses import dataclass

import mujoco
import torch
from torch import Tensor

from stuntman.errors import refuse_outside
from stuntman.physics.engine import Engine
from stuntman.spatial.torch_rotations import multiply

PUSH_SECONDS = 0.2  # the paper's
_GRAVITY = 9.81  # m/s^2, of the weight that pushes are told in
_BLOCK_KG, _BLOCK_SPEED = 8.0, 5.0  # m/s, as the viewer throws them
_SURVIVED_SECONDS = 2.0  # after a push begins, without a fall
# The curriculum: of pushes as hard as it asks at most, this share is to be survived.
_SURVIVED_SHARE = 0.6
_FIRST_LEVEL, _LEAST_LEVEL = 0.2, 0.1
# A push that is survived in every world raises the level by .05: to the top takes 16 of them.
_LEVEL_RATE = 0.05 / (1.0 - _SURVIVED_SHARE)


@dataclass(frozen=True)
class RandomizationConfig:
    """What each world draws for itself in every episode, and the pushes in it; 0 is off.

    Attributes:
        push: the largest force of pushes, by the body's weight: at the root for 0.2 s, of any
            smaller force too, in any horizontal direction.
        push_seconds: s on average between the end of a push and the next.
        block_share: of the pushes, how many are blocks instead, of 8 kg at up to 5 m/s against any
            part of the body: the momentum that one that does not bounce gives it, in one step.
        curriculum: pushes begin at a fifth of that and grow as they are survived.
        friction, masses: by how much, up or down, the friction of a world's contacts and the mass
            and inertia of each body differ from the model's, as a fraction.
        gains: likewise of kp and kd, each for all drives of a world.
        delay: control steps by which targets come late, at most; up to 1. A drive that works on the
            old target for part of a step gets the mean of both by time, which is the same impulse.
        start_speed: m/s, horizontal, at most, that the root starts with beside its own.
        start_tilt: degrees by which the body starts tilted about its root, at most.
    """

    push: float = 0.0
    push_seconds: float = 3.0
    block_share: float = 0.0
    curriculum: bool = False
    friction: float = 0.0
    masses: float = 0.0
    gains: float = 0.0
    delay: float = 0.0
    start_speed: float = 0.0
    start_tilt: float = 0.0

    def __post_init__(self) -> None:
        where = "environment.randomization"
        refuse_outside(where, self, ("push", "start_speed"), 0, 100)
        refuse_outside(where, self, ("push_seconds",), 0.1, 1e6)
        refuse_outside(where, self, ("friction", "masses", "gains"), 0, 0.9)
        refuse_outside(where, self, ("block_share", "delay"), 0, 1)
        refuse_outside(where, self, ("start_tilt",), 0, 45)

    @property
    def on(self) -> bool:
        """Whether anything differs from the model and its states."""
        parts = (self.push, self.friction, self.masses, self.gains, self.delay)
        return any(parts) or self.start_speed > 0 or self.start_tilt > 0


def struck(model: mujoco.MjModel) -> Tensor:
    """The bodies by index that pushes and blocks strike: the root first, then all that hang on
    it."""
    root = int(model.jnt_bodyid[0])
    others = range(root + 1, model.nbody)
    return torch.tensor([root] + [body for body in others if model.body_rootid[body] == root])


def block_forces(model: mujoco.MjModel, step: float) -> Tensor:
    """The force (bodies,) in N that gives each body, in a control step of so many s, the momentum
    of a block of 8 kg at 5 m/s that does not bounce."""
    inverse = torch.tensor(model.body_invweight0[:, 0], dtype=torch.float32)
    return _BLOCK_SPEED / (1.0 / _BLOCK_KG + inverse) / step


class Randomization:
    """What the worlds of an engine have drawn, and the pushes under way in them.

    Args:
        step: s, of control.
        rng: everything is drawn from it; on the engine's device.
    """

    def __init__(
        self, engine: Engine, config: RandomizationConfig, step: float, rng: torch.Generator
    ) -> None:
        self._engine, self._config, self._step, self._rng = engine, config, step, rng
        model, worlds, device = engine.model, engine.worlds, engine.device
        root = int(model.jnt_bodyid[0])
        self._weight = _GRAVITY * float(model.body_subtreemass[root])
        self._parts = struck(model).to(device)
        self._block_force = block_forces(model, step).to(device)
        self._push_steps = round(PUSH_SECONDS / step)
        self._survived_steps = round(_SURVIVED_SECONDS / step)
        level = _FIRST_LEVEL if config.curriculum else 1.0
        long = torch.zeros(worlds, dtype=torch.long, device=device)
        one = torch.ones(worlds, 1, device=device)
        self._state = {
            "level": torch.tensor(level, device=device),  # share of `push` that is dealt out
            "body": long + root,  # that was pushed last
            "force": torch.zeros(worlds, 3, device=device),
            # Steps that the push goes on; then one of no force, and another may begin.
            "left": long - 1,
            "unjudged": long.clone(),  # steps until a push is survived
            "targets": torch.zeros(worlds, model.nu, device=device),  # of the step before
            "begun": torch.zeros(worlds, 1, dtype=torch.bool, device=device),  # it had a step
            "delay": 0.0 * one,
            "friction": one,
            "masses": one.expand(worlds, model.nbody).clone(),
            "kp": one.clone(),
            "kd": one.clone(),
        }

    def begin(self, worlds: Tensor, qpos: Tensor, qvel: Tensor) -> tuple[Tensor, Tensor]:
        """Draw anew for episodes that start in the worlds of these indices (n,); the states, qpos
        (n, nq) and qvel (n, nv), that they start in instead."""
        config, state = self._config, self._state
        state["left"][worlds] = state["left"][worlds].clamp_max(0)
        state["unjudged"][worlds] = 0
        state["begun"][worlds] = False
        state["delay"][worlds] = config.delay * self._draw(len(worlds), 1)
        spreads = {"friction": config.friction, "masses": config.masses}
        for name, spread in (spreads | {"kp": config.gains, "kd": config.gains}).items():
            if spread > 0:
                drawn = self._draw(len(worlds), state[name].shape[1])
                state[name][worlds] = 1.0 + spread * (2.0 * drawn - 1.0)
        self._give_models(worlds)
        return self._tilted(qpos), self._shoved(qvel)

    def disturb(self, pd_targets: Tensor) -> Tensor:
        """Set the forces of the control step that comes; the PD targets (worlds, actuators) that
        work in it, of those that were meant to."""
        if self._config.push > 0:
            self._push()
        if self._config.delay == 0:
            return pd_targets
        state = self._state
        before = torch.where(state["begun"], state["targets"], pd_targets)
        state["targets"], state["begun"] = pd_targets, torch.ones_like(state["begun"])
        return pd_targets + state["delay"] * (before - pd_targets)

    def judge(self, terminated: Tensor) -> None:
        """Let pushes grow by those survived, and shrink by episodes (worlds,) that terminated soon
        after one."""
        if not self._config.curriculum:
            return
        left = self._state["unjudged"]
        fell = (left > 0) & terminated
        survived = (left == 1) & ~terminated
        gain = (1.0 - _SURVIVED_SHARE) * survived.float() - _SURVIVED_SHARE * fell.float()
        level = self._state["level"] + _LEVEL_RATE * gain.mean()
        self._state["level"] = level.clamp(_LEAST_LEVEL, 1.0)
        self._state["unjudged"] = (left - 1).clamp_min(0)

    def state_dict(self) -> dict[str, Tensor]:
        """All that `load_state_dict` needs, the generator aside."""
        return {name: tensor.clone() for name, tensor in self._state.items()}

    def load_state_dict(self, state: dict[str, Tensor]) -> None:
        """Continue from a `state_dict`."""
        self._state = {name: state[name].clone() for name in self._state}
        self._give_models(torch.arange(self._engine.worlds, device=self._engine.device))
        still = torch.zeros_like(self._state["force"])
        for body in self._parts.tolist():
            self._engine.set_force(body, still)

    def _push(self) -> None:
        """Go on with pushes, and let some begin."""
        config, state = self._config, self._state
        chance, turn, strength, kind, part = self._draw(5, self._engine.worlds)
        begins = (state["left"] < 0) & (chance < self._step / config.push_seconds)
        block = kind < config.block_share
        hit = self._parts[(part * len(self._parts)).long()]
        body = torch.where(block, hit, self._parts[0])
        size = torch.where(block, self._block_force[body], config.push * self._weight)
        size = size * strength * state["level"]
        turn = 2.0 * math.pi * turn
        force = torch.stack([size * turn.cos(), size * turn.sin(), torch.zeros_like(size)], dim=1)
        state["body"] = torch.where(begins, body, state["body"])
        state["force"] = torch.where(begins.unsqueeze(1), force, state["force"])
        steps = torch.where(block, 1, self._push_steps)
        left = torch.where(begins, steps, state["left"])
        acting = (left > 0).unsqueeze(1)
        self._engine.set_force(state["body"], torch.where(acting, state["force"], 0.0))
        state["left"] = (left - 1).clamp_min(-1)
        state["unjudged"] = torch.where(begins, self._survived_steps, state["unjudged"])

    def _give_models(self, worlds: Tensor) -> None:
        """Give the worlds of these indices (n,) the models that they have drawn."""
        config, model, state = self._config, self._engine.model, self._state
        if config.friction > 0:
            self._scale("geom_friction", worlds, state["friction"].unsqueeze(2))
        if config.masses > 0:
            self._scale("body_mass", worlds, state["masses"])
            self._scale("body_inertia", worlds, state["masses"].unsqueeze(2))
        if config.gains > 0:
            kp, kd = state["kp"], state["kd"]
            self._scale("actuator_gainprm", worlds, kp.unsqueeze(2))
            still = torch.ones(len(kp), model.actuator_biasprm.shape[1] - 3, device=kp.device)
            bias = torch.cat([torch.ones_like(kp), kp, kd, still], dim=1)
            self._scale("actuator_biasprm", worlds, bias.unsqueeze(1))
            self._scale("dof_damping", worlds, kd)

    def _scale(self, name: str, worlds: Tensor, factors: Tensor) -> None:
        """Set a field of the model to its own values times factors (all worlds, ...)."""
        own = torch.tensor(getattr(self._engine.model, name), device=factors.device)
        self._engine.set_model_field(name, own * factors[worlds], worlds)

    def _tilted(self, qpos: Tensor) -> Tensor:
        """Positions (n, nq), tilted about a horizontal axis at the root."""
        if self._config.start_tilt == 0:
            return qpos
        turn, part = self._draw(2, len(qpos)).to(qpos)
        turn, half = 2.0 * math.pi * turn, 0.5 * math.radians(self._config.start_tilt) * part
        tilt = torch.stack(
            [half.cos(), half.sin() * turn.cos(), half.sin() * turn.sin(), torch.zeros_like(half)],
            dim=1,
        )
        return torch.cat([qpos[:, :3], multiply(tilt, qpos[:, 3:7]), qpos[:, 7:]], dim=1)

    def _shoved(self, qvel: Tensor) -> Tensor:
        """Velocities (n, nv), the root's with a horizontal one added."""
        if self._config.start_speed == 0:
            return qvel
        turn, part = self._draw(2, len(qvel)).to(qvel)
        turn, speed = 2.0 * math.pi * turn, self._config.start_speed * part
        shove = torch.stack([speed * turn.cos(), speed * turn.sin()], dim=1)
        return torch.cat([qvel[:, :2] + shove, qvel[:, 2:]], dim=1)

    def _draw(self, *shape: int) -> Tensor:
        """Numbers from 0 to 1."""
        return torch.rand(shape, generator=self._rng, device=self._engine.device)
