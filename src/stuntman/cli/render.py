"""`stuntman render`."""

import dataclasses
import re
from dataclasses import dataclass
from pathlib import Path

from tyro.conf import Positional

from stuntman import performance
from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.policies import policy as policies
from stuntman.viewer import video


@dataclass(frozen=True)
class Render:
    """Film a policy at work.

    Example: stuntman render walk --out walk.mp4 --ghost
    """

    policy: Positional[str]
    """A policy that ships, by name, or a policy.safetensors file."""
    out: Path
    """The video (.mp4) to write."""
    seconds: float = 10.0
    """Length of the video."""
    size: str = "640x480"
    """Width x height in pixels."""
    ghost: bool = False
    """Show the reference as a ghost."""

    def run(self) -> int:
        match = re.fullmatch(r"(\d+)x(\d+)", self.size)
        if not match:
            raise StuntmanError(f"--size is '{self.size}': give width x height, such as 640x480.")
        if self.seconds <= 0:
            raise StuntmanError("--seconds has to be more than zero.")
        size = (int(match[1]), int(match[2]))
        policy = policies.load(self.policy)
        take = performance.perform(policy, self.seconds).take
        if not self.ghost:
            take = dataclasses.replace(take, reference=None)
        body = characters.load(policy.header.recipe.character)
        video.write_mp4(video.frames(body, take, size), self.out, take.fps)
        print(f"Wrote {self.out}.")
        return 0
