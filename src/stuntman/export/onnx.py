"""ONNX of a policy: everything between a body's state and its PD targets in one graph.

The reference, the observation, the normaliser and the network are all inside, so that whoever
runs it needs MuJoCo and onnxruntime and nothing of ours. Beside the graph NAME.onnx come NAME.json,
which says what goes in and out, and NAME.xml, the body on its floor. A policy of several clips is
one graph, which is told the clip as well.
"""

import json
import logging
import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mujoco
import numpy as np
import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import problem_for
from stuntman.imitation.clock import ReferenceClock
from stuntman.imitation.config import CONTROL_RATE, STEP, substeps
from stuntman.imitation.motion import motion_of
from stuntman.imitation.problem import Problem
from stuntman.mjcf import names
from stuntman.physics import scene
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.training.interruption import never_swallowed

FORMAT = "stuntman-onnx-1"
INPUTS = ("qpos", "qvel", "clock")
OUTPUTS = ("targets", "next_clock", "observation", "action")
# What goes in and out besides where there are several clips.
CLIP_INPUTS = ("clip", "time")
CLIP_OUTPUTS = ("nearest_time", "entry_clock")
_SECONDS = {"units": "s of the clip"}
_CLOCK = {"names": ["time", "yaw", "x", "y"], "units": ["s", "rad", "m", "m"]}


def write(policy: Policy, path: Path) -> None:
    """Write `path` (.onnx), and beside it the .json and the .xml.

    Raises:
        StuntmanError: what exporting needs is not installed, a file cannot be written, one beside
            it is not an earlier export's, or the policy's clip or body is not here.
    """
    _keep_others_files(path)
    recipe = policy.header.recipe
    refuse_tasks(policy)
    problem = problem_for(policy, own_starts=True)
    body = characters.load(recipe.character)
    falls = build.fall_bodies(recipe, body)
    world = scene.spec(body, recipe.environment.self_contact, floor_sensors=falls)
    for edit in scene.pulled(recipe.environment.gravity):
        edit(world)
    world.compile()
    about = description(policy, problem) | {"model": path.with_suffix(".xml").name}
    try:
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            part = Path(folder) / path.name
            _export(Controller(policy, problem), part)
            text = json.dumps(about, indent=1) + "\n"
            part.with_suffix(".json").write_text(text, encoding="utf-8")
            part.with_suffix(".xml").write_text(world.to_xml(), encoding="utf-8")
            for suffix in (".xml", ".json", path.suffix):
                part.with_suffix(suffix).replace(path.with_suffix(suffix))
    except OSError as error:
        raise StuntmanError(f"{path}: cannot be written ({error.strerror}).") from error


def refuse_tasks(policy: Policy) -> None:
    """Raise a StuntmanError of a policy that sees goals or ground, which a graph would not have."""
    recipe = policy.header.recipe
    if recipe.terrain:
        raise StuntmanError(
            f"This policy sees the ground of {', '.join(recipe.terrain)}, which a graph has no "
            "inputs for: export one that knows flat ground alone, or its motion (bvh, glb, npz)."
        )
    if recipe.tasks:
        raise StuntmanError(
            f"This policy sees the goals of {', '.join(policy.header.recipe.tasks)}, which a graph "
            "has no inputs for: export one without tasks, or its motion (bvh, glb, npz)."
        )


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


