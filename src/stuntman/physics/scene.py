"""The world around a character: floor, light, the sensors that feel the floor, things to throw."""

from collections.abc import Callable, Sequence
from itertools import combinations

import mujoco

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError

Edit = Callable[[mujoco.MjSpec], None]  # of a world, before it is compiled
FLOOR = "floor"
SUN = "sun"
BLOCK_COLOUR = [0.93, 0.71, 0.21, 1.0]
FRICTION = [1.0, 0.005, 0.0001]
_HORIZON = [0.92, 0.95, 0.98]
_MAX_LISTED_PAIRS = 200  # more pairs of geoms than this are found faster by MuJoCo's own search


def floor_sensor(body: str) -> str:
    """Name of the contact sensor that tells whether a body touches the floor."""
    return f"{FLOOR}:{body}"


def sensor_bodies(model: mujoco.MjModel) -> tuple[str, ...]:
    """Bodies that have such a sensor, in its order."""
    names, prefix = [model.sensor(k).name for k in range(model.nsensor)], floor_sensor("")
    return tuple(name.removeprefix(prefix) for name in names if name.startswith(prefix))


def floor_addresses(model: mujoco.MjModel) -> list[int]:
    """Where in the sensor data the values of the floor contact sensors are, in that order."""
    return [int(model.sensor(floor_sensor(body)).adr[0]) for body in sensor_bodies(model)]


def block(slot: int | str) -> str:
    """Name of a block, its joint and its geom."""
    return f"block:{slot}"


def count_blocks(world: mujoco.MjModel) -> int:
    """How many blocks there are in a world."""
    prefix = block("")
    return sum(world.body(number).name.startswith(prefix) for number in range(world.nbody))


def pulled(gravity: float | None) -> list[Edit]:
    """What gives a world so many m/s² of gravity; nothing where the body's own is to stay."""
    if gravity is None:
        return []
    downwards = [0.0, 0.0, -gravity]

    def pull(world: mujoco.MjSpec) -> None:
        world.option.gravity = downwards

    return [pull]


def build(
    character: Character,
    self_contact: bool = True,
    blocks: int = 0,
    floor_sensors: tuple[str, ...] | None = None,
    edits: Sequence[Edit] = (),
) -> mujoco.MjModel:
    """Compile the character standing on a flat floor: `spec` says more.

    Raises:
        StuntmanError: what was added to the scene cannot be.
    """
    world = spec(character, self_contact, blocks, floor_sensors)
    for edit in edits:
        edit(world)
    try:
        model = world.compile()
    except ValueError as error:
        reason = ", ".join(str(error).split("\n")).removeprefix("Error: ")
        raise StuntmanError(f"What tasks add to the scene does not fit: {reason}.") from error
    pairs = touching_pairs(model)
    # Pairs in a list are found faster than by a search among all bodies, which finds the same: 3 %
    # of a person's time, 9 to 12 % of the animals', until they are too many (293 of Atlas: -2 %).
    # Blocks need the search, for they come and go.
    return model if blocks or len(pairs) > _MAX_LISTED_PAIRS else _listed(world, pairs)


def spec(
    character: Character,
    self_contact: bool = True,
    blocks: int = 0,
    floor_sensors: tuple[str, ...] | None = None,
) -> mujoco.MjSpec:
    """The character standing on a flat floor.

    Args:
        self_contact: let limbs touch torso and other limbs, as a person's do.
        blocks: how many cubes to throw there are; their coordinates come after the character's.
            Only physics/interactive.py keeps them out of the way until they are thrown.
        floor_sensors: bodies that get a contact sensor each (1 value: contacts found with the
            floor, at most 1); None takes those that must not touch it. Sensors on all of a
            person's thirteen would take 3 % of the time.

    Raises:
        StuntmanError: the character has no body of such a name.
    """
    world = character.spec()
    bodies = [body.name for body in world.bodies[1:]]
    bodies_with_sensor = character.fall_bodies if floor_sensors is None else floor_sensors
    sensed = tuple(dict.fromkeys(bodies_with_sensor))
    for name in sensed:
        if name not in bodies:
            raise StuntmanError(
                f"environment: no body '{name}' in 'fall_bodies': use {', '.join(bodies)}."
            )
    if not self_contact:
        for geom in world.geoms:
            # What touches nothing is only looks, and stays so.
            geom.conaffinity = int(bool(geom.contype or geom.conaffinity))
            geom.contype = 0
    for name in sensed:
        world.add_sensor(
            name=floor_sensor(name),
            type=mujoco.mjtSensor.mjSENS_CONTACT,
            objtype=mujoco.mjtObj.mjOBJ_BODY,
            objname=name,
            reftype=mujoco.mjtObj.mjOBJ_GEOM,
            refname=FLOOR,
            intprm=[1, 0, 1],  # report "found", no reduction, one slot
        )
    for slot in range(blocks):
        _add_block(world, slot)
    furnish(world)
    # A diverging world must be seen, not silently put back to the zero pose.
    world.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
    # Newton's method starts as well from no guess, and one body is one island: the same to 1e-13,
    # at 6/5 of the speed (9/8 for bodies of twice the joints).
    world.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_WARMSTART
    world.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_ISLAND
    # Bodies of a geom or two have no use for a hierarchy of them: the same contacts, 0.7 % faster.
    world.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_MIDPHASE
    return world


