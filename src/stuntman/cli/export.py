"""`stuntman export`."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from tyro.conf import Positional, arg

from stuntman.cli import policy_files
from stuntman.cli.console import progress, waiting
from stuntman.cli.filming import check_out, check_sequence, tell
from stuntman.errors import StuntmanError, check_seed

if TYPE_CHECKING:
    from stuntman.playback.recording import Performance
    from stuntman.policies.policy import Policy


@dataclass(frozen=True)
class Export:
    """Take a performance home, as animation or as numbers, or the policy itself.

    bvh: the motion of the simulated body, for Blender and Maya.

    glb: the character and its motion, for Blender and the web.

    npz: states, actions and rewards by name, for NumPy.

    onnx: the policy, for any program with MuJoCo and onnxruntime.

    web: a page on which one or several policies run live in anybody's browser.

    Example: stuntman export bvh walk --out walk.bvh && stuntman export web walk --out walk.html
    """

    format: Positional[Literal["bvh", "glb", "npz", "onnx", "web"]]
    """What to write: bvh, glb, npz, onnx or web."""
    policy: Positional[Annotated[tuple[str, ...], arg(metavar="POLICY")]]
    """A policy that ships, by name, the folder of a run, or a policy.safetensors file; several for
    web, of one body or more."""
    out: Path
    """The file to write; for web one .html file, or a folder for a web server."""
    seconds: float | None = None
    """Length; if not given, the clip's, or 10 s of one that loops."""
    sequence: str | None = None
    """Of a bvh, glb or npz: clips to perform one after another, for a time or once, such as
    "walk 3s, run 2s, backflip, walk"."""
    seed: int | None = None
    """Begin at an instant of the clip drawn from this, not at its start."""
    rig: Literal["body", "original"] = "body"
    """Of a bvh or glb: the body that performed, or the rig that the clip was imported on, with its
    names and proportions, fingers and toes as in the clip, for the character it belongs to."""
    layout: Literal["stuntman", "mjlab"] = "stuntman"
    """Of an npz: ours, or the field's common one (fps, joint_pos, body_pos_w, ...) for robots."""
    replace: bool = False
    """Take the place of a file that is there already."""

    def check_arguments(self) -> None:
        if self.layout != "stuntman" and self.format != "npz":
            raise StuntmanError(f"--layout is of an npz, and not of {self.format}.")
        if not self.policy:
            raise StuntmanError("Name a policy to export, such as walk.")
        timed = (self.seconds, self.seed, self.sequence) != (None, None, None)
        if self.format in ("onnx", "web") and timed:
            raise StuntmanError(
                f"--seconds, --seed and --sequence go with a performance, not with {self.format}."
            )
        check_sequence(self.sequence, self.seconds)
        check_seed(self.seed)
        if self.rig == "original" and self.sequence is not None:
            raise StuntmanError("--rig original is one clip's own, so leave --sequence out.")
        if self.rig == "original" and self.format not in ("bvh", "glb"):
            raise StuntmanError(f"--rig original goes with bvh and glb, not with {self.format}.")
        if self.format != "web" and len(self.policy) > 1:
            raise StuntmanError(
                f"{self.format} is of one policy, and {len(self.policy)} are named."
            )
        if self.format != "web" or self.out.suffix:
            check_out("--out", self.out, (".html" if self.format == "web" else f".{self.format}",))
        if self.out.is_file() and not self.replace:
            raise StuntmanError(
                f"{self.out} is there already: give another --out, or --replace it."
            )
        policy_files.check(*self.policy)

    def run(self) -> int:
        if self.format == "web":
            self._web()
        else:
            self._one(self.format)
        print(f"Wrote {self.out}.")
        return 0

    def _one(self, kind: Literal["bvh", "glb", "npz", "onnx"]) -> None:
        from stuntman.export import bvh, gltf, npz, onnx, original_rig

        policy = policy_files.load(self.policy[0])
        if kind == "onnx":
            with waiting("writing the policy as a graph, and comparing what it does"):
                onnx.write(policy, self.out)
        else:
            with waiting("performing"):
                done = self._performed(policy)
            tell(done)
            archive = npz.write_mjlab if self.layout == "mjlab" else npz.write
            write = {"bvh": bvh.write, "glb": gltf.write, "npz": archive}
            if self.rig == "original":
                write |= {"bvh": original_rig.write_bvh, "glb": original_rig.write_glb}
            write[kind](done, self.out)

    def _performed(self, policy: Policy) -> Performance:
        from stuntman.playback import recording, sequence

        if self.sequence is None:
            return recording.perform(policy, self.seconds, self.seed)
        named = {policy.header.recipe.name: policy}
        return recording.perform_sequence(named, sequence.parse(self.sequence), self.seed)

    def _web(self) -> None:
        from stuntman.export import web
        from stuntman.policies import files
        from stuntman.policies import policy as policies

        named: dict[str, policies.Policy] = {}
        for given in self.policy:
            policy = policy_files.load(given)
            shipped = given in files.names()
            name = given if shipped else _called(policy_files.path(given), policy)
            alike = sum(taken == name or taken.startswith(f"{name} ") for taken in named)
            named[f"{name} {alike + 1}" if alike else name] = policy
        done = count()
        with progress("reading") as show:
            web.write(
                named,
                self.out,
                lambda name: show(f"{name}, 10 s or more", next(done) / len(named)),
            )


def _called(path: Path, policy: Policy) -> str:
    """What a page calls a policy that does not ship: as its clip, or of several clips as its file,
    which in a run's folder is called as all others are."""
    from stuntman.training.folder import POLICY

    clips = policy.header.recipe.clips
    if len(clips) == 1:
        return Path(*clips).stem
    return path.absolute().parent.name if path.name == POLICY else path.stem
