"""The world around a character: floor, light, and the sensors that feel the floor."""

import mujoco

from stuntman.characters.character import Character

FLOOR = "floor"
_FRICTION = [1.0, 0.005, 0.0001]


def floor_sensor(body: str) -> str:
    """Name of the contact sensor that tells whether a body touches the floor."""
    return f"{FLOOR}:{body}"


def build(character: Character, self_contact: bool = True) -> mujoco.MjModel:
    """Compile the character standing on a flat floor.

    Each of its bodies gets a contact sensor (1 value: contacts found with the floor, at most 1).

    Args:
        self_contact: let limbs touch torso and other limbs, as a person's do.
    """
    spec = character.spec()
    if not self_contact:
        for geom in spec.geoms:
            geom.contype, geom.conaffinity = 0, 1
    for body in spec.bodies[1:]:
        spec.add_sensor(
            name=floor_sensor(body.name),
            type=mujoco.mjtSensor.mjSENS_CONTACT,
            objtype=mujoco.mjtObj.mjOBJ_BODY,
            objname=body.name,
            reftype=mujoco.mjtObj.mjOBJ_GEOM,
            refname=FLOOR,
            intprm=[1, 0, 1],  # report "found", no reduction, one slot
        )
    spec.worldbody.add_geom(
        name=FLOOR,
        type=mujoco.mjtGeom.mjGEOM_PLANE,
        size=[0, 0, 1],
        contype=1,
        conaffinity=0,
        friction=_FRICTION,
        material=_floor_material(spec),
    )
    spec.worldbody.add_light(
        type=mujoco.mjtLightType.mjLIGHT_DIRECTIONAL,
        pos=[0, 0, 4],
        dir=[0.4, 0.5, -1],
        diffuse=[0.7, 0.7, 0.7],
    )
    # A diverging world must be seen, not silently put back to the zero pose.
    spec.option.disableflags |= mujoco.mjtDisableBit.mjDSBL_AUTORESET
    return spec.compile()


def _floor_material(spec: mujoco.MjSpec) -> str:
    spec.add_texture(
        name=FLOOR,
        type=mujoco.mjtTexture.mjTEXTURE_2D,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_CHECKER,
        rgb1=[0.86, 0.87, 0.88],
        rgb2=[0.78, 0.80, 0.82],
        width=300,
        height=300,
    )
    spec.add_texture(
        name="sky",
        type=mujoco.mjtTexture.mjTEXTURE_SKYBOX,
        builtin=mujoco.mjtBuiltin.mjBUILTIN_GRADIENT,
        rgb1=[0.95, 0.97, 1.0],
        rgb2=[0.75, 0.82, 0.9],
        width=256,
        height=256,
    )
    material = spec.add_material(name=FLOOR, texrepeat=[1, 1], texuniform=True)
    material.textures[mujoco.mjtTextureRole.mjTEXROLE_RGB] = FLOOR
    return FLOOR
