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
from stuntman.physics import scene
from stuntman.playback.take import Take
from stuntman.spatial import rotations as rot
from stuntman.viewer import drawing
from stuntman.viewer.camera import View, azimuths
from stuntman.viewer.camera import path as camera_path
from stuntman.viewer.figure import reach

Picture = NDArray[np.uint8]

SIZE = 1280, 720  # of a film, in pixels
_FINE = 2  # the fine path draws at so many times the size, and averages
_FILL = 0.83  # part of the picture that a body stretched both ways takes: 0.6 for one that stands
_ELEVATION = -10.0  # degrees
_FLOOR_BELOW = 1.5  # m below ground that is not flat


def frames(
    character: Character,
    take: Take,
    size: tuple[int, int] = SIZE,
    only: Sequence[int] | None = None,
    view: View = "side",
    fine: bool = False,
) -> Iterator[Picture]:
    """Draw a take, with a camera that moves along.

    Where the take has a reference, it is drawn where it is, translucent, and behind the body.

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
    scale = _FINE if fine else 1
    ghost = take.reference is not None
    model = drawing.film_model(character, ghost, (scale * size[0], scale * size[1]), fine)
    data = mujoco.MjData(model)
    states = take.qpos
    if take.reference is not None:
        states = np.concatenate([take.qpos, take.reference], axis=1)
    if take.ground:  # compiled at no offset, the floor would stay where it is
        model.geom_sameframe[model.geom(scene.FLOOR).id] = mujoco.mjtSameFrame.mjSAMEFRAME_NONE
    sun = model.light(scene.SUN)
    sun.dir = rot.rotate(rot.from_yaw(rot.mean_yaw(take.qpos[:, 3:7])), sun.dir)
    camera = mujoco.MjvCamera()
    camera.elevation = _ELEVATION
    camera.distance = reach(model) / _FILL / np.tan(np.radians(drawing.FIELD_OF_VIEW / 2.0))
    directions = azimuths(view, take.qpos, take.fps)
    path = camera_path(take.qpos[:, :3], take.fps)
    with drawing.renderer(model) as renderer:
        for frame in range(len(states)) if only is None else only:
            data.qpos[:] = states[frame]
            ground = take.ground[frame] if take.ground else None
            if ground is not None:
                model.geom(scene.FLOOR).pos[2] = ground.height - _FLOOR_BELOW
            mujoco.mj_kinematics(model, data)
            mujoco.mj_camlight(model, data)
            camera.lookat[:], camera.azimuth = path[frame], directions[frame]
            renderer.update_scene(data, camera)
            if take.blocks:
                drawing.add_blocks(renderer.scene, take.blocks[frame])
            if take.asked:
                drawing.add_asked(renderer.scene, take.asked[frame], take.qpos[frame, :3])
            solid = renderer.scene.ngeom
            level = 0.0 if ground is None else ground.height
            drawing.add_shadows(renderer.scene, data.light(scene.SUN).xdir, level)
            if ghost:
                drawing.bring_before_ghost(renderer.scene, solid)
            if ground is not None:
                drawing.add_ground(renderer.scene, model, ground)
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
