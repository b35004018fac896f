"""`stuntman export`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tyro.conf import Positional

from stuntman.errors import StuntmanError
from stuntman.export import bvh, gltf, npz, onnx
from stuntman.playback import recording
from stuntman.policies import policy as policies

_PERFORMANCES = {"bvh": bvh.write, "glb": gltf.write, "npz": npz.write}


@dataclass(frozen=True)
class Export:
    """Take a performance home, as animation or as numbers, or the policy itself.

    bvh: the motion of the simulated body, for Blender and Maya.
    glb: the character and its motion, for Blender and the web.
    npz: states, actions and rewards by name, for NumPy.
    onnx: the policy, for any program with MuJoCo and onnxruntime.

    Example: stuntman export bvh walk --out walk.bvh
    """

    format: Positional[Literal["bvh", "glb", "npz", "onnx"]]
    """What to write."""
    policy: Positional[str]
    """A policy that ships, by name, or a policy.safetensors file."""
    out: Path
    """The file to write."""
    seconds: float | None = None
    """Length; if not given, the clip's, or 10 s of one that loops."""
    seed: int | None = None
    """Begin at an instant of the clip drawn from this, not at its start."""

    def run(self) -> int:
        policy = policies.load(self.policy)
        if self.format == "onnx":
            if self.seconds is not None or self.seed is not None:
                raise StuntmanError("--seconds and --seed go with a performance, not with onnx.")
            onnx.write(policy, self.out)
        else:
            done = recording.perform(policy, self.seconds, self.seed)
            _PERFORMANCES[self.format](done, self.out)
        print(f"Wrote {self.out}.")
        return 0
