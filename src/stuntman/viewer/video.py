"""Films and pictures of what a character does, drawn without a window."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path

import imageio_ffmpeg
import mujoco
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stuntman import paths
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.mjcf.geometry import solid_geoms
from stuntman.physics import scene
from stuntman.physics.interactive import Blocks
from stuntman.playback.take import Take
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.spatial.smoothing import smooth
from stuntman.viewer.camera import View, azimuths
from stuntman.viewer.gl import require_backend

Picture = NDArray[np.uint8]

_GHOST = "ghost/"
_GHOST_COLOUR = [0.45, 0.35, 0.95, 0.28]
# Thinner than the body, so that it hides in a body that does what it should.
_GHOST_SIZE = 0.97
_BONE_COLOUR = [0.45, 0.49, 0.57, 1.0]
_BONE_THICKNESS = 0.6  # of what hangs on it
_SHADOW_COLOUR = np.array([0.54, 0.57, 0.6])
_SHADOW_GLOW = 30.0  # what it shines of itself, against what little light falls on its edges
_SHADOW_HEIGHT, _SHADOW_FLATNESS = 0.003, 0.001

# Measured at 640 x 480 on one busy CPU core: 38 ms a frame, 47 with a ghost; without smoothing of
# edges (0 samples) 16 and 20; with MuJoCo's own 28 slices and 16 stacks 50 and 95.
_SAMPLES = 4
_ROUNDNESS = 16, 8
# The fine path draws at twice the size and averages. The renderer's own shadows stay off there too:
# they are jagged, and speckle the floor.
_FINE = 2
_FINE_ROUNDNESS = 48, 24

_FIELD_OF_VIEW = 30.0  # degrees, up and down
_FILL = 0.83  # part of the picture that a body stretched both ways takes: 0.6 for one that stands
_ELEVATION = -10.0  # degrees
_CAMERA_SECONDS = 0.35  # standard deviation of the average that the camera's way is


def frames(
    character: Character,
    take: Take,
    size: tuple[int, int] = (640, 480),
    only: Sequence[int] | None = None,
    view: View = "side",
    fine: bool = False,
) -> Iterator[Picture]:
    """Draw a take, with a camera that moves along.

    Where the take has a reference, it stands in the same spot as a translucent second body.

    Args:
        size: width and height in pixels.
        only: which states to draw; None draws all.
        view: where the camera is; the side is the right one, seen a little from the front.
        fine: with smooth edges everywhere and rounder limbs: four times as slow.

    Yields:
        (height, width, 3) pictures.

    Raises:
        StuntmanError: MuJoCo cannot draw on this machine.
    """
    require_backend()
    scale = _FINE if fine else 1
    width, height = scale * size[0], scale * size[1]
    model = _film_model(character, take.reference is not None, (width, height), fine)
    data = mujoco.MjData(model)
    states = take.qpos
    if take.reference is not None:
        states = np.concatenate([take.qpos, take.reference], axis=1)
    sun = model.light(scene.SUN)
    sun.dir = rot.rotate(rot.from_yaw(rot.mean_yaw(take.qpos[:, 3:7])), sun.dir)
    camera = mujoco.MjvCamera()
    camera.elevation = _ELEVATION
    camera.distance = reach(model) / _FILL / np.tan(np.radians(_FIELD_OF_VIEW / 2.0))
    directions = azimuths(view, take.qpos, take.fps)
    path = smooth(take.qpos[:, :3], _CAMERA_SECONDS * take.fps)
    with mujoco.Renderer(model, height, width) as renderer:
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = False
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = False
        for frame in range(len(states)) if only is None else only:
            data.qpos[:] = states[frame]
            mujoco.mj_kinematics(model, data)
            mujoco.mj_camlight(model, data)
            camera.lookat[:], camera.azimuth = path[frame], directions[frame]
            renderer.update_scene(data, camera)
            if take.blocks:
                _add_blocks(renderer.scene, take.blocks[frame])
            add_shadows(renderer.scene, data.light(scene.SUN).xdir)
            picture = renderer.render()
            yield np.asarray(Image.fromarray(picture).reduce(scale)) if fine else picture


def write_mp4(pictures: Iterable[Picture], path: Path, fps: float) -> None:
    """Write pictures of one size as an H.264 film that plays everywhere; whole or not at all.

    Raises:
        StuntmanError: there are no pictures or no ffmpeg, or the file cannot be written.
    """
    # Colour is stored at half the size, so an odd one gets a black edge.
    even = ["-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"]
    codec = ["-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p"]
    _encode(pictures, path, fps, [*even, *codec, "-movflags", "+faststart", "-f", "mp4"])


def write_gif(pictures: Iterable[Picture], path: Path, fps: float) -> None:
    """Write pictures of one size as a GIF that repeats, of half the rate; whole or not at all.

    Raises:
        StuntmanError: as for `write_mp4`.
    """
    # One palette for the whole, and no dither: a still background then costs nothing.
    colours = "split[a][b];[a]palettegen=max_colors=96[p];[b][p]paletteuse=dither=none"
    _encode(pictures, path, fps, ["-vf", f"fps={fps / 2},{colours}", "-loop", "0", "-f", "gif"])


def write_png(picture: Picture, path: Path) -> None:
    """Write a picture (height, width, 3); whole or not at all.

    Raises:
        StuntmanError: the file cannot be written.
    """
    with paths.written(path) as part:
        Image.fromarray(picture).save(part, format="PNG")


def strip(pictures: Iterable[Picture]) -> Picture:
    """Pictures (height, width, 3) of one height side by side, the first on the left."""
    return np.concatenate(list(pictures), axis=1)


def _encode(pictures: Iterable[Picture], path: Path, fps: float, how: list[str]) -> None:
    """Let ffmpeg make a film of pictures; `how` is its arguments for the result."""
    upcoming = iter(pictures)
    first = next(upcoming, None)
    if first is None:
        raise StuntmanError(f"{path}: a film needs at least one picture")
    height, width, _ = first.shape
    with paths.written(path) as part, part.with_suffix(".log").open("w+") as log:
        command = [
            *(_ffmpeg(path), "-v", "error"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{fps}"),
            *("-i", "-", *how, str(part)),
        ]
        with (
            suppress(BrokenPipeError),
            subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log) as ffmpeg,
        ):
            assert ffmpeg.stdin is not None
            for picture in chain([first], upcoming):
                ffmpeg.stdin.write(picture.tobytes())
        if ffmpeg.returncode:
            log.seek(0)
            said = log.read().strip().splitlines() or ["it gave no reason"]
            raise StuntmanError(f"{path}: ffmpeg could not make the film ({said[-1]})")


def _ffmpeg(path: Path) -> str:
    try:
        return imageio_ffmpeg.get_ffmpeg_exe()
    except RuntimeError as error:  # no ffmpeg comes with imageio-ffmpeg for this system
        raise StuntmanError(f"{path}: {error}") from error


def _film_model(
    character: Character, ghost: bool, size: tuple[int, int], fine: bool
) -> mujoco.MjModel:
    """The character on the floor, its ghost after it if wanted: looks only, nothing collides."""
    spec = with_bones(character)
    if ghost:
        spec.attach(ghost_of(character), prefix=_GHOST, frame=spec.worldbody.add_frame())
    scene.furnish(spec)
    spec.visual.global_.offwidth, spec.visual.global_.offheight = size
    spec.visual.global_.fovy = _FIELD_OF_VIEW
    quality = spec.visual.quality
    quality.offsamples = _SAMPLES
    quality.numslices, quality.numstacks = _FINE_ROUNDNESS if fine else _ROUNDNESS
    return spec.compile()


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


def _add_blocks(drawn: mujoco.MjvScene, blocks: Blocks) -> None:
    """Draw the blocks that are in the world."""
    for slot in np.flatnonzero(blocks.edges):
        block = drawn.geoms[drawn.ngeom]
        size = np.repeat(blocks.edges[slot] / 2.0, 3)
        turn = rot.to_matrix(blocks.rotations[slot]).ravel()
        colour = np.array(scene.BLOCK_COLOUR)
        kind = mujoco.mjtGeom.mjGEOM_BOX
        mujoco.mjv_initGeom(block, kind, size, blocks.positions[slot], turn, colour)
        drawn.ngeom += 1


def ghost_of(character: Character) -> mujoco.MjSpec:
    """The body as a ghost, translucent."""
    spec = with_bones(character)
    for geom in spec.geoms:
        geom.material, geom.rgba = "", _GHOST_COLOUR
        geom.size = np.array(geom.size) * _GHOST_SIZE
    return spec


def add_shadows(drawn: mujoco.MjvScene, sun: Array) -> None:
    """Lay the shadow of every solid thing on the floor z = 0, `sun` (3,) being the light's way.

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
        position = shear @ geom.pos + [0, 0, _SHADOW_HEIGHT]
        turned = (shear @ geom.mat).ravel()
        mujoco.mjv_initGeom(shadow, geom.type, geom.size, position, turned, colour)
        shadow.dataid = geom.dataid
        shadow.emission, shadow.specular = _SHADOW_GLOW, 0.0
        drawn.ngeom += 1


def reach(model: mujoco.MjModel) -> float:
    """How far (m) from its root the character's furthest part gets when stretched."""
    away = np.linalg.norm(model.body_pos, axis=1)
    away[model.body_parentid == 0] = 0.0
    for body in range(1, model.nbody):
        away[body] += away[model.body_parentid[body]]
    return float(np.max(away[model.geom_bodyid] + np.linalg.norm(model.geom_pos, axis=1)))
