"""A MuJoCo model of anybody's -> the body in it, alone, with a free root, standing.

What is taken away or changed is said in sentences.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import mujoco
import numpy as np

from stuntman.characters import model_probe, standing
from stuntman.errors import StuntmanError

# What a body may have at most; MuJoCo's own time and memory grow with the square of some.
MOST = {"bodies": 500, "joints": 300, "geoms": 3000}
_PATIENCE = 20.0  # s
# A URDF's beginning, and the bytes in which it is looked for.
_URDF, _HEAD = re.compile(rb"(?:[^<]|<[?!][^>]*>)*<robot[\s>]"), 4096
_GRAVITY = (0.0, 0.0, -9.81)
_HEAVIEST = 50.0  # m/s2; gravity beyond is in centimetres or less
# What is said of a root that was fixed to the world.
FREED = "its root was fixed to the world; it has a free joint now"
# What MuJoCo says of a mesh or a picture that is not there.
_NOT_OPENED = re.compile(r"opening file '([^']+)'")
_LOOPS = (mujoco.mjtEq.mjEQ_CONNECT, mujoco.mjtEq.mjEQ_WELD)
_FREE, _SLIDE = mujoco.mjtJoint.mjJNT_FREE, mujoco.mjtJoint.mjJNT_SLIDE
_HINGE = mujoco.mjtJoint.mjJNT_HINGE


def read(path: Path) -> tuple[mujoco.MjSpec, list[str]]:
    """The body of a model, alone, and what was taken away or changed, in sentences.

    Raises:
        StuntmanError: the file is none that MuJoCo reads, larger than any body, or holds no body
            that can be driven; without the file's name.
    """
    if path.suffix.lower() == ".urdf" or _is_urdf(path):
        raise StuntmanError(
            "is a URDF, whose root link has no free joint; save it as MJCF with MuJoCo (with "
            "fusestatic off), put a <freejoint/> into its root body and add that .xml"
        )
    path = path.resolve()  # MuJoCo seeks nested includes from there
    _probe(path)
    spec = mujoco.MjSpec.from_file(str(path))
    try:
        notes = _leave_the_body(spec)
        notes += _free_root(spec)
        _name_all(spec)
        notes += _leave_what_refers_to_nothing(spec)
        model = spec.compile()
    except ValueError as error:  # what MuJoCo raises for whatever it cannot compile
        raise StuntmanError(_said(error, path.parent)) from error
    _refuse(model)
    notes += standing.stand_up(spec)
    notes += _usual_world(spec)
    return spec, notes


def _said(error: ValueError, folder: Path) -> str:
    """What MuJoCo says, in one line; of a file that is not there, where it was sought from the
    model's folder."""
    said = " ".join(str(error).split())
    missing = _NOT_OPENED.search(said)
    if missing is None:
        return said
    file = folder / missing[1]
    return f"it needs the file '{file.name}', and there is none in {file.parent}: put it there"


def _is_urdf(path: Path) -> bool:
    """Whether a file's first element is a URDF's, whatever it is called."""
    try:
        with path.open("rb") as file:
            return _URDF.match(file.read(_HEAD)) is not None
    except OSError:  # told where it is read as a model
        return False


def _probe(path: Path) -> None:
    command = [sys.executable, "-P", model_probe.__file__, str(path)]
    if not path.is_file():
        raise StuntmanError("cannot be read; give a model's file")
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired as error:
        raise StuntmanError(f"MuJoCo does not read it within {_PATIENCE:g} s") from error
    if done.returncode != 0:
        raise StuntmanError("MuJoCo crashes or runs out of memory on it; get the file again")
    told = json.loads(done.stdout)
    if "error" in told:
        raise StuntmanError(told["error"])
    for what, most in MOST.items():
        if told[what] > most:
            raise StuntmanError(f"it has {told[what]} {what}, and a body may have {most}")


