"""What films are drawn with: figure and floor, shadows, blocks, a ghost behind it all."""

from collections.abc import Iterator
from contextlib import contextmanager

import mujoco
import numpy as np

from stuntman.characters.character import Character
from stuntman.physics import scene
from stuntman.physics.interactive import Blocks
from stuntman.playback.goals import Asked
from stuntman.playback.ground import Ground
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer.figure import ghost_of, with_bones
from stuntman.viewer.gl import require_backend

FIELD_OF_VIEW = 30.0  # degrees, up and down
ASKED_COLOUR = 0.93, 0.55, 0.10, 1.0  # of what goals ask
HIT_COLOUR = 0.20, 0.66, 0.33, 1.0  # of a target that was hit
_ARROW_WIDTH = 0.04  # m
_SHADE, _SHADE_HEIGHT = 0.08, 0.36  # half of what it varies by, and m of height after which it does

_GHOST, _GHOST_OPACITY = "ghost/", 0.34
_FORWARD = 0.4  # of their way to the eye; a ghost up to more than half that way is then behind
_SHADOW_COLOUR = np.array([0.54, 0.57, 0.6])
_SHADOW_GLOW = 30.0  # what it shines of itself, against what little light falls on its edges
_SHADOW_HEIGHT, _SHADOW_FLATNESS = 0.003, 0.001

# Measured at 640 x 480 on one busy CPU core: 38 ms a frame, 47 with a ghost; without smoothing of
# edges (0 samples) 16 and 20; with MuJoCo's own 28 slices and 16 stacks 50 and 95.
_SAMPLES = 4
_ROUNDNESS, _FINE_ROUNDNESS = (16, 8), (48, 24)


def film_model(
    character: Character, ghost: bool, size: tuple[int, int], fine: bool = False
) -> mujoco.MjModel:
    """The character on the floor, its ghost after it if wanted: looks only, nothing collides."""
    spec = with_bones(character)
    if ghost:
        frame = spec.worldbody.add_frame()
        spec.attach(ghost_of(character, _GHOST_OPACITY), prefix=_GHOST, frame=frame)
    scene.furnish(spec)
    spec.visual.global_.offwidth, spec.visual.global_.offheight = size
    spec.visual.global_.fovy = FIELD_OF_VIEW
    quality = spec.visual.quality
    quality.offsamples = _SAMPLES
    quality.numslices, quality.numstacks = _FINE_ROUNDNESS if fine else _ROUNDNESS
    return spec.compile()


@contextmanager
def renderer(model: mujoco.MjModel) -> Iterator[mujoco.Renderer]:
    """What draws the model, at the size that it was made for.

    Raises:
        StuntmanError: MuJoCo cannot draw on this machine.
    """
    require_backend()
    height, width = model.vis.global_.offheight, model.vis.global_.offwidth
    with mujoco.Renderer(model, height, width) as drawing:
        # The renderer's own shadows take 20 ms a frame, are jagged and speckle the floor.
        drawing.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = False
        drawing.scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = False
        yield drawing


def add_blocks(drawn: mujoco.MjvScene, blocks: Blocks) -> None:
    """Draw the blocks that are in the world, and what tasks have brought."""
    for slot in np.flatnonzero(blocks.edges):
        block = drawn.geoms[drawn.ngeom]
        size = np.repeat(blocks.edges[slot] / 2.0, 3)
        turn = rot.to_matrix(blocks.rotations[slot]).ravel()
        colour = np.array(scene.BLOCK_COLOUR)
        kind = mujoco.mjtGeom.mjGEOM_BOX
        mujoco.mjv_initGeom(block, kind, size, blocks.positions[slot], turn, colour)
        drawn.ngeom += 1
    for thing in blocks.things:
        geom, turn = drawn.geoms[drawn.ngeom], thing.rotation.ravel()
        mujoco.mjv_initGeom(geom, thing.kind, thing.size, thing.position, turn, thing.colour)
        drawn.ngeom += 1