def description(policy: Policy, problem: Problem) -> dict[str, Any]:
    """What the JSON file says, but for the name of the model's file."""
    model, header = problem.model, policy.header
    parts = [{"name": name, "size": size} for name, size in problem.layout]
    clips = [_clip(problem, index) for index in range(len(problem.library.clips))]
    several, names_of_clips = len(clips) > 1, [clip["name"] for clip in clips]
    about = {} if several else {"clip": clips[0]["name"], "clip_digest": clips[0]["digest"]}
    timing = ("duration", "loops")
    of_one = {"clip": {key: clips[0][key] for key in timing}, "start": clips[0]["start"]}
    return {
        "format": FORMAT,
        "policy": about
        | {
            "character": header.recipe.character,
            "learner": header.recipe.learner,
            "samples": header.samples,
            "seed": header.seed,
            "version": header.version,
        },
        "control_rate": CONTROL_RATE,
        "physics_steps": substeps(model),
        **({"clips": clips} if several else of_one),
        "inputs": {
            "qpos": {"names": names.qpos_names(model), "units": "m, rad, quaternions w x y z"},
            "qvel": {"names": names.qvel_names(model), "units": "m/s, rad/s"},
            "clock": _CLOCK,
            **({"clip": {"names": names_of_clips}, "time": _SECONDS} if several else {}),
        },
        "outputs": {
            "targets": {"names": names.actuator_names(model), "units": "rad"},
            "next_clock": _CLOCK,
            "observation": {"parts": parts},
            "action": {
                "names": names.actuator_names(model),
                "units": f"{problem.actuation.action_scale:g} rad of target",
            },
            **({"nearest_time": _SECONDS, "entry_clock": _CLOCK} if several else {}),
        },
        "joints": names.joint_names(model),
        "bodies": names.body_names(model),
        "actuators": [_actuator(model, k) for k in range(model.nu)],
    }


def _clip(problem: Problem, index: int) -> dict[str, Any]:
    """What there is to know of a clip, and the state that it begins in."""
    library = problem.library
    return {
        "name": library.clips[index],
        "digest": library.digests[index],
        "duration": float(library.duration[index]),
        "loops": bool(library.loops[index]),
        "start": problem.start(index) | {"clock": [0.0] * 4},
    }


def _actuator(model: mujoco.MjModel, index: int) -> dict[str, Any]:
    """Its gains, N m/rad and N m s/rad, and the most it gives, N m; the joint's own damping acts
    beside it."""
    actuator = model.actuator(index)
    joint = model.joint(int(actuator.trnid[0]))
    return {
        "name": actuator.name,
        "joint": joint.name,
        "axis": _axis(model, index),
        "kp": float(actuator.gainprm[0]),
        "kd": float(-actuator.biasprm[2]),
        "joint_damping": float(model.dof_damping[joint.dofadr[0]]),
        "limit": float(actuator.forcerange[1]),
    }


def _axis(model: mujoco.MjModel, index: int) -> list[float]:
    """Of length 1, in the joint's body, about which the actuator turns."""
    joint, gear = model.joint(int(model.actuator_trnid[index, 0])), model.actuator_gear[index, :3]
    if joint.type[0] == mujoco.mjtJoint.mjJNT_BALL:
        return (gear / np.linalg.norm(gear)).tolist()
    return joint.axis.tolist()


def _export(controller: "Controller", path: Path) -> None:
    library = controller.problem.library
    state = {
        "qpos": library.qpos[0].clone(),
        "qvel": library.qvel[0].clone(),
        "clock": torch.zeros(4, dtype=torch.float64),
    }
    if len(library.clips) == 1:
        traced(controller, state, OUTPUTS).save(path)
    else:
        clip = torch.zeros(1, dtype=torch.long), torch.zeros(1, dtype=torch.float64)
        state |= dict(zip(CLIP_INPUTS, clip, strict=True))
        traced(_OfSeveral(controller), state, (*OUTPUTS, *CLIP_OUTPUTS)).save(path)


def traced(
    module: nn.Module, inputs: Mapping[str, Tensor], outputs: Sequence[str]
) -> torch.onnx.ONNXProgram:
    """The graph of what a module makes of inputs such as these, by name."""
    talk = logging.getLogger("torch.onnx")
    level = talk.level
    talk.setLevel(logging.ERROR)
    try:
        # Warnings of torch's own making.
        with warnings.catch_warnings(), _RowsSelected(), never_swallowed():
            warnings.simplefilter("ignore")
            program = torch.onnx.export(
                module.eval(),
                tuple(inputs.values()),
                input_names=tuple(inputs),
                output_names=outputs,
                dynamo=True,
                optimize=False,
                verbose=False,
            )
    finally:
        talk.setLevel(level)
    assert program is not None, "torch's newer exporter always gives one"
    _simplify(program)
    return program


