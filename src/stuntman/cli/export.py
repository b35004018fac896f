"""`stuntman export`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tyro.conf import Positional

from stuntman.cli.filming import check_out
from stuntman.errors import StuntmanError


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
    """What to write: bvh, glb, npz or onnx."""
    policy: Positional[str]
    """A policy that ships, by name, the folder of a run, or a policy.safetensors file."""
    out: Path
    """The file to write."""
    seconds: float | None = None
    """Length; if not given, the clip's, or 10 s of one that loops."""
    seed: int | None = None
    """Begin at an instant of the clip drawn from this, not at its start."""

    def run(self) -> int:
        from stuntman.cli import policy_files
        from stuntman.export import bvh, gltf, npz, onnx
        from stuntman.playback import recording

        check_out("--out", self.out, (f".{self.format}",))
        policy = policy_files.load(self.policy)
        if self.format == "onnx":
            if self.seconds is not None or self.seed is not None:
                raise StuntmanError("--seconds and --seed go with a performance, not with onnx.")
            onnx.write(policy, self.out)
        else:
            done = recording.perform(policy, self.seconds, self.seed)
            write = {"bvh": bvh.write, "glb": gltf.write, "npz": npz.write}[self.format]
            write(done, self.out)
        print(f"Wrote {self.out}.")
        return 0