def touching_pairs(model: mujoco.MjModel) -> list[tuple[int, int]]:
    """Pairs of geoms whose contact MuJoCo looks for, by its rules: what their types say, not
    within a body nor with its parent, and no pair that is listed or excluded."""
    kinds, affinities, bodies = model.geom_contype, model.geom_conaffinity, model.geom_bodyid
    welded = model.body_weldid
    above = welded[model.body_parentid[welded]]
    related = not model.opt.disableflags & mujoco.mjtDisableBit.mjDSBL_FILTERPARENT
    excluded = {divmod(int(signature), 1 << 16) for signature in model.exclude_signature}
    listed = {frozenset(pair) for pair in zip(model.pair_geom1, model.pair_geom2, strict=True)}

    def meet(one: int, other: int) -> bool:
        pair = bodies[one], bodies[other]
        a, b = welded[pair[0]], welded[pair[1]]
        kin = related and a and b and (a == above[b] or b == above[a])
        fits = kinds[one] & affinities[other] or kinds[other] & affinities[one]
        apart = pair in excluded or pair[::-1] in excluded or {one, other} in listed
        return bool(fits and a != b and not kin and not apart)

    return [pair for pair in combinations(range(model.ngeom), 2) if meet(*pair)]


def _listed(world: mujoco.MjSpec, pairs: list[tuple[int, int]]) -> mujoco.MjModel:
    """The world with these pairs in a list, and no other contacts."""
    geoms = {geom.id: geom for geom in world.geoms}
    for number, geom in geoms.items():
        geom.name = geom.name or f"geom:{number}"
        geom.contype = geom.conaffinity = 0
    for one, other in pairs:
        world.add_pair(geomname1=geoms[one].name, geomname2=geoms[other].name)
    return world.compile()


def furnish(spec: mujoco.MjSpec) -> None:
    """Add the flat floor, the light and the sky."""
    spec.worldbody.add_geom(
        name=FLOOR,
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=[0, 0, 1],
        contype=1,
        conaffinity=0,
        friction=FRICTION,
        material=_floor_material(spec),
        rgba=[1, 1, 1, 1],  # else the body's own default would tint it
    )
    spec.worldbody.add_light(
        name=SUN,
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL,
        pos=[0, 0, 4],
        dir=[-0.3, 0.35, -1],
        diffuse=[0.62, 0.61, 0.58],
        specular=[0.15, 0.15, 0.15],
    )
    light = spec.visual.headlight
    light.ambient, light.diffuse, light.specular = [0.38] * 3, [0.22] * 3, [0.05] * 3
    spec.visual.rgba.haze = [*_HORIZON, 1]


def _add_block(spec: mujoco.MjSpec, slot: int) -> None:
    """A cube that waits under the floor."""
    body = spec.worldbody.add_body(name=block(slot), pos=[slot, 0, -100], gravcomp=1)
    body.add_freejoint(name=block(slot))
    body.add_geom(
        name=block(slot),
        type=mujoco.mjtGeom.mjGEOM_BOX,
        size=[0.1, 0.1, 0.1],
        mass=1,
        contype=1,
        conaffinity=1,
        friction=FRICTION,
        material="",
        rgba=BLOCK_COLOUR,
    )


def _floor_material(spec: mujoco.MjSpec) -> str:
    spec.add_texture(
        name=FLOOR,
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_CHECKER,
        rgb1=[0.90, 0.91, 0.92],
        rgb2=[0.74, 0.77, 0.81],
        width=300,
        height=300,
    )
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=[0.62, 0.76, 0.90],
        rgb2=_HORIZON,
        width=256,
        height=256,
    )
    material = spec.add_material(name=FLOOR, texrepeat=[1, 1], texuniform=True)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = FLOOR
    return FLOOR
