"""Any MuJoCo model with a free root -> a character: its folder, and what was found and changed."""

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import mujoco
import numpy as np

from stuntman import paths
from stuntman.characters import anatomy, foreign_model, gains, known_drives, standing, structure
from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters.gains import Drive
from stuntman.characters.structure import Structure
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array

_STEP = 1.0 / 120.0  # s; as the humanoid's
_ASSETS = "assets"
_HIDDEN = 4  # the group of sites that are not drawn
_SMALLEST, _LARGEST = 0.05, 30.0  # m tall, what can be a body in metres
_DEEP = 1e-3  # m; links nearer in the zero pose are in each other
_ANKLE = 0.12  # of the height; a foot's link that begins nearer to its sole begins at the ankle


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


def adopt(path: Path, name: str, bone_map: dict[str, str], drives: str | None = None) -> Adopted:
    """Make a model of a body into a character, in the user's library.

    Args:
        bone_map: body by part of a person's (characters/anatomy.py), where the guess is wrong.
        drives: what is known of them, a file or a known robot's name (characters/known_drives.py).

    Raises:
        StuntmanError: the model cannot be read or cannot stand, or the name is none or taken.
    """
    folder = bodies.own_folder() / paths.checked_name(name, "--name")
    if name in bodies.names():
        mend = f", or remove {folder}" if folder.exists() else ""  # there is none of what ships
        raise StuntmanError(f"there is a character '{name}' already: give another --name{mend}.")
    if folder.exists():
        raise StuntmanError(f"{folder} is there already: give another --name, or remove it.")
    try:
        anatomy.check_parts(bone_map)
        spec, notes = foreign_model.read(path)
        model, turned = standing.face_ahead(spec)
        notes += turned
        found = structure.find(model, bone_map)
        if not found.feet:
            raise StuntmanError("no limb of it reaches the ground in its zero pose; stand it up")
        if len(found.feet) == 1 and foreign_model.FREED in notes:
            raise StuntmanError("it has no free root and does not stand; give it a <freejoint/>")
        if not _SMALLEST < found.height < _LARGEST:
            raise StuntmanError(
                f"it is {found.height:.3g} m tall, for MuJoCo's unit is the metre; scale it"
            )
        known = {} if drives is None else known_drives.load(drives, model)
        chosen, changed = gains.drives(model, found.feet, known)
        if drives is None and any(drive.derived for drive in chosen):
            notes += [
                f"the drives of this robot are known: --drives {robot} takes them"
                for robot in known_drives.fitting(model)
            ]
        notes += [*changed, *_prepare(spec, model, chosen), *_feel_falls(spec, model, found)]
        sites, feet = _mark(spec, model, found)
        model = spec.compile()
        gains.check_strength(model, found, chosen)
    except StuntmanError as error:
        raise StuntmanError(f"{path}: {error}.") from error
    with paths.written(folder, parents=True) as part:
        _write(spec, part)
        text = _settings(path, model, found, sites, feet) + _drives_told(chosen)
        (part / "character.toml").write_text(text, encoding="utf-8")
        written = characters.load(str(part)).spec().compile()
    return Adopted(folder, written, found, tuple(chosen), tuple(notes))


def _prepare(spec: mujoco.MjSpec, model: mujoco.MjModel, chosen: list[Drive]) -> list[str]:
    """Put the drives into a model, and what makes its physics ours; what was changed."""
    notes = []
    for actuator in spec.actuators:
        spec.delete(actuator)
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


def _feel_falls(spec: mujoco.MjSpec, model: mujoco.MjModel, found: Structure) -> list[str]:
    """Let the trunk meet the floor where nothing of it does, for else no fall is seen."""
    solid = {model.body(int(k)).name for k in model.geom_bodyid[solid_geoms(model)]}
    if solid & set(found.trunk):
        return []
    met = []
    for name in found.trunk:
        body = spec.body(name)
        if not body.geoms:
            inertia = model.body(name).inertia / model.body(name).mass[0]
            half = np.sqrt(np.maximum(1.5 * (inertia.sum() - 2.0 * inertia), 1e-4))
            geom = body.add_geom(type=mujoco.mjtGeom.mjGEOM_BOX, size=half, mass=0.0)
            geom.name, geom.pos, geom.quat = f"{name}_hull", *_inertial(model, name)
            geom.group = _HIDDEN
        for geom in body.geoms:
            geom.contype, geom.conaffinity = 0, 1
        met.append(name)
    return [f"only its limbs touched things: {', '.join(met)} meet the floor too, to end a fall"]


def _inertial(model: mujoco.MjModel, name: str) -> tuple[Array, Array]:
    return model.body(name).ipos, model.body(name).iquat


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

    brought: dict[Path, str] = {}  # by source: names that fold into one stay apart

    def bring(file: str, place: str) -> str:
        source = base / place / file
        flat = name = Path(file.replace("/", "_"))
        while source not in brought and str(name).lower() in map(str.lower, brought.values()):
            name = flat.with_stem(f"{name.stem}_")
        if source not in brought:
            brought[source] = str(name)
            (folder / _ASSETS).mkdir(exist_ok=True)
            shutil.copyfile(source, folder / _ASSETS / name)
        return brought[source]

    for thing in (*spec.meshes, *spec.textures):
        place = spec.meshdir if isinstance(thing, mujoco.MjsMesh) else spec.texturedir
        if thing.file:
            thing.name = thing.name or Path(thing.file).stem  # what geoms call it by
            thing.file = bring(thing.file, place)
    for texture in spec.textures:
        for side, file in enumerate(texture.cubefiles):
            if file:
                texture.cubefiles[side] = bring(file, spec.texturedir)
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
    solid = {model.body(int(k)).name for k in model.geom_bodyid[solid_geoms(model)]}
    falls = [name for name in found.trunk if name in solid]
    parts = "\n".join(f"{part} = {json.dumps(link)}" for part, link in found.parts.items())
    return f"""# What imitation needs to know of the body in character.xml, told by its structure.
# Correct by hand what is wrong.
description = {json.dumps(about)}

root = {json.dumps(found.root)}
end_effectors = {json.dumps(sites)}  # sites
feet = {json.dumps(feet)}  # geoms
fall_bodies = {json.dumps(falls)}  # an episode ends when one touches the ground

# The link that is each part of a person's body, or is moved by a clip's bone of that name.
[bone_map]
{parts}
"""


def _drives_told(chosen: list[Drive]) -> str:
    """What character.toml says of the drives."""
    out = """
# What of each drive was derived from the inertia of the joints, and known neither to the model nor
# to --drives; and how fast it may turn (rad/s), to which physics does not hold it.
[drives]
"""
    for drive in chosen:
        row = [f"derived = {json.dumps(list(drive.derived))}"] if drive.derived else []
        if drive.velocity_limit is not None:
            row.append(f"velocity_limit = {drive.velocity_limit}")
        if row:
            out += f"{json.dumps(drive.name)} = {{ {', '.join(row)} }}\n"
    return out
