"""A short performance of a policy that ships, and a page of two."""

from pathlib import Path
from typing import Any

import pytest

from stuntman.export import web
from stuntman.motion.clip import Clip
from stuntman.playback.recording import Performance, perform
from stuntman.policies import policy as policies


@pytest.fixture(scope="session")
def performance(walk: Clip) -> Performance:
    return perform(policies.load("walk"), seconds=2.0, seed=5)


@pytest.fixture(scope="session")
def contents(walk: Clip) -> tuple[dict[str, Any], dict[str, bytes]]:
    """What a page of two skills is made of."""
    pytest.importorskip("onnxscript", reason="pip install onnxscript")
    return web.contents({name: policies.load(name) for name in ("walk", "backflip")})


@pytest.fixture(scope="session")
def site(
    contents: tuple[dict[str, Any], dict[str, bytes]], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """That page as a folder."""
    folder = tmp_path_factory.mktemp("page") / "site"
    web.save(folder, *contents)
    return folder
