"""Films and pictures of what a character does, drawn without a window."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import imageio_ffmpeg
import mujoco
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.physics import scene
from stuntman.viewer.gl import require_backend

Array = NDArray[np.float64]
Picture = NDArray[np.uint8]

_GHOST = "ghost/"
_GHOST_COLOUR = [0.45, 0.35, 0.95, 0.4]
# Thinner than the body, so that it hides in a body that does what it should.
_GHOST_SIZE = 0.97
_BONE_COLOUR = [0.36, 0.40, 0.48, 1.0]
_BONE_THICKNESS = 0.6  # of what hangs on it
_SHADOW_COLOUR = np.array([0.52, 0.55, 0.6, 1.0])
_SHADOW_HEIGHT, _SHADOW_FLATNESS = 0.003, 0.001

_FIELD_OF_VIEW = 30.0  # degrees, up and down
_FILL = 0.72  # part of the picture's height that a standing body takes
_AZIMUTH, _ELEVATION = 120.0, -10.0  # degrees; from the right, 30 to the front
_CAMERA_LAG = 0.35  # s over which the camera's way is averaged


@dataclass(frozen=True, eq=False)
class Take:
    """What a character did, and what it was to do.

    Attributes:
        fps: states a second.
        qpos: (frames, nq) in MuJoCo's layout, m and quaternions w x y z.
        reference: (frames, nq) where the clip wanted it at the same instants, in the world;
            None where there is nothing to compare with.
    """

    fps: float
    qpos: Array
    reference: Array | None = None


def frames(
    character: Character,
    take: Take,
    size: tuple[int, int] = (640, 480),
    only: Sequence[int] | None = None,
) -> Iterator[Picture]:
    """Draw a take, from the side and a little to the front, with a camera that moves along.

    Where the take has a reference, it stands in the same spot as a translucent second body.

    Args:
        size: width and height in pixels.
        only: which states to draw; None draws all.

    Yields:
        (height, width, 3) pictures.

    Raises:
        StuntmanError: MuJoCo cannot draw on this machine.
    """
    require_backend()
    width, height = size
    model = _film_model(character, take.reference is not None, size)
    data = mujoco.MjData(model)
    states = take.qpos
    if take.reference is not None:
        states = np.concatenate([take.qpos, take.reference], axis=1)
    camera = mujoco.MjvCamera()
    camera.azimuth = _AZIMUTH + _heading(take.qpos[0])
    camera.elevation = _ELEVATION
    camera.distance = _distance(character, take.qpos)
    path = _smooth(take.qpos[:, :3], _CAMERA_LAG * take.fps)
    with mujoco.Renderer(model, height, width) as renderer:
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = False
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = False
        for frame in range(len(states)) if only is None else only:
            data.qpos[:] = states[frame]
            mujoco.mj_kinematics(model, data)
            mujoco.mj_camlight(model, data)
            camera.lookat[:] = path[frame]
            renderer.update_scene(data, camera)
            _add_shadows(renderer.scene, data.light(scene.SUN).xdir)
            yield renderer.render()


def write_mp4(pictures: Iterable[Picture], path: Path, fps: float) -> None:
    """Write pictures of one size as an H.264 film that plays everywhere; whole or not at all.

    Raises:
        StuntmanError: there are no pictures, or the file cannot be written.
    """
    upcoming = iter(pictures)
    first = next(upcoming, None)
    if first is None:
        raise StuntmanError(f"{path}: a film needs at least one picture")
    height, width, _ = first.shape
    with _whole(path) as part, part.with_suffix(".log").open("w+") as log:
        command = [
            *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error"),
            *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{fps}"),
            # Colour is stored at half the size, so an odd one gets a black edge.
            *("-i", "-", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2"),
            *("-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p"),
            *("-movflags", "+faststart", "-f", "mp4", str(part)),
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


def write_png(picture: Picture, path: Path) -> None:
    """Write a picture (height, width, 3); whole or not at all.

    Raises:
        StuntmanError: the file cannot be written.
    """
    with _whole(path) as part:
        Image.fromarray(picture).save(part, format="PNG")


def strip(pictures: Iterable[Picture]) -> Picture:
    """Pictures (height, width, 3) of one height side by side, the first on the left."""
    return np.concatenate(list(pictures), axis=1)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; what is there in the end becomes `path`."""
    try:
        with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
            part = Path(folder) / path.name
            yield part
            part.replace(path)
    except OSError as error:
        raise StuntmanError(f"{path}: cannot be written ({error})") from error


