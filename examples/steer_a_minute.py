"""A minute of steering, filmed: a character walks, turns, runs and stands as a course says.

    python examples/steer_a_minute.py moves minute.mp4

It says where the character was, how fast, and how often it fell.
"""

import sys
from pathlib import Path

import numpy as np

from stuntman.playback.take import Take
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy
from stuntman.viewer import video
from stuntman.viewer.titles import captioned

SECONDS, RATE = 60.0, 30.0
SIZE = 640, 360
# From so many s on: degrees about the vertical, 0 along x, and m/s; 0 stands.
COURSE = (
    *((0, 0, 1.0), (4, 90, 1.0), (8, 90, 3.5), (15, 90, 1.0), (19, 180, 1.0), (23, 180, 0.0)),
    *((26, -90, 1.0), (30, -90, 3.5), (36, 0, 3.5), (45, 0, 0.0), (49, 60, 1.0), (53, -30, 1.0)),
    (57, -30, 0.0),
)


def main(given: str, film: Path) -> int:
    world = LiveWorld({"moves": policy.load(given)})
    frames, captions, falls = [world.frame], [("",)], 0
    for step in range(round(SECONDS * RATE)):
        time = step / RATE
        _, degrees, speed = [part for part in COURSE if part[0] <= time][-1]
        world.steer(np.radians(degrees), speed)
        frame = world.step()
        falls += frame.fallen and not frames[-1].fallen
        frames.append(frame)
        now = float(np.hypot(*frame.qvel[:2]))
        captions.append((f"{time:4.1f} s: {degrees} degrees, {speed} m/s", f"{now:.1f} m/s"))
        if step % 60 == 59:
            x, y = frame.qpos[:2]
            print(f"{time:4.0f} s: at {x:5.1f}, {y:5.1f} m, {now:.1f} m/s of {speed}")
    take = Take(
        RATE,
        np.stack([frame.qpos for frame in frames]),
        asked=tuple(frame.asked for frame in frames),
    )
    pictures = video.frames(world.character, take, SIZE, view="follow")
    video.write_mp4(captioned(pictures, captions), film, RATE)
    print(f"It fell {falls} times. Wrote {film}.")
    return 0


if __name__ == "__main__":
    given, film = sys.argv[1:] or ("moves", "minute.mp4")
    sys.exit(main(given, Path(film)))
