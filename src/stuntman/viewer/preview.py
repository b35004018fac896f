"""A clip's own skeleton beside the body that it was put on."""

from collections.abc import Iterator

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting.retarget import TABLE_RATE, Reference
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer import drawing
from stuntman.viewer.video import SIZE, Picture

FPS = 30.0
_COLOUR = np.array([0.36, 0.30, 0.78, 1.0])
_SIDES = {"left_": np.array([0.13, 0.60, 0.60, 1.0]), "right_": np.array([0.95, 0.48, 0.25, 1.0])}
_APART = 0.8  # of the skeleton's height, between the two
_THICKNESS = 0.012  # of the skeleton's height


def times(clip: Clip) -> Array:
    """(pictures,) s of the clip that are drawn."""
    return np.arange(0.0, clip.duration + 1e-9, 1.0 / FPS)


def frames(
    clip: Clip,
    reference: Reference,
    character: Character,
    scale: float,
    size: tuple[int, int] = SIZE,
) -> Iterator[Picture]:
    """Draw both side by side, the skeleton scaled to the body and to its left.

    Yields:
        (height, width, 3) pictures, 30 a second of the clip.

    Raises:
        StuntmanError: MuJoCo cannot draw on this machine.
    """
    model = drawing.film_model(character, False, size)
    data = mujoco.MjData(model)
    instants = times(clip)
    states = reference.qpos[np.minimum((instants * TABLE_RATE).astype(int), reference.frames - 1)]
    places, _ = clip.skeleton.forward(*clip.sample(instants))
    places = places * scale
    tall = float(np.median(np.ptp(places[..., 2], axis=1)))
    yaw = rot.mean_yaw(states[:, 3:7])
    left = rot.rotate(rot.from_yaw(yaw), np.array([0.0, 1.0, 0.0]))
    # Where the skeleton is, as against the body: its root beside, its lowest joint on the floor.
    shift = (states[0, :3] - places[0, 0]) * [1.0, 1.0, 0.0] + _APART * tall * left
    shift[2] = -np.quantile(places[..., 2].min(axis=1), 0.05)
    camera = mujoco.MjvCamera()
    camera.azimuth, camera.elevation, camera.distance = np.degrees(yaw) + 150.0, -10.0, 3.2 * tall
    with drawing.renderer(model) as renderer:
        for state, joints in zip(states, places + shift, strict=True):
            data.qpos[:] = state
            mujoco.mj_kinematics(model, data)
            mujoco.mj_camlight(model, data)
            middle = 0.5 * (state[:3] + joints[0])
            camera.lookat[:] = [middle[0], middle[1], 0.5 * tall]
            renderer.update_scene(data, camera)
            _draw(renderer.scene, clip, joints, _THICKNESS * tall)
            drawing.add_shadows(renderer.scene, data.light(scene.SUN).xdir)
            yield renderer.render()


def _draw(drawn: mujoco.MjvScene, clip: Clip, joints: Array, radius: float) -> None:
    for bone, parent in enumerate(clip.skeleton.parents):
        if parent < 0 or np.linalg.norm(joints[bone] - joints[parent]) < 1e-4:
            continue
        if drawn.ngeom >= drawn.maxgeom:
            return
        name = clip.skeleton.names[bone]
        colour = next((c for side, c in _SIDES.items() if name.startswith(side)), _COLOUR)
        geom = drawn.geoms[drawn.ngeom]
        mujoco.mjv_initGeom(
            geom, mujoco.mjtGeom.mjGEOM_CAPSULE, np.zeros(3), np.zeros(3), np.eye(3).ravel(), colour
        )
        mujoco.mjv_connector(
            geom, mujoco.mjtGeom.mjGEOM_CAPSULE, radius, joints[parent], joints[bone]
        )
        drawn.ngeom += 1
