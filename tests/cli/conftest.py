"""What tests of the command line share: a command, a folder to work in, a small run."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from stuntman import cli
from stuntman.motion.clip import Clip

Call = Callable[..., tuple[int, str, str]]
TINY = """
clip = "kick"
warm_start = false
[environment]
horizon = 0.2
[ppo]
worlds = 8
steps = 4
epochs = 1
minibatches = 2
hidden = [8]
"""


@pytest.fixture(autouse=True, scope="module")
def measured_shortly(shortly: Callable[[], AbstractContextManager[None]]) -> Iterator[None]:
    with shortly():
        yield


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Runs the command: exit code, stdout, stderr."""

    def run(*words: str) -> tuple[int, str, str]:
        code = cli.main(words)
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture(scope="module")
def trained(walk: Clip, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of two iterations; its recipe lies beside it."""
    folder = tmp_path_factory.mktemp("trained")
    (folder / "tiny.toml").write_text(TINY)
    words = ("--samples", "64", "--threads", "1", "--out", str(folder / "run"))
    assert cli.main(("train", str(folder / "tiny.toml"), *words)) == 0
    return folder