def add_asked(drawn: mujoco.MjvScene, asked: Asked, root: Array) -> None:
    """Draw what goals ask of a character whose root is at `root` (3,): arrow, ball or disc."""
    arrow, colour = asked.arrow(root), np.array(ASKED_COLOUR)
    if arrow is not None:
        mark = drawn.geoms[drawn.ngeom]
        kind = mujoco.mjtGeom.mjGEOM_ARROW
        mujoco.mjv_initGeom(mark, kind, np.zeros(3), np.zeros(3), np.eye(3).ravel(), colour)
        begin, end = arrow  # of an arrow MuJoCo draws the first half
        mujoco.mjv_connector(mark, kind, _ARROW_WIDTH, begin, 2.0 * end - begin)
        drawn.ngeom += 1
    if asked.point is not None:
        mark = drawn.geoms[drawn.ngeom]
        kind = mujoco.mjtGeom.mjGEOM_ELLIPSOID
        turn, colour = np.eye(3).ravel(), np.array(HIT_COLOUR if asked.hit else ASKED_COLOUR)
        mujoco.mjv_initGeom(mark, kind, asked.half_axes, asked.point, turn, colour)
        drawn.ngeom += 1


def add_ground(drawn: mujoco.MjvScene, model: mujoco.MjModel, ground: Ground) -> None:
    """Draw ground that is not flat."""
    material = int(model.geom(scene.FLOOR).matid[0])
    for middle, turn, half in zip(ground.positions, ground.rotations, ground.halves, strict=True):
        box, kind = drawn.geoms[drawn.ngeom], mujoco.mjtGeom.mjGEOM_BOX
        # Neighbours of other heights differ in shade: seen from above, nothing else tells them.
        shade = 1.0 - _SHADE + _SHADE * np.cos(2.0 * np.pi * middle[2] / _SHADE_HEIGHT)
        colour = np.array([shade, shade, shade, 1.0])
        mujoco.mjv_initGeom(box, kind, half, middle, rot.to_matrix(turn).ravel(), colour)
        box.matid = material
        drawn.ngeom += 1


def add_shadows(drawn: mujoco.MjvScene, sun: Array, height: float = 0.0) -> None:
    """Lay the shadow of every solid thing on level ground at a height, `sun` (3,) being the light's
    way.

    Each is the thing once more, sheared flat along the light: 1 ms a frame, where the renderer's
    own shadows take 20 and are jagged.
    """
    shear = np.eye(3)
    shear[:, 2] = *(-sun[:2] / sun[2]), _SHADOW_FLATNESS
    colour = np.append(_SHADOW_COLOUR / _SHADOW_GLOW, 1.0)
    for geom in drawn.geoms[: drawn.ngeom]:
        if geom.type == mujoco.mjtGeom.mjGEOM_PLANE or geom.rgba[3] < 1:
            continue
        shadow = drawn.geoms[drawn.ngeom]
        position = shear @ (geom.pos - [0, 0, height]) + [0, 0, height + _SHADOW_HEIGHT]
        turned = (shear @ geom.mat).ravel()
        mujoco.mjv_initGeom(shadow, geom.type, geom.size, position, turned, colour)
        shadow.dataid = geom.dataid
        shadow.emission, shadow.specular = _SHADOW_GLOW, 0.0
        drawn.ngeom += 1


def bring_before_ghost(drawn: mujoco.MjvScene, count: int) -> None:
    """Let what is solid among the first `count` things hide the ghost, wherever that is.

    Each is shrunk towards the eye, which leaves it in the same place of the picture.
    """
    eye = np.mean([camera.pos for camera in drawn.camera], axis=0)
    for geom in drawn.geoms[:count]:
        if geom.type != mujoco.mjtGeom.mjGEOM_PLANE and geom.rgba[3] == 1:
            geom.pos[:] = eye + _FORWARD * (geom.pos - eye)
            geom.mat[:] *= _FORWARD
