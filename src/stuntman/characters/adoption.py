"""Any MuJoCo model with a free root -> a character: its folder, and what was found and changed."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import mujoco
import numpy as np

from stuntman import paths
from stuntman.characters import character as characters
from stuntman.characters import gains, limbs, structure
from stuntman.characters import library as bodies
from stuntman.characters.gains import Drive
from stuntman.characters.structure import Structure
from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_STEP = 1.0 / 120.0  # s; as the humanoid's
_ASSETS = "assets"
_HIDDEN = 4  # the group of sites that are not drawn
_ASKEW = 0.3  # rad; a zero pose turned by less faces ahead
_DEEP = 1e-3  # m; links nearer in the zero pose are in each other
_ANKLE = 0.12  # of the height; a foot's link that begins nearer to its sole begins at the ankle
_LOOPS = (mujoco.mjtEq.mjEQ_CONNECT, mujoco.mjtEq.mjEQ_WELD)


@dataclass(frozen=True, eq=False)
class Adopted:
    """A body that was brought.

    Attributes:
        folder: holds character.xml, character.toml and the model's meshes.
        model: compiled, as written.
        notes: what was changed in the model, in sentences.
    """

    folder: Path
    model: mujoco.MjModel
    structure: Structure
    drives: tuple[Drive, ...]
    notes: tuple[str, ...]


def adopt(path: Path, name: str, bone_map: dict[str, str]) -> Adopted:
    """Make a model of a body into a character, in the user's library.

    Args:
        bone_map: body by part of a person's (characters/anatomy.py), where the guess is wrong.

    Raises:
        StuntmanError: the model cannot be read or cannot stand, or the name is none or taken.
    """
    folder = bodies.own_folder() / paths.checked_name(name, "--name")
    if name in bodies.names():
        raise StuntmanError(
            f"there is a character '{name}' already: give another --name, or remove {folder}."
        )
    if folder.exists():
        raise StuntmanError(f"{folder} is there already: give another --name, or remove it.")
    try:
        spec = mujoco.MjSpec.from_file(str(path))
        _leave_the_body(spec)
        _name_all(spec)
        model = spec.compile()
    except ValueError as error:  # what MuJoCo raises for a missing file and a bad model alike
        raise StuntmanError(f"{path}: {' '.join(str(error).split())}") from error
    try:
        _refuse(model)
        model = _face_ahead(spec, model)
        found = structure.find(model, bone_map)
        if not found.feet:
            raise StuntmanError("no limb of it reaches the ground in its zero pose; stand it up")
        chosen, notes = gains.drives(model)
        notes += _prepare(spec, model, chosen)
        sites, feet = _mark(spec, model, found)
        model = spec.compile()
        gains.check_strength(model, found, chosen)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}.") from error
    with paths.written(folder, parents=True) as part:
        _write(spec, part)
        text = _settings(path, model, found, sites, feet)
        (part / "character.toml").write_text(text, encoding="utf-8")
        written = characters.load(str(part)).spec().compile()
    return Adopted(folder, written, found, tuple(chosen), tuple(notes))


def _leave_the_body(spec: mujoco.MjSpec) -> None:
    """Take away what is not the body: floor, scenery, lights, sensors, keyframes, skins."""
    world = spec.worldbody
    scenery = [body for body in world.bodies if body.mocap or not body.find_all("joint")]
    here = (*world.geoms, *world.sites, *world.lights, *world.cameras)
    for thing in (*here, *scenery, *spec.keys, *spec.sensors, *spec.skins):
        spec.delete(thing)


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
    if mujoco.mjtJoint.mjJNT_FREE not in joints:
        where = f"its body '{tops[0]}'" if tops else "a body"
        raise StuntmanError(f"it has no free root; give {where} a <freejoint/>")
    if mujoco.mjtJoint.mjJNT_SLIDE in joints:
        slide = model.joint(joints.index(mujoco.mjtJoint.mjJNT_SLIDE)).name
        raise StuntmanError(f"its joint '{slide}' slides, and only turning joints can imitate")
    if model.njnt == 1:
        raise StuntmanError("it has no joint but its root, so there is nothing to drive")
    kinds = [mujoco.mjtEq(kind) for kind in model.eq_type]
    loops = [k for k, kind in enumerate(kinds) if kind in _LOOPS and model.eq_active0[k]]
    if loops:
        name = model.equality(loops[0]).name or f"number {loops[0] + 1}"
        raise StuntmanError(f"its equality '{name}' closes a loop of links; open it")


def _face_ahead(spec: mujoco.MjSpec, model: mujoco.MjModel) -> mujoco.MjModel:
    """Turn the zero pose about the vertical so that what is called left is at +y."""
    root = int(model.jnt_bodyid[0])
    bones = structure.skeleton(model, root)
    places = limbs.places(bones)
    left = np.zeros(3)
    for name, place in zip(bones.names, places, strict=True):
        other = "right_" + name.removeprefix("left_")
        if name.startswith("left_") and other in bones.names:
            left += place - places[bones.names.index(other)]
    yaw = float(np.arctan2(left[1], left[0])) - 0.5 * np.pi
    if not left.any() or abs(yaw) < _ASKEW:
        return model
    turn = rot.from_rotvec(np.array([0.0, 0.0, -yaw]))
    body = spec.body(model.body(root).name)
    body.alt.type = mujoco.mjtOrientation.mjORIENTATION_QUAT
    body.quat = rot.multiply(turn, model.body_quat[root])
    return spec.compile()


def _prepare(spec: mujoco.MjSpec, model: mujoco.MjModel, chosen: list[Drive]) -> list[str]:
    """Put the drives into a model, and what makes its physics ours; what was changed."""
    notes = []
    if spec.tendons:
        notes.append(f"tendons, left out: {len(spec.tendons)}")
    tendons = {tendon.name for tendon in spec.tendons}
    of_tendons = [equality for equality in spec.equalities if equality.name1 in tendons]
    for thing in (*spec.actuators, *of_tendons, *spec.tendons):
        spec.delete(thing)
    for drive in chosen:
        _add(spec, drive)
    sprung = [joint for joint in spec.joints if np.any(joint.stiffness)]
    if sprung:
        notes.append(f"springs, which would pull against the drives, taken out: {len(sprung)}")
    stuck = [k for k in np.flatnonzero(model.jnt_limited) if np.ptp(model.jnt_range[k]) < 1e-6]
    for k in stuck:
        name = model.joint(k).name
        spec.joint(name).limited = mujoco.mjtLimited.mjLIMITED_FALSE
        notes.append(f"'{name}' was limited to nothing; its limit is taken away")
    for joint in spec.joints:
        joint.stiffness = np.zeros(3)
        joint.springdamper = np.zeros(2)
    for geom in spec.geoms:
        if geom.contype or geom.conaffinity:
            geom.conaffinity |= 1  # meets the floor
    for one, other in _touching(model):
        exclude = spec.add_exclude(bodyname1=one, bodyname2=other)
        exclude.name = f"{one}-{other}"
        notes.append(f"'{one}' and '{other}' are in each other in the zero pose: they may be")
    option = spec.option
    if not np.isclose(option.timestep, _STEP):
        notes.append(f"time step {option.timestep:g} s, now 1/120 s")
    option.timestep, option.iterations, option.disableflags = _STEP, 20, 0
    option.integrator = mujoco.mjtIntegrator.mjINT_IMPLICITFAST
    option.solver = mujoco.mjtSolver.mjSOL_NEWTON
    option.cone = mujoco.mjtCone.mjCONE_PYRAMIDAL
    return notes


def _add(spec: mujoco.MjSpec, drive: Drive) -> None:
    joint = spec.joint(drive.joint)
    joint.damping = [drive.damping, 0.0, 0.0]
    joint.armature = drive.armature
    actuator = spec.add_actuator(
        name=drive.name,
        target=drive.joint,
        trntype=mujoco.mjtTrn.mjTRN_JOINT,
        gaintype=mujoco.mjtGain.mjGAIN_FIXED,
        biastype=mujoco.mjtBias.mjBIAS_AFFINE,
        dyntype=mujoco.mjtDyn.mjDYN_NONE,
        ctrllimited=mujoco.mjtLimited.mjLIMITED_FALSE,
        actlimited=mujoco.mjtLimited.mjLIMITED_FALSE,
        forcelimited=mujoco.mjtLimited.mjLIMITED_TRUE,
        forcerange=[-drive.limit, drive.limit],
    )
    actuator.gear = np.eye(6)[drive.axis]
    actuator.gainprm[:3] = drive.kp, 0.0, 0.0
    actuator.biasprm[:3] = 0.0, -drive.kp, -drive.kd


def _touching(model: mujoco.MjModel) -> list[tuple[str, str]]:
    """Links that are in each other in the zero pose."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    mujoco.mj_collision(model, data)
    deep = data.contact.geom[data.contact.dist < -_DEEP]
    pairs = {tuple(sorted(int(model.geom_bodyid[geom]) for geom in pair)) for pair in deep}
    return [(model.body(one).name, model.body(other).name) for one, other in sorted(pairs)]


