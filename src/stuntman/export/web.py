"""A page on which trained policies run live in anybody's browser, without a server of ours.

What the page is made of (MuJoCo's WebAssembly, three.js, our own scripts) is built from `web/` by
developers and comes with the package, in `page/`. Here the policies are added: for each body its
compiled model, for each skill its graph, every file compressed, so that no host has to.
"""

import base64
import gzip
import html
import json
import re
import struct
from collections.abc import Callable, Collection, Mapping
from hashlib import sha256
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import mujoco
import numpy as np
import torch

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.evaluation.evaluate import problem_for
from stuntman.export import graph
from stuntman.export.onnx import refuse_tasks, traced
from stuntman.export.skill_graph import (
    LED_OUTPUTS,
    OUTPUTS,
    LedSkillGraph,
    SkillGraph,
    with_its_ways,
)
from stuntman.imitation.config import CONTROL_RATE, substeps
from stuntman.imitation.motion_library import Ways
from stuntman.imitation.problem import Problem
from stuntman.mjcf.shapes import shape
from stuntman.physics import scene
from stuntman.playback.skills import skills_of
from stuntman.playback.world import BLOCKS
from stuntman.policies.policy import Policy
from stuntman.recipes import build
from stuntman.viewer.figure import with_bones

PAGE = Path(__file__).parent / "page"
_OF_MESHES = ("bvh_", "mesh_")
_SCRIPT = '<script src="page.js"></script>'
_MARK = '<script type="application/json" id="cast">'
_FILES = re.compile(r'"file": "((?:body|skill)-[0-9a-f]+\.bin)"')
_CAST = f"{_MARK}</script>"


def write(
    policies: Mapping[str, Policy], out: Path, show: Callable[[str], None] = lambda name: None
) -> None:
    """Write a page with these skills, by name; the first is shown first.

    Args:
        out: one file that opens by a double click if it ends in .html, else a folder for a web
            server, where what an earlier export left is replaced.
        show: is told of each policy before its turn, which takes some ten seconds.

    Raises:
        StuntmanError: what exporting needs is not installed, nothing can be written there, or a
            policy's clip or body is not here.
    """
    _page_in(out)  # told before the work, not after
    save(out, *contents(policies, show))