def _leave_the_body(spec: mujoco.MjSpec) -> list[str]:
    """Take away what is not the body: floor, scenery, other trees, lights, cameras, sensors,
    keyframes, skins, height fields."""
    world = spec.worldbody
    tops = [body for body in world.bodies if not body.mocap and body.find_all("joint")]
    kept = tops
    for belongs in (_drives, _is_free):
        if sum(map(belongs, kept)) == 1:
            kept = [body for body in kept if belongs(body)]
    left_out = [body.name or "a body" for body in tops if body not in kept]
    scenery = [body for body in world.bodies if body not in kept]
    keys = [key.name or f"number {k + 1}" for k, key in enumerate(spec.keys)]
    # Each list is asked for anew: with a thing MuJoCo deletes what refers to it. Cameras may aim at
    # what is gone.
    for kind in ("keys", "sensors", "skins", "tuples", "cameras", "lights"):
        for thing in getattr(spec, kind):
            spec.delete(thing)
    for thing in (*world.geoms, *world.sites):
        spec.delete(thing)
    for body in scenery:
        spec.delete(body)
    for field in spec.hfields:
        spec.delete(field)
    notes = [f"left out, for it is no part of the body: {name}" for name in left_out]
    if keys:
        notes.append(f"keyframes are left out, for it stands in its zero pose: {', '.join(keys)}")
    return notes


def _drives(body: mujoco.MjsBody) -> bool:
    """Whether anything in a tree can be driven; a ball to kick has but a free root."""
    return any(joint.type != _FREE for joint in body.find_all("joint"))


def _is_free(body: mujoco.MjsBody) -> bool:
    return any(joint.type == _FREE for joint in body.joints)


def _leave_what_refers_to_nothing(spec: mujoco.MjSpec) -> list[str]:
    """Take away pairs, excludes, equalities, tendons and actuators of things that are gone."""
    bodies = {"world", *(body.name for body in spec.bodies)}
    geoms = {geom.name for geom in spec.geoms}
    joints = {joint.name for joint in spec.joints}
    sites = {site.name for site in spec.sites}
    gone: list[str] = []
    if spec.tendons:
        gone.append(f"tendons: {len(spec.tendons)}")
    tendons = {tendon.name for tendon in spec.tendons}
    trn = mujoco.mjtTrn
    targets = {
        trn.mjTRN_JOINT: joints,
        trn.mjTRN_JOINTINPARENT: joints,
        trn.mjTRN_SITE: sites,
        trn.mjTRN_SLIDERCRANK: sites,
        trn.mjTRN_BODY: bodies,
    }
    for actuator in spec.actuators:
        if actuator.target not in targets.get(actuator.trntype, set()):
            gone.append(f"actuator '{actuator.name or actuator.target}'")
            spec.delete(actuator)
    for pair in spec.pairs:
        if not {pair.geomname1, pair.geomname2} <= geoms:
            gone.append(f"pair '{pair.geomname1}' and '{pair.geomname2}'")
            spec.delete(pair)
    for exclude in spec.excludes:
        if not {exclude.bodyname1, exclude.bodyname2} <= bodies:
            gone.append(f"exclude '{exclude.bodyname1}' and '{exclude.bodyname2}'")
            spec.delete(exclude)
    object_names = {mujoco.mjtObj.mjOBJ_BODY: bodies, mujoco.mjtObj.mjOBJ_SITE: sites}
    for equality in spec.equalities:
        known = joints if equality.type == mujoco.mjtEq.mjEQ_JOINT else bodies
        if equality.type in _LOOPS:
            known = object_names.get(equality.objtype, bodies)
        named = {name for name in (equality.name1, equality.name2) if name}
        if equality.name1 in tendons or not named <= known:
            gone.append(f"equality '{equality.name or equality.name1}'")
            spec.delete(equality)
    for tendon in spec.tendons:
        spec.delete(tendon)
    return [f"left out with what they refer to: {', '.join(gone)}"] if gone else []