def _mark(
    spec: mujoco.MjSpec, model: mujoco.MjModel, found: Structure
) -> tuple[list[str], list[str]]:
    """Add sites at the ends of the limbs; their names, and those of the geoms of the feet."""
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    taken = {site.name for site in spec.sites}
    sites: list[str] = []
    feet: list[str] = []
    for end in (*found.hands, *found.feet):
        link = model.body(end).id
        geoms = structure.colliding(model, link)
        place: Array = np.zeros(3)
        if end in found.feet:
            under = structure.soles(model, link, found.height)
            feet += [model.geom(geom).name for geom in under]
            middle = data.geom_xpos[under].mean(axis=0) - data.xpos[link]
            if np.linalg.norm(middle) > _ANKLE * found.height:  # else the ankle, as the paper's
                place = rot.rotate_inverse(data.xquat[link], middle)
        elif geoms:
            away = np.linalg.norm(model.geom_pos[geoms], axis=-1)
            place = model.geom_pos[geoms[int(np.argmax(away))]]
        else:
            place = model.body_ipos[link]
        name = end if end not in taken else f"{end}_end"
        site = spec.body(end).add_site(name=name, pos=place, size=[0.01, 0.01, 0.01])
        site.group = _HIDDEN
        sites.append(name)
    return sites, feet


