"""ONNX of a policy: everything between a body's state and its PD targets in one graph.

The reference, the observation, the normaliser and the network are all inside, so that whoever
runs it needs MuJoCo and onnxruntime and nothing of ours. Beside the graph NAME.onnx come NAME.json,
which says what goes in and out, and NAME.xml, the body on its floor.
"""

import json
import logging
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mujoco
import torch
from torch import Tensor, nn

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import environment_for, for_evaluation
from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.imitation.observations import layout, observe
from stuntman.imitation.reference import observe_motion
from stuntman.mjcf import names
from stuntman.physics import scene
from stuntman.policies.policy import Policy
from stuntman.recipes import build as stage

FORMAT = "stuntman-onnx-1"
INPUTS = ("qpos", "qvel", "clock")
OUTPUTS = ("targets", "next_clock", "observation", "action")
_CLOCK = {"names": ["time", "yaw", "x", "y"], "units": ["s", "rad", "m", "m"]}


def write(policy: Policy, path: Path) -> None:
    """Write `path` (.onnx), and beside it the .json and the .xml.

    Raises:
        StuntmanError: what exporting needs is not installed, a file cannot be written, one beside
            it is not an earlier export's, or the policy's clip or body is not here.
    """
    _keep_others_files(path)
    recipe = for_evaluation(policy.header.recipe)
    environment = environment_for(policy, recipe, worlds=1, threads=1)
    environment.reset(torch.zeros(1, dtype=torch.float64))
    body = characters.load(recipe.character)
    feel = stage.fall_bodies(recipe, body)
    world = scene.spec(body, recipe.environment.self_contact, feel=feel)
    world.compile()
    about = description(policy, environment) | {"model": path.with_suffix(".xml").name}
    try:
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            part = Path(folder) / path.name
            _export(Controller(policy, environment), part)
            text = json.dumps(about, indent=1) + "\n"
            part.with_suffix(".json").write_text(text, encoding="utf-8")
            part.with_suffix(".xml").write_text(world.to_xml(), encoding="utf-8")
            for suffix in (".xml", ".json", path.suffix):
                part.with_suffix(suffix).replace(path.with_suffix(suffix))
    except OSError as error:
        raise StuntmanError(f"{path}: cannot be written ({error.strerror}).") from error


def _keep_others_files(path: Path) -> None:
    """Raise a StuntmanError where a .json or an .xml that no export wrote would be overwritten."""
    if path.suffix != ".onnx":
        raise StuntmanError(f"{path}: give a name that ends in .onnx.")
    about = path.with_suffix(".json")
    try:
        ours = json.loads(about.read_text(encoding="utf-8"))["format"] == FORMAT
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    for beside in (about, path.with_suffix(".xml")):
        if beside.exists() and not ours:
            raise StuntmanError(
                f"{beside} would be overwritten, and no export wrote it: choose another --out."
            )


def description(policy: Policy, environment: Environment) -> dict[str, Any]:
    """What the JSON file says, but for the name of the model's file."""
    model, header = environment.engine.model, policy.header
    parts = layout(model.nbody - 1, model.nv - 6, len(environment.config.lookahead))
    return {
        "format": FORMAT,
        "policy": {
            "clip": header.clip,
            "clip_digest": header.clip_digest,
            "character": header.recipe.character,
            "learner": header.learner,
            "samples": header.samples,
            "seed": header.seed,
            "version": header.version,
        },
        "control_rate": CONTROL_RATE,
        "physics_steps": stage.substeps(model),
        "clip": {"duration": environment.table.duration, "loops": environment.table.loops},
        "start": {
            "qpos": environment.engine.qpos[0].tolist(),
            "qvel": environment.engine.qvel[0].tolist(),
            "clock": [0.0] * 4,
        },
        "inputs": {
            "qpos": {"names": names.qpos_names(model), "units": "m, rad, quaternions w x y z"},
            "qvel": {"names": names.qvel_names(model), "units": "m/s, rad/s"},
            "clock": _CLOCK,
        },
        "outputs": {
            "targets": {"names": names.actuator_names(model), "units": "rad"},
            "next_clock": _CLOCK,
            "observation": {"parts": [{"name": name, "size": size} for name, size in parts]},
            "action": {
                "names": names.actuator_names(model),
                "units": f"{environment.config.action_scale:g} rad of target",
            },
        },
        "joints": names.joint_names(model),
        "bodies": names.body_names(model),
        "actuators": [_actuator(model, k) for k in range(model.nu)],
    }


