"""Draws docs/cast.png: every body that ships, side by side, to one scale.

Usage: python scripts/cast.py
"""

from pathlib import Path

import mujoco
import numpy as np
from PIL import Image

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.mjcf.geometry import rest
from stuntman.physics import scene
from stuntman.viewer.drawing import add_shadows
from stuntman.viewer.figure import with_bones
from stuntman.viewer.gl import require_backend

OUT = Path(__file__).parents[1] / "docs" / "cast.png"
# Where each stands: m to the left of the middle, m ahead, degrees that it faces to the left.
PLACES = {
    "trex": (2.6, -0.2, -62),
    "humanoid": (1.3, 0.3, -15),
    "dragon": (-0.02, -0.8, -48),
    "atlas": (-1.75, 0.1, 10),
    "dog": (-2.8, 0.6, 48),
}
SIZE, FINE, COLOURS = (1200, 430), 2, 256


def cast() -> tuple[mujoco.MjModel, mujoco.MjData]:
    """All bodies in one scene, at rest."""
    spec = mujoco.MjSpec()
    for name, (left, ahead, turn) in PLACES.items():
        frame = spec.worldbody.add_frame(pos=[ahead, left, 0], euler=[0, 0, turn])
        body = with_bones(characters.load(name))
        body.option = spec.option  # no two need the same solver, and here none is used
        spec.attach(body, prefix=f"{name}/", frame=frame)
    scene.furnish(spec)
    spec.visual.global_.offwidth, spec.visual.global_.offheight = (FINE * side for side in SIZE)
    spec.visual.global_.fovy = 20.0
    spec.visual.quality.offsamples = 4
    model = spec.compile()
    data = mujoco.MjData(model)
    for name in PLACES:
        alone = characters.load(name).spec().compile()
        standing = rest(alone)
        first = model.joint(f"{name}/{alone.joint(0).name}").qposadr[0]
        data.qpos[first + 2] = standing[2]
        data.qpos[first + 7 : first + alone.nq] = standing[7:]
    mujoco.mj_forward(model, data)
    return model, data


def main() -> None:
    require_backend()
    missing = {path.parent.name for path in bodies.FOLDER.glob("*/character.toml")} - set(PLACES)
    if missing:
        raise SystemExit(f"Give {', '.join(sorted(missing))} a place in PLACES.")
    model, data = cast()
    camera = mujoco.MjvCamera()
    camera.lookat[:], camera.distance = [0.0, 0.0, 0.88], 8.2
    camera.azimuth, camera.elevation = 180.0, -7.0
    with mujoco.Renderer(model, FINE * SIZE[1], FINE * SIZE[0]) as renderer:
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_SHADOW] = False
        renderer.scene.flags[mujoco.mjtRndFlag.mjRND_REFLECTION] = False
        renderer.update_scene(data, camera)
        add_shadows(renderer.scene, np.array(data.light(scene.SUN).xdir))
        picture = Image.fromarray(renderer.render()).reduce(FINE)
    picture.quantize(COLOURS).save(OUT, optimize=True)


if __name__ == "__main__":
    main()