def _simplify(program: torch.onnx.ONNXProgram) -> None:
    """Compute beforehand what is constant, and once what is there twice. torch's own way tries
    every rule of rewriting on every node too, for half of the whole time and a twentieth of the
    nodes."""
    from onnx_ir.passes import common
    from onnxscript import optimizer

    optimizer.inline(program.model)
    optimizer.fold_constants(program.model, onnx_shape_inference=True)
    for simplify in (
        common.RemoveUnusedNodesPass(),
        common.LiftConstantsToInitializersPass(lift_all_constants=True, size_limit=0),
        common.DeduplicateInitializersPass(),
        common.CommonSubexpressionEliminationPass(),
    ):
        simplify(program.model)


class _RowsSelected(TorchFunctionMode):
    """Rows of a table are selected, not indexed: torch 2.13 reads indices that come from a table
    of indices from memory that nobody has written yet."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: Sequence[type],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        if func is Tensor.__getitem__:
            table, key = args
            if isinstance(key, tuple) and len(key) == 2 and all(map(_is_index, key)):
                table, key = table.flatten(0, 1), key[0] * table.shape[1] + key[1]
            if _is_index(key):
                return table.index_select(0, key)
        return func(*args, **(kwargs or {}))


def _is_index(key: object) -> bool:
    return isinstance(key, Tensor) and key.dtype == torch.long and key.dim() == 1


class Controller(nn.Module):
    """What the graph computes, for one character.

    The clock is the only memory: s within the clip, then how the clip lies in the world: turned by
    rad about the vertical, and moved by x and y in m. It begins at zeros.
    """

    def __init__(self, policy: Policy, problem: Problem) -> None:
        super().__init__()
        self.problem = problem
        self._policy = policy

    def forward(
        self, qpos: Tensor, qvel: Tensor, clock: Tensor, clip: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """PD targets (actuators,), the next clock (4,), observation and action, of a state qpos
        (nq,) and qvel (nv,) and the clock (4,), all in float64; of the clip of this index (1,), the
        policy's first if not given."""
        problem, library = self.problem, self.problem.library
        motion = motion_of(problem.kinematics, qpos.unsqueeze(0).float(), qvel.unsqueeze(0).float())
        now = clock_of(clock, clip).next_cycle(library, motion.pose.positions[:, 0])
        observation = problem.observe(motion, now)
        action = self._policy.act(observation)
        targets = problem.actuation.pd_targets(
            problem.mirror_actions(action, now), library, now.frame(library, STEP)
        )
        return targets[0].double(), clock_numbers(now.advance(STEP)), observation[0], action[0]


class _OfSeveral(nn.Module):
    """A controller of several clips, that also tells how to enter one."""

    def __init__(self, controller: Controller) -> None:
        super().__init__()
        self._controller = controller

    def forward(
        self, qpos: Tensor, qvel: Tensor, clock: Tensor, clip: Tensor, time: Tensor
    ) -> tuple[Tensor, ...]:
        """What the controller gives for the clip of this index (1,); s (1,) of that clip at which
        it is most like the state qpos (nq,) and qvel (nv,), and may take over; and the clock (4,)
        that lays its instant `time` (1,) s where the character is and faces."""
        problem = self._controller.problem
        motion = motion_of(problem.kinematics, qpos.unsqueeze(0).float(), qvel.unsqueeze(0).float())
        nearest = problem.library.nearest(clip, motion)
        entry = ReferenceClock.at(problem.library, clip, time).aligned(problem.library, motion)
        return *self._controller(qpos, qvel, clock, clip), nearest, clock_numbers(entry)


def clock_of(numbers: Tensor, clip: Tensor | None = None) -> ReferenceClock:
    """The clock of one world that a graph's four numbers say, in the clip of this index (1,), the
    first if not given. It may be rotated: a graph has to hold for any yaw."""
    shift = torch.cat([numbers[2:].float(), torch.zeros(1)]).unsqueeze(0)
    clip = torch.zeros(1, dtype=torch.long) if clip is None else clip
    return ReferenceClock(clip, numbers[:1], numbers[1:2].float(), shift, rotated=True)


def clock_numbers(clock: ReferenceClock) -> Tensor:
    """A graph's four numbers of the clock of one world: s, rad, m, m."""
    return torch.cat([clock.time, clock.yaw.double(), clock.shift[0, :2].double()])