def _actuator(model: mujoco.MjModel, index: int) -> dict[str, Any]:
    """Its gains, N m/rad and N m s/rad, and the most it gives, N m; the joint's own damping acts
    beside it."""
    actuator = model.actuator(index)
    joint = model.joint(int(actuator.trnid[0]))
    return {
        "name": actuator.name,
        "joint": joint.name,
        "axis": actuator.gear[:3].tolist(),
        "kp": float(actuator.gainprm[0]),
        "kd": float(-actuator.biasprm[2]),
        "joint_damping": float(model.dof_damping[joint.dofadr[0]]),
        "limit": float(actuator.forcerange[1]),
    }


def _export(controller: "Controller", path: Path) -> None:
    environment = controller.environment
    state = (
        torch.from_numpy(environment.engine.qpos[0].copy()),
        torch.from_numpy(environment.engine.qvel[0].copy()),
        torch.zeros(4, dtype=torch.float64),
    )
    traced(controller, dict(zip(INPUTS, state, strict=True)), OUTPUTS).save(path)


def traced(
    module: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str]
) -> torch.onnx.ONNXProgram:
    """The graph of what a module makes of inputs such as these, by name.

    Raises:
        StuntmanError: what exporting needs is not installed.
    """
    try:
        import onnxscript  # noqa: F401
    except ImportError as error:
        raise StuntmanError(
            "ONNX export needs onnxscript: install it with `pip install 'stuntman[onnx]'`."
        ) from error
    talk = logging.getLogger("torch.onnx")
    level = talk.level
    talk.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():  # of torch's own making
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                module.eval(),
                tuple(inputs.values()),
                input_names=tuple(inputs),
                output_names=outputs,
                dynamo=True,
                verbose=False,
            )
    finally:
        talk.setLevel(level)
    assert program is not None, "torch's newer exporter always gives one"
    return program


class Controller(nn.Module):
    """What the graph computes, for one character.

    The clock is the only memory: s within the clip, then how the clip lies in the world: turned by
    rad about the vertical, and moved by x and y in m. It begins at zeros.
    """

    def __init__(self, policy: Policy, environment: Environment) -> None:
        super().__init__()
        self.environment = environment
        self._policy = policy

    def forward(
        self, qpos: Tensor, qvel: Tensor, clock: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """PD targets (actuators,), the next clock (4,), observation and action, of a state qpos
        (nq,) and qvel (nv,) and the clock (4,), all in float64."""
        environment, table = self.environment, self.environment.table
        motion = observe_motion(
            environment.kinematics, qpos.unsqueeze(0).float(), qvel.unsqueeze(0).float()
        )
        time, yaw = clock[:1], clock[1:2].float()
        shift = torch.cat([clock[2:].float(), torch.zeros(1)]).unsqueeze(0)
        if table.loops:
            over = time >= table.duration - 1e-9
            time = torch.where(over, (time - _double(table.duration)).clamp_min(0.0), time)
            yaw = torch.where(over, yaw + table.cycle_yaw, yaw)
            level = torch.tensor([1.0, 1.0, 0.0])
            apart = (motion.pose.positions[:, 0] - table.root(time, yaw)) * level
            shift = torch.where(over, apart, shift)
        # Tensors: a plain number would become a float32 in the graph, and the clock run late.
        steps = [k / CONTROL_RATE for k in environment.config.lookahead]
        ahead = [table.placed(time + _double(step), yaw, shift) for step in steps]
        observation = observe(motion, (time / table.duration).float(), ahead)
        observation = environment.seen(observation, time)
        action = self._policy.act(observation)
        after = time + _double(1.0 / CONTROL_RATE)
        lead = environment.lead[table.row(after)]
        targets = lead + environment.done(action, time) * environment.config.action_scale
        clock = torch.cat([after, yaw.double(), shift[0, :2].double()])
        return targets[0].double(), clock, observation[0], action[0]


def _double(number: float) -> Tensor:
    return torch.tensor(number, dtype=torch.float64)
