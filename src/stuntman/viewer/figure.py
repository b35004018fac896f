"""What a character looks like: its joints connected, and as a ghost."""

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.mjcf.geometry import solid_geoms

_GHOST_COLOUR = (0.62, 0.57, 0.96)
# Thinner than the body, so that it hides in a body that does what it should.
_GHOST_SIZE = 0.97
_BONE_COLOUR = [0.45, 0.49, 0.57, 1.0]
_BONE_THICKNESS = 0.6  # of what hangs on it


def with_bones(character: Character) -> mujoco.MjSpec:
    """The body with its joints connected: what collides need not look like one thing. One that has
    meshes to be seen does."""
    spec = character.spec()
    model = spec.compile()
    if model.nmesh:
        return spec
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    solid = solid_geoms(model)
    owned = {body: solid[model.geom_bodyid[solid] == body] for body in range(1, model.nbody)}
    for body, geoms in owned.items():
        gaps = [
            child
            for child in np.flatnonzero(model.body_parentid == body).tolist()
            if not any(
                mujoco.mj_geomDistance(model, data, own, its, 0.001, None) <= 0.0
                for own in geoms
                for its in owned[child]
            )
        ]
        radius = _BONE_THICKNESS * model.geom_aabb[geoms, 3:].min(initial=np.inf)
        for end in [*model.geom_pos[geoms], *model.body_pos[gaps]]:
            if np.linalg.norm(end) > radius:
                spec.body(model.body(body).name).add_geom(
                    type=mujoco.mjtGeom.mjGEOM_CAPSULE,
                    fromto=[0, 0, 0, *end],
                    size=[radius, 0, 0],
                    material="",
                    rgba=_BONE_COLOUR,
                    mass=0,
                )
    return spec


def ghost_of(character: Character, opacity: float) -> mujoco.MjSpec:
    """The body as a ghost, translucent."""
    spec = with_bones(character)
    for geom in spec.geoms:
        geom.material, geom.rgba = "", [*_GHOST_COLOUR, opacity]
        geom.size = np.array(geom.size) * _GHOST_SIZE
    return spec


def reach(model: mujoco.MjModel) -> float:
    """How far (m) from its root the character's furthest part gets when stretched."""
    away = np.linalg.norm(model.body_pos, axis=1)
    away[model.body_parentid == 0] = 0.0
    for body in range(1, model.nbody):
        away[body] += away[model.body_parentid[body]]
    return float(np.max(away[model.geom_bodyid] + np.linalg.norm(model.geom_pos, axis=1)))
