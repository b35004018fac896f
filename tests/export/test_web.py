"""The page with live policies: what is written, and that it does in Node as ours does here."""

import base64
import functools
import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import mujoco
import numpy as np
import pytest

from stuntman.errors import StuntmanError
from stuntman.export import web
from stuntman.physics.interactive import Pull, Push
from stuntman.playback.world import LiveWorld
from stuntman.policies import policy as policies

ROOT = Path(__file__).parents[2]
WEB = ROOT / "web"
SKILLS = ("walk", "backflip")
BLOCK = {
    "edge": 0.3,
    "mass": 6.0,
    "position": [1.9, 0.3, 1.1],
    "velocity": [-6.0, 0.0, 1.5],
    "rotation": [0.8, 0.6, 0.0, 0.0],
}
Contents = tuple[dict[str, Any], dict[str, bytes]]
Replay = Callable[[int, list[dict[str, Any]]], dict[str, Any]]


def node(*arguments: str | Path, text: str = "") -> str:
    program = shutil.which("node")
    if program is None or not (WEB / "node_modules").is_dir():
        pytest.skip("The page's packages are missing: npm ci --prefix web")
    ended = subprocess.run([program, *arguments], input=text, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def replayed(site: Path, steps: int, events: list[dict[str, Any]]) -> dict[str, Any]:
    asked = json.dumps({"steps": steps, "events": events})
    answer: dict[str, Any] = json.loads(node(WEB / "test" / "replay.mjs", site, text=asked))
    return answer


def described(file: bytes) -> dict[str, Any]:
    """What a body's or a policy's file says of itself."""
    content = gzip.decompress(file)
    length = int.from_bytes(content[:4], "little")
    said: dict[str, Any] = json.loads(content[4 : 4 + length])
    return said


@pytest.fixture(scope="module")
def replay(site: Path) -> Replay:
    """Runs the page's first skill in Node for so many control steps while things are done to it."""

    return functools.partial(replayed, site)


@pytest.fixture
def world() -> LiveWorld:
    return LiveWorld({name: policies.load(name) for name in SKILLS})


def ours(world: LiveWorld, steps: int, events: Mapping[int, Callable[[], object]]) -> np.ndarray:
    states = [world.frame.qpos]
    for step in range(steps):
        events.get(step, lambda: None)()
        states.append(world.step().qpos)
    return np.array(states)


def test_left_alone_it_moves_as_ours_does(replay: Replay, world: LiveWorld) -> None:
    found = np.array(replay(30, [])["states"])
    wanted = ours(world, 30, {})
    # Where feet just touch the floor, a bit more or less is millimetres later.
    np.testing.assert_array_equal(found[0], wanted[0])
    np.testing.assert_allclose(found, wanted, atol=1e-5)


def test_blocks_and_pushes_hit_at_the_same_step(replay: Replay, world: LiveWorld) -> None:
    force = [0.0, 150.0, 0.0]
    events: list[dict[str, Any]] = [
        {"step": 3, "throw": BLOCK},
        {"step": 20, "push": {"force": force, "seconds": 0.2}},
    ]
    found = replay(40, events)
    hit: list[set[int]] = []

    def note() -> None:
        hit.append(set(np.flatnonzero(world.engine.hit).tolist()))

    for step in range(40):
        if step == 3:
            arrays = {name: np.array(v) for name, v in BLOCK.items() if isinstance(v, list)}
            world.engine.throw(edge=0.3, mass=6.0, **arrays)
        if step == 20:
            until = world.engine.data.time + 0.2
            world.engine.push(Push(world.character.root, np.array(force), until))
        world.step()
        note()
    struck = next(step for step, slots in enumerate(hit) if slots)
    assert 3 < struck < 20
    assert [set(slots) for slots in found["hits"]][: struck + 3] == hit[: struck + 3]
    frames = np.array([frame.qpos for frame in world.past])
    np.testing.assert_allclose(found["states"], frames, atol=1e-3)
    assert np.abs(frames - ours(LiveWorld({"walk": policies.load("walk")}), 40, {})).max() > 0.1


def test_a_pull_pulls_as_hard(replay: Replay, world: LiveWorld) -> None:
    point, target = [0.0, 0.0, 0.1], [0.5, 0.8, 1.4]
    pull = {"body": "chest", "point": point, "target": target}
    found = replay(12, [{"step": 2, "pull": pull}, {"step": 9, "release": True}])
    held = Pull("chest", np.array(point), np.array(target))
    wanted = ours(world, 12, {2: lambda: world.pull(held), 9: world.release})
    np.testing.assert_allclose(found["states"], wanted, atol=1e-4)
    assert found["states"][-1][1] > 0.05


def test_skills_change_and_begin_anew_as_ours_do(replay: Replay, world: LiveWorld) -> None:
    events: list[dict[str, Any]] = [
        {"step": 17, "switch": "backflip"},
        {"step": 40, "restart": True},
    ]
    found = replay(60, events)
    changes = {17: lambda: world.switch("backflip"), 40: world.restart}
    np.testing.assert_allclose(found["states"], ours(world, 60, changes), atol=1e-3)


def test_who_is_led_goes_by_ways_where_ours_goes(led_site: Path) -> None:
    course = {"direction": 0.5, "speed": 1.2}
    events: list[dict[str, Any]] = [
        {"step": 5, "steer": course},
        {"step": 60, "switch": "run"},
        {"step": 64, "restart": True},  # what was asked for stays
        {"step": 120, "steer": {"direction": 0.5, "speed": 0.0}},
    ]
    found = replayed(led_site, 165, events)
    world = LiveWorld({"moves": policies.load("moves")})
    asked = {
        5: lambda: world.steer(0.5, 1.2),
        60: lambda: world.switch("run"),
        64: lambda: world.restart(),
        120: lambda: world.steer(0.5, 0.0),
    }
    states = ours(world, 165, asked)
    assert found["skills"] == [frame.skill for frame in world.past]
    assert {"humanoid_stand", "walk", "run"} <= set(found["skills"])
    np.testing.assert_allclose(found["states"], states, atol=1e-3)
    assert states[-1, 0] > 4.0


@pytest.mark.parametrize(("skill", "lowest"), [("walk", 0.75), ("backflip", 0.4)])
def test_a_skill_stays_up_for_twenty_seconds(replay: Replay, skill: str, lowest: float) -> None:
    states = replay(600, [{"step": 0, "begin": skill}])["states"]
    assert np.array(states)[:, 2].min() > lowest


def test_one_skill_is_at_most_5_mb_on_a_server_that_compresses_nothing(
    site: Path, contents: Contents
) -> None:
    spared = contents[0]["bodies"][0]["skills"][1]["file"]
    sizes = [path.stat().st_size for path in site.iterdir() if path.name != spared]
    assert sum(sizes) < 5e6


def test_the_page_says_in_words_how_each_skill_was_trained(contents: Contents) -> None:
    cast, files = contents
    skill = cast["bodies"][0]["skills"][0]
    rows = dict(described(files[skill["file"]])["clips"][skill["clip"]]["about"])
    header = policies.load("walk").header
    assert rows["Clip"] == "walk, 1.27 s long, repeats"
    assert f"seed {header.seed}" in rows["Training"]
    assert mujoco.__version__ in rows["Physics"]


def test_of_several_clips_each_is_a_skill_and_they_change_live(tmp_path: Path) -> None:
    policy = policies.load(str(ROOT / "benchmarks" / "locomotion" / "policy.safetensors"))
    cast, files = web.contents({"locomotion": policy})
    skills = cast["bodies"][0]["skills"]
    assert [skill["name"] for skill in skills][:3] == ["walk", "run", "walker_forward"]
    assert len(skills) == 7 and len({skill["file"] for skill in skills}) == 1
    (about,) = (described(files[skills[1]["file"]])["clips"][1]["about"],)
    assert dict(about)["Clip"] == "run, 0.80 s long, repeats, one of 7 that it knows"
    web.save(tmp_path / "site", cast, files)
    world = LiveWorld({"locomotion": policy})
    event = {"step": 20, "switch": "walker_turn_left0"}
    found = replayed(tmp_path / "site", 40, [event])["states"]
    wanted = ours(world, 40, {20: lambda: world.switch("walker_turn_left0")})
    np.testing.assert_allclose(found, wanted, atol=1e-4)


def test_a_folder_keeps_what_else_is_in_it(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine")
    web.save(tmp_path / "site", *contents)
    assert (tmp_path / "site" / "mine.txt").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"site"}


def test_what_an_earlier_export_left_goes_and_nothing_else(
    contents: Contents, tmp_path: Path
) -> None:
    cast, files = contents
    site, whole = tmp_path / "site", {"index.html", "page.js", "NOTICES.txt", *files}
    web.save(site, cast, files)
    (site / "skill-0.bin").write_text("mine")
    (tmp_path / "outside.bin").write_text("mine")
    index = site / "index.html"
    for mine in ("../outside.bin", "skill-0.txt"):  # a page that somebody has changed
        also = f'"x": {{"file": "{mine}"}}, "bodies": ['
        index.write_text(index.read_text().replace('"bodies": [', also))
    body = cast["bodies"][0]
    gone = body["skills"][1]["file"]
    fewer = {**cast, "bodies": [{**body, "skills": body["skills"][:1]}]}
    web.save(site, fewer, {name: files[name] for name in files if name != gone})
    assert {path.name for path in site.iterdir()} == whole - {gone} | {"skill-0.bin"}
    assert (tmp_path / "outside.bin").exists()


def test_where_nothing_can_be_written_it_says_so(contents: Contents, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for out in (tmp_path / "file" / "site", tmp_path / "file"):
        with pytest.raises(StuntmanError, match=r"file.*cannot be written"):
            web.save(out, *contents)
    assert (tmp_path / "file").read_text() == "mine"
    (tmp_path / "walk.html").mkdir()
    with pytest.raises(StuntmanError, match=r"walk.html: cannot be written"):
        web.save(tmp_path / "walk.html", *contents)


def test_its_mujoco_is_the_one_that_policies_are_trained_in() -> None:
    lock = json.loads((WEB / "package-lock.json").read_text())
    assert lock["packages"]["node_modules/@mujoco/mujoco"]["version"] == mujoco.__version__


def test_what_ships_is_what_a_fresh_build_gives(tmp_path: Path) -> None:
    node(WEB / "build.mjs", tmp_path)
    fresh, shipped = ({p.name: p for p in f.iterdir()} for f in (tmp_path, web.PAGE))
    assert fresh.keys() == shipped.keys()
    for name in fresh:
        contents = [files[name].read_bytes() for files in (fresh, shipped)]
        if name.endswith(".bin"):  # as each version of Node compresses a little differently
            contents = [gzip.decompress(content) for content in contents]
        assert contents[0] == contents[1], f"{name}: run `npm run build --prefix web`"


def test_the_page_in_docs_is_what_an_export_writes_now(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "try" / "index.html").read_text(encoding="utf-8")
    cast = json.loads(re.findall(r'id="cast">(.*?)</script>', page)[0])
    packed = re.findall(r'id="file:([^"]+\.bin)">([^<]*)<', page)
    files = {name: base64.b64decode(content) for name, content in packed}
    for skill in (skill for body in cast["bodies"] for skill in body["skills"]):
        about = dict(described(files[skill["file"]])["clips"][skill["clip"]]["about"])
        header = policies.load(skill["policy"]).header
        told = f"{header.samples / 1e6:.1f} million control steps in {header.train_minutes:.0f}"
        assert about["Training"].startswith(told), f"{skill['name']}: run `make page`"
    files["mujoco.bin"] = (web.PAGE / "mujoco.bin").read_bytes()
    web.save(tmp_path / "index.html", cast, files)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == page, "run `make page`"
