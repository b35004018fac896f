"""A robot that nobody here drew: the Unitree G1 inside the mjlab wheel, which is fetched once."""

import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from stuntman.characters import character as characters
from stuntman.characters import library as bodies
from stuntman.characters.adoption import adopt
from stuntman.evaluation.evaluate import evaluate, for_evaluation, problem_for
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.policies import policy as policies
from stuntman.recipes import build
from stuntman.retargeting.report import report

WHEEL = "mjlab==1.6.0"
INSIDE = "mjlab/asset_zoo/robots/unitree_g1/xmls"


@pytest.fixture(scope="module")
def g1_xml(tmp_path_factory: pytest.TempPathFactory) -> Path:
    kept = library.cache_folder() / "wheels"
    if not any(kept.glob("mjlab-1.6.0-*.whl")):
        command = f"pip download --quiet --retries 1 --no-deps --dest {kept} {WHEEL}".split()
        done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False)
        if done.returncode:
            pytest.skip(f"{WHEEL}, which has the G1, cannot be downloaded")
    folder = tmp_path_factory.mktemp("mjlab")
    with zipfile.ZipFile(next(kept.glob("mjlab-1.6.0-*.whl"))) as wheel:
        wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(INSIDE)])
    return folder / INSIDE / "g1.xml"


def test_it_walks(
    g1_xml: Path, walk: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    monkeypatch.setattr(library, "cache_folder", lambda: tmp_path / "cache")
    added = adopt(g1_xml, "g1", {})

    assert added.model.body_mass.sum() == pytest.approx(33.3, abs=0.1)
    assert added.model.nu == 29
    assert added.structure.feet == ("left_ankle_roll_link", "right_ankle_roll_link")
    assert added.structure.trunk == ("pelvis", "torso_link")
    assert len(added.structure.pairs) == 13
    assert not added.model.actuator_ctrllimited.any()

    body = characters.load("g1")
    model = scene.build(body)
    assert {link: len(geoms) for link, geoms in body.soles(model).items()} == {
        "left_ankle_roll_link": 7,
        "right_ankle_roll_link": 7,
    }
    reference, figures = report(walk, body, model)
    assert figures.error < 0.01, "of leg length"
    assert figures.slides is not None and figures.slides[1] < 0.02
    assert figures.over_limit == 0.0
    # It steps as far as its legs, 0.64 m from hip to ankle, are shorter than the clip's 0.83.
    assert figures.scale == pytest.approx(0.64 / 0.83, abs=0.02)
    assert np.abs(np.diff(reference.qpos[:, 7:], axis=0)).max() < 0.1


def test_the_policy_that_ships_walks(
    g1_xml: Path, walk: Clip, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "own_folder", lambda: tmp_path / "characters")
    adopt(g1_xml, "g1", {}, "unitree_g1")
    policy = policies.load("g1_walk")
    config = replace(for_evaluation(policy.header.recipe.environment), horizon=3.0)

    environment = build.environment(problem_for(policy), config, 8, threads=1)
    result = evaluate(policy.act, environment)

    assert result.success == 1.0
    assert result.nr > 0.5
