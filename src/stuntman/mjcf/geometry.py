"""Where the parts of a MuJoCo model are in a state: body frames, joints, the lowest point.

Bodies are counted without the world body: body 1 of the model is index 0.
"""

import mujoco
import numpy as np
from numpy.typing import NDArray

from stuntman.errors import StuntmanError
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array


def body_poses(model: mujoco.MjModel, qpos: Array) -> tuple[Array, Array]:
    """Body frames in states qpos (frames, nq), as MuJoCo computes them.

    Returns:
        Positions (frames, bodies, 3) in m and rotations (frames, bodies, 4), both in the world.
    """
    data = mujoco.MjData(model)
    positions = np.empty((len(qpos), model.nbody - 1, 3))
    rotations = np.empty((len(qpos), model.nbody - 1, 4))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        positions[frame], rotations[frame] = data.xpos[1:], data.xquat[1:]
    return positions, rotations


def anchors(model: mujoco.MjModel) -> Array:
    """The point that each body rotates about: (bodies, 3) m in its own frame.

    Raises:
        StuntmanError: a body's joints have different anchors, or one of them is a slide.
    """
    found = np.zeros((model.nbody - 1, 3))
    for body in range(1, model.nbody):
        first, count = int(model.body_jntadr[body]), int(model.body_jntnum[body])
        joints = slice(first, first + count)
        if count == 0 or model.jnt_type[first] == mujoco.mjtJoint.mjJNT_FREE:
            continue
        name = model.body(body).name
        if np.any(model.jnt_type[joints] == mujoco.mjtJoint.mjJNT_SLIDE):
            raise StuntmanError(f"Body '{name}' slides, which no bone can: use hinges and balls.")
        if np.ptp(model.jnt_pos[joints], axis=0).max() > 1e-9:
            raise StuntmanError(
                f"The joints of body '{name}' have different anchors, but a bone has one: "
                "give them the same 'pos', or each a body of its own."
            )
        found[body - 1] = model.jnt_pos[first]
    return found


def rest(model: mujoco.MjModel) -> Array:
    """The state (nq,) of a body at rest: no bone rotated, standing on z = 0.

    Hinges are as the model draws them, or as near to that as their limits allow.

    Args:
        model: whose first joint is free.
    """
    qpos = model.qpos0.copy()
    hinges = (model.jnt_type == mujoco.mjtJoint.mjJNT_HINGE) & model.jnt_limited.astype(bool)
    addresses = model.jnt_qposadr[hinges]
    qpos[addresses] = np.clip(qpos[addresses], *model.jnt_range[hinges].T)
    for joint in np.flatnonzero(model.jnt_type == mujoco.mjtJoint.mjJNT_BALL):
        address, body = model.jnt_qposadr[joint], model.jnt_bodyid[joint]
        qpos[address : address + 4] = rot.conjugate(model.body_quat[body])
    qpos[:7] = [0.0, 0.0, 0.0, *rot.IDENTITY]
    qpos[2] = -lowest_points(model, qpos[None])[0]
    return qpos


def solid_geoms(model: mujoco.MjModel) -> NDArray[np.int64]:
    """Ids of the geoms of a model's bodies that can touch something.

    Others, such as eyes, horns or the skin of wings, are only there to be seen.
    """
    touches = (model.geom_contype > 0) | (model.geom_conaffinity > 0)
    touches[model.pair_geom1] = touches[model.pair_geom2] = True
    return np.flatnonzero(touches & (model.geom_bodyid > 0))


def lowest_points(model: mujoco.MjModel, qpos: Array) -> Array:
    """Height (frames,) in m of the lowest point of the body in each state qpos (frames, nq)."""
    return geom_heights(model, qpos).min(axis=1)


def lowest_speeds(model: mujoco.MjModel, qpos: Array, fps: float) -> Array:
    """Speed (frames,) in m/s at which the middle of the lowest geom goes over the floor, in states
    qpos (frames, nq), `fps` a second."""
    lowest = geom_heights(model, qpos).argmin(axis=1)
    frames = np.arange(len(qpos))
    axes = (np.array([1.0, 0.0, 0.0]), np.array([0.0, 1.0, 0.0]))
    middles = [np.mean(geom_spans(model, qpos, axis), axis=0) for axis in axes]
    steps = [np.gradient(middle, axis=0)[frames, lowest] for middle in middles]
    return fps * np.hypot(*steps)


def bodies_on_floor(model: mujoco.MjModel, qpos: Array, height: float) -> frozenset[str]:
    """Names of the bodies some point of which comes lower than `height`, m, in states qpos
    (frames, nq)."""
    low = geom_heights(model, qpos).min(axis=0) < height
    bodies = model.geom_bodyid[solid_geoms(model)[low]]
    return frozenset(model.body(body).name for body in bodies)


def geom_heights(model: mujoco.MjModel, qpos: Array) -> Array:
    """Height (frames, geoms) in m of the lowest point of each of `solid_geoms` in states qpos
    (frames, nq)."""
    return geom_spans(model, qpos, np.array([0.0, 0.0, 1.0]))[0]


def geom_spans(model: mujoco.MjModel, qpos: Array, way: Array) -> tuple[Array, Array]:
    """From where to where (frames, geoms) in m along a way (3,) of length 1 each of `solid_geoms`
    reaches in states qpos (frames, nq)."""
    data = mujoco.MjData(model)
    geoms = solid_geoms(model)
    kinds, sizes = model.geom_type[geoms], model.geom_size[geoms]
    kind = mujoco.mjtGeom
    boxes, capsules = kinds == kind.mjGEOM_BOX, kinds == kind.mjGEOM_CAPSULE
    ellipsoids, cylinders = kinds == kind.mjGEOM_ELLIPSOID, kinds == kind.mjGEOM_CYLINDER
    meshes = [(k, _vertices(model, geoms[k])) for k in np.flatnonzero(kinds == kind.mjGEOM_MESH)]
    places, turns = np.empty((len(qpos), len(geoms), 3)), np.empty((len(qpos), len(geoms), 9))
    for frame, position in enumerate(qpos):
        data.qpos[:] = position
        mujoco.mj_kinematics(model, data)
        places[frame], turns[frame] = data.geom_xpos[geoms], data.geom_xmat[geoms]
    # The way along each of a geom's axes.
    along = way @ turns.reshape(*places.shape, 3)
    share = np.abs(along)
    reach = np.tile(sizes[:, 0], (len(qpos), 1))
    reach[:, capsules] += sizes[capsules, 1] * share[:, capsules, 2]
    reach[:, boxes] = np.sum(sizes[boxes] * share[:, boxes], axis=2)
    reach[:, ellipsoids] = np.linalg.norm(sizes[ellipsoids] * share[:, ellipsoids], axis=2)
    flat = np.sqrt(np.maximum(1.0 - share[:, cylinders, 2] ** 2, 0.0))
    reach[:, cylinders] = sizes[cylinders, 0] * flat + sizes[cylinders, 1] * share[:, cylinders, 2]
    middle, ahead = places @ way, reach.copy()
    for k, vertices in meshes:
        for frame in range(len(qpos)):
            corners = vertices @ along[frame, k]
            reach[frame, k], ahead[frame, k] = -corners.min(), corners.max()
    return middle - reach, middle + ahead


def _vertices(model: mujoco.MjModel, geom: int) -> Array:
    """Vertices (n, 3) of a mesh in m, in its geom's frame."""
    mesh = int(model.geom_dataid[geom])
    first = int(model.mesh_vertadr[mesh])
    return model.mesh_vert[first : first + int(model.mesh_vertnum[mesh])].astype(float)