def _write(spec: mujoco.MjSpec, folder: Path) -> None:
    """The model, and beside it the meshes and pictures that it names."""
    base = Path(spec.modelfiledir)
    folder.mkdir()
    for things, place in ((spec.meshes, spec.meshdir), (spec.textures, spec.texturedir)):
        for thing in things:
            if thing.file:
                source = base / place / thing.file
                target = folder / _ASSETS / thing.file.replace("/", "_")
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(source, target)
                thing.file = target.name
    spec.modelfiledir = str(folder)
    spec.meshdir = spec.texturedir = _ASSETS
    (folder / "character.xml").write_text(spec.to_xml(), encoding="utf-8")


def _settings(
    path: Path, model: mujoco.MjModel, found: Structure, sites: list[str], feet: list[str]
) -> str:
    """character.toml."""
    mass, driven = float(model.body_mass.sum()), model.nu
    about = (
        f"{path.name}: {mass:.1f} kg, {found.height:.2f} m, {driven} actuated degrees of freedom"
    )
    parts = "\n".join(f"{part} = {json.dumps(link)}" for part, link in found.parts.items())
    return f"""# What imitation needs to know of the body in character.xml, told by its structure.
# Correct by hand what is wrong.
description = {json.dumps(about)}

root = {json.dumps(found.root)}
end_effectors = {json.dumps(sites)}  # sites
feet = {json.dumps(feet)}  # geoms
fall_bodies = {json.dumps(list(found.trunk))}  # an episode ends when one touches the ground

# The link that is each part of a person's body, or is moved by a clip's bone of that name.
[bone_map]
{parts}
"""