def save(out: Path, cast: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    """Write a page of these `contents`; `write` says where, and what can go wrong."""
    index = (PAGE / "index.html").read_text(encoding="utf-8")
    index = index.replace(_CAST, _CAST.replace("></", f">{_in_script(json.dumps(cast))}</"))
    index = index.replace("<title>stuntman</title>", f"<title>{html.escape(cast['title'])}</title>")
    alone = out.suffix.lower() in (".html", ".htm")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            part = Path(folder) / out.name
            if alone:
                part.write_text(_one_file(index, files), encoding="utf-8")
                part.replace(out)
                return
            part.mkdir()
            own = {name: (PAGE / name).read_bytes() for name in ("page.js", "NOTICES.txt")}
            # The page itself comes last, when all that it asks for is there.
            whole = {**files, **own, "index.html": index.encode()}
            for name, content in whole.items():
                (part / name).write_bytes(content)
            out.mkdir(exist_ok=True)
            before = set(_FILES.findall(_page_in(out)))
            for name in whole:
                (part / name).replace(out / name)
            for name in before - whole.keys():
                (out / name).unlink(missing_ok=True)
    except OSError as error:
        raise StuntmanError(f"{out}: cannot be written ({error.strerror}).") from error


def _page_in(site: Path) -> str:
    """The page that an export wrote into a folder; empty where there is none.

    Raises:
        StuntmanError: there is one that no export wrote, and it would be overwritten.
    """
    index = site / "index.html"
    if not index.exists():
        return ""
    page = index.read_text(encoding="utf-8", errors="replace") if index.is_file() else ""
    if _MARK not in page:
        raise StuntmanError(
            f"{index} would be overwritten, and no export wrote it: choose another --out."
        )
    return page


def contents(
    policies: Mapping[str, Policy], show: Callable[[str], None] = lambda name: None
) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What the page has to know at once, and the files that it loads, by name."""
    files = {"mujoco.bin": (PAGE / "mujoco.bin").read_bytes()}
    bodies: dict[tuple[str, bool, float | None], dict[str, Policy]] = {}
    for name, policy in policies.items():
        bodies.setdefault(policy.header.recipe.world, {})[name] = policy
    skills = _named(bodies.values(), policies)
    cast: list[dict[str, Any]] = []
    for (character, _, _), of_body in bodies.items():
        listed = []
        for policy_name, policy in of_body.items():
            show(policy_name)
            file = _file("skill", _policy(policy), files)
            listed += [
                {"name": skill, "policy": policy_name, "file": file, "clip": clip}
                for skill, (of, clip) in skills.items()
                if of == policy_name
            ]
        file = _file("body", _body(list(of_body.values())), files)
        cast.append({"name": characters.load(character).name, "file": file, "skills": listed})
    return {"title": f"stuntman: {', '.join(skills)}", "bodies": cast}, files


def _named(
    bodies: Collection[Mapping[str, Policy]], policies: Mapping[str, Policy]
) -> dict[str, tuple[str, int]]:
    """`skills_of` all, by the short names that they have on their own bodies if these differ."""
    own = [skill for of_body in bodies for skill in skills_of(of_body).items()]
    short = dict(own)
    return short if len(short) == len(own) else skills_of(policies)


def _file(kind: str, content: bytes, files: dict[str, bytes]) -> str:
    """Put a file among others, under a name that goes with its content: neither a browser nor a
    host that has an earlier page's takes the one for the other."""
    name = f"{kind}-{sha256(content).hexdigest()[:12]}.bin"
    files[name] = content
    return name


def _body(policies: list[Policy]) -> bytes:
    """The character among blocks, with the sensors that these policies' falls are felt by, and
    the character as it is drawn."""
    recipe = policies[0].header.recipe
    body = characters.load(recipe.character)
    falls = [build.fall_bodies(policy.header.recipe, body) for policy in policies]
    sensors = tuple(dict.fromkeys(chain.from_iterable(falls)))
    self_contact, pull = recipe.environment.self_contact, scene.pulled(recipe.environment.gravity)
    model = scene.build(body, self_contact, BLOCKS, sensors, (*pull, _without_looks))
    alone = scene.build(body, self_contact, floor_sensors=sensors, edits=pull)
    compiled, looks = _compiled(model), with_bones(body).compile()
    for geom in range(looks.ngeom):
        shape(looks, geom)  # says which one cannot be drawn
    about = {
        "model_size": len(compiled),
        "root": body.root,
        "nq": alone.nq,
        "nv": alone.nv,
        "bodies": alone.nbody,
        "blocks": BLOCKS,
        "physics_steps": substeps(model),
        "control_rate": CONTROL_RATE,
    }
    return _packed(about, compiled + _compiled(_only_looks(looks)))


def _without_looks(world: mujoco.MjSpec) -> None:
    """Leave out what touches nothing: masses and motion stay the same."""
    world.compiler.discardvisual = True


def _only_looks(model: mujoco.MjModel) -> mujoco.MjModel:
    """The model with zeros, which take no room, for all of its meshes but corners and faces: most
    of a mesh is what helps to find contacts."""
    for name in dir(model):
        if name.startswith(_OF_MESHES) and name not in ("mesh_vert", "mesh_face"):
            values = getattr(model, name)
            if len(values) > model.nmesh:
                values[:] = 0
    return model


def _compiled(model: mujoco.MjModel) -> bytes:
    """The model as MuJoCo itself writes it, for one of the same version to read."""
    written = np.zeros(mujoco.mj_sizeModel(model), np.uint8)
    mujoco.mj_saveModel(model, None, written)
    return written.tobytes()


def _policy(policy: Policy) -> bytes:
    """What it does, as a graph, and what there is to know of each of its clips."""
    refuse_tasks(policy)
    problem = with_its_ways(policy, problem_for(policy, own_starts=True))
    library, led = problem.library, {}
    count = len(library.clips) if library.ways is None else library.ways.first
    state = {
        "qpos": library.qpos[0].clone(),
        "qvel": library.qvel[0].clone(),
        "clock": torch.zeros(4, dtype=torch.float64),
        "time": torch.zeros(1, dtype=torch.float64),
        "clip": torch.zeros(1, dtype=torch.long),
    }
    if library.ways is None:
        program = traced(SkillGraph(policy, problem), state, OUTPUTS)
    else:
        leads = LedSkillGraph(policy, problem)
        state["asked"] = torch.zeros(3, dtype=torch.float64)
        program = traced(leads, state, (*OUTPUTS, *LED_OUTPUTS))
        falls = [problem.falls(each) for each in range(len(library.duration))]
        ways = {"reaches": _reaches(library.ways, count), "falls": falls}
        led = {"led": {"paces": leads.requests.paces, **ways}}
    nodes, numbers = graph.plain(program.model_proto)
    clips = [
        {
            "duration": float(library.duration[clip]),
            "loops": bool(library.loops[clip]),
            "start": problem.start(clip),
            "fall_bodies": problem.falls(clip),
            "about": how_trained(policy, problem, clip),
        }
        for clip in range(count)
    ]
    return _packed({"graph": nodes, "clips": clips, **led}, numbers)


def _reaches(ways: Ways, count: int) -> list[list[bool]]:
    """Whether ways lead from each clip to each."""
    reached = (ways.next_edge >= 0) | torch.eye(count, dtype=torch.bool)
    out: list[list[bool]] = reached.tolist()
    return out


def how_trained(policy: Policy, problem: Problem, clip: int = 0) -> list[tuple[str, str]]:
    """A policy's header in words: what about it, and what there is to say. `clip` is the index of
    the one that is shown."""
    header, model, library = policy.header, problem.model, problem.library
    recipe = header.recipe
    on = f" on {header.trained_on}" if header.trained_on else ""
    kind = "repeats" if library.loops[clip] else "does not repeat"
    count = len(recipe.clips)
    others = f", one of {count} that it knows" if count > 1 else ""
    weight = float(model.body_subtreemass[0])
    return [
        (
            "Clip",
            f"{library.clips[clip]}, {float(library.duration[clip]):.2f} s long, {kind}{others}",
        ),
        (
            "Body",
            f"{recipe.character}: {model.nbody - 1} parts, {model.nu} actuators, {weight:.0f} kg",
        ),
        ("Physics", f"MuJoCo {mujoco.__version__}, {1.0 / model.opt.timestep:.0f} steps a second"),
        (
            "Policy",
            f"asked {CONTROL_RATE:.0f} times a second; it sees {header.observations} numbers and "
            f"sets the targets of {model.nu} PD controllers",
        ),
        ("Network", f"hidden layers of {' and '.join(map(str, recipe.ppo.hidden))} units"),
        (
            "Training",
            f"{header.samples / 1e6:.1f} million control steps in {header.train_minutes:.0f} "
            f"minutes{on}, learner '{recipe.learner}', seed {header.seed}",
        ),
        ("Made with", f"stuntman {header.version}"),
        ("Fingerprint of the clip", library.digests[clip][:16]),
    ]


def _packed(about: Mapping[str, Any], numbers: bytes) -> bytes:
    """A file of the page's: how long its JSON is (4 bytes, little-endian), the JSON filled up to
    8 bytes, and numbers; compressed, and the same bytes each time."""
    text = json.dumps(about).encode()
    text += b" " * (-(len(text) + 4) % 8)
    return gzip.compress(struct.pack("<I", len(text)) + text + numbers, mtime=0)


def _one_file(index: str, files: Mapping[str, bytes]) -> str:
    script = (PAGE / "page.js").read_text(encoding="utf-8")
    inside = {**files, "NOTICES.txt": (PAGE / "NOTICES.txt").read_bytes()}
    parts = [
        f'<script type="text/plain" id="file:{name}">{base64.b64encode(content).decode()}</script>'
        for name, content in inside.items()
    ]
    parts.append(f"<script>{script}</script>")
    return index.replace(_SCRIPT, "\n".join(parts))


def _in_script(text: str) -> str:
    """Text as it may stand in a script element: nothing in it can end that."""
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")