def _free_root(spec: mujoco.MjSpec) -> list[str]:
    """Give a root that moves by slides and hinges of its own, or that is fixed, a free joint; free
    a free joint of damping and springs."""
    tops = list(spec.worldbody.bodies)
    if len(tops) != 1:
        return []
    root = tops[0]
    joints = list(root.joints)
    names = ", ".join(f"'{joint.name}'" if joint.name else "one" for joint in joints)
    if any(joint.type == _SLIDE for joint in joints):
        for joint in joints:
            spec.delete(joint)
        root.add_freejoint()
        return [f"its root moved by {len(joints)} joints ({names}); it has a free joint instead"]
    below = list(root.bodies)
    while len(below) == 1 and not joints:
        joints, below = list(below[0].joints), list(below[0].bodies)
    slides = [body for body in spec.bodies[1:4] if any(j.type == _SLIDE for j in body.joints)]
    if slides and not any(joint.type == _FREE for joint in root.joints):
        row = [joint.name or "one" for body in spec.bodies[1:7] for joint in body.joints][:6]
        raise StuntmanError(
            f"its root moves by joints on bodies in a row; replace these {len(row)} by one "
            f"<freejoint/>: {', '.join(row)}"
        )
    if not root.joints:
        root.add_freejoint()
        return [FREED]
    changed = []
    for joint in root.joints:
        if joint.type == _FREE:
            held = np.any(joint.damping) or np.any(joint.stiffness)
            if held or joint.armature or joint.frictionloss:
                changed.append("damping, springs and armature of the free root are taken away")
            joint.damping, joint.stiffness = np.zeros(3), np.zeros(3)
            joint.armature = joint.frictionloss = 0.0
    return changed


def _usual_world(spec: mujoco.MjSpec) -> list[str]:
    """Gravity as on earth, and nothing that flows.

    Raises:
        StuntmanError: gravity tells that lengths are not in metres.
    """
    option, notes = spec.option, []
    if np.linalg.norm(option.gravity) > _HEAVIEST:
        raise StuntmanError(
            f"its gravity is {np.linalg.norm(option.gravity):g}, so its lengths are no metres; "
            "scale it to metres"
        )
    if not np.allclose(option.gravity, _GRAVITY, atol=0.02):
        told = " ".join(f"{value:g}" for value in option.gravity)
        notes.append(f"gravity {told}, now 0 0 -9.81 m/s2; another may be put into character.xml")
    if np.any(option.wind) or option.density or option.viscosity:
        notes.append("wind, density and viscosity are taken away, as training has none")
    option.gravity, option.wind = _GRAVITY, np.zeros(3)
    option.density = option.viscosity = 0.0
    return notes


def _name_all(spec: mujoco.MjSpec) -> None:
    """Give names to bodies, joints and geoms that have none: those of what they hang on."""
    for things in (spec.bodies[1:], spec.joints, spec.geoms):
        taken = {thing.name for thing in things}
        for thing in things:
            base = name = thing.name or thing.parent.name
            copies = 1
            while not thing.name:
                if name not in taken:
                    thing.name = name
                    taken.add(name)
                copies += 1
                name = f"{base}_{copies}"


def _refuse(model: mujoco.MjModel) -> None:
    """Raise a StuntmanError where a model is no body that can be driven."""
    joints = [mujoco.mjtJoint(kind) for kind in model.jnt_type]
    tops = [model.body(k).name for k in range(1, model.nbody) if model.body_parentid[k] == 0]
    if len(tops) > 1:
        raise StuntmanError(f"it holds {len(tops)} bodies ({', '.join(tops[:3])}); leave one")
    if not joints:
        raise StuntmanError("it has no joints, so there is nothing to drive")
    if _FREE not in joints:
        where = f"its body '{tops[0]}'" if tops else "a body"
        raise StuntmanError(f"it has no free root; give {where} a <freejoint/>")
    if _SLIDE in joints:
        slide = model.joint(joints.index(_SLIDE)).name
        raise StuntmanError(f"its joint '{slide}' slides, and only turning joints can imitate")
    if model.njnt == 1:
        raise StuntmanError("it has no joint but its root, so there is nothing to drive")
    kinds = [mujoco.mjtEq(kind) for kind in model.eq_type]
    loops = [k for k, kind in enumerate(kinds) if kind in _LOOPS and model.eq_active0[k]]
    if loops:
        name = model.equality(loops[0]).name or f"number {loops[0] + 1}"
        raise StuntmanError(f"its equality '{name}' closes a loop of links; open it")