def _film_model(character: Character, ghost: bool, size: tuple[int, int]) -> mujoco.MjModel:
    """The character on the floor, its ghost after it if wanted: looks only, nothing collides."""
    spec = _with_bones(character)
    if ghost:
        other = _with_bones(character)
        for geom in other.geoms:
            geom.material, geom.rgba = "", _GHOST_COLOUR
            geom.size = np.array(geom.size) * _GHOST_SIZE
        spec.attach(other, prefix=_GHOST, frame=spec.worldbody.add_frame())
    scene.furnish(spec)
    spec.visual.global_.offwidth, spec.visual.global_.offheight = size
    spec.visual.global_.fovy = _FIELD_OF_VIEW
    spec.visual.quality.offsamples = 4
    spec.visual.quality.numslices, spec.visual.quality.numstacks = 20, 10
    return spec.compile()


def _with_bones(character: Character) -> mujoco.MjSpec:
    """The body with its joints connected: what collides need not look like one thing."""
    spec = character.spec()
    model = spec.compile()
    for body in range(1, model.nbody):
        geoms = np.flatnonzero(model.geom_bodyid == body)
        children = np.flatnonzero(model.body_parentid == body)
        radius = _BONE_THICKNESS * model.geom_aabb[geoms, 3:].min()
        for end in [*model.geom_pos[geoms], *model.body_pos[children]]:
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


def _add_shadows(drawn: mujoco.MjvScene, sun: Array) -> None:
    """Lay the shadow of every solid thing on the floor z = 0, `sun` (3,) being the light's way.

    Each is the thing once more, sheared flat along the light: 1 ms a frame, where the renderer's
    own shadows take 20 and are jagged.
    """
    shear = np.eye(3)
    shear[:, 2] = *(-sun[:2] / sun[2]), _SHADOW_FLATNESS
    for geom in drawn.geoms[: drawn.ngeom]:
        if geom.type == mujoco.mjtGeom.mjGEOM_PLANE or geom.rgba[3] < 1:
            continue
        mujoco.mjv_initGeom(
            drawn.geoms[drawn.ngeom],
            geom.type,
            geom.size,
            shear @ geom.pos + [0, 0, _SHADOW_HEIGHT],
            (shear @ geom.mat).ravel(),
            _SHADOW_COLOUR,
        )
        drawn.ngeom += 1


def _heading(qpos: Array) -> float:
    """Degrees about the vertical to where the root (nq,) faces."""
    forward = np.empty(3)
    mujoco.mju_rotVecQuat(forward, np.array([1.0, 0, 0]), qpos[3:7])
    return float(np.degrees(np.arctan2(forward[1], forward[0])))


def _distance(character: Character, qpos: Array) -> float:
    """How far (m) the camera stands for the body of states (frames, nq) to fill the picture."""
    model = character.spec().compile()
    data = mujoco.MjData(model)
    reach = []
    for state in qpos:
        data.qpos[:] = state
        mujoco.mj_kinematics(model, data)
        away = np.linalg.norm(data.geom_xpos - state[:3], axis=1)
        reach.append(np.max(away + model.geom_rbound))
    height = 2.0 * float(np.median(reach)) / _FILL
    return height / (2.0 * np.tan(np.radians(_FIELD_OF_VIEW / 2.0)))


def _smooth(path: Array, lag: float) -> Array:
    """A way (frames, 3) averaged over about `lag` frames to both sides; straight ones stay."""
    reach = round(3.0 * lag)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / lag) ** 2)
    padded = np.pad(path, ((reach, reach), (0, 0)), mode="reflect", reflect_type="odd")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1, axis=0)
    return windows @ (weights / weights.sum())
