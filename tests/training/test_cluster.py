"""Runs on a Ray cluster: on machines that share no disk, of which this is one."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stuntman.errors import Interrupted, StuntmanError
from stuntman.recipes.recipe import Recipe
from stuntman.training import cluster
from stuntman.training import folder as folders

RECIPE = Recipe({"walk": 1.0})
HERE = str(Path(__file__).parent)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Of a cluster of one machine, this, whose workers know this module."""
    pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    path = os.pathsep.join([HERE, *filter(None, [os.environ.get("PYTHONPATH")])])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", path)
        ray: Any = Cluster(initialize_head=True, head_node_args={"num_cpus": cluster.CORES})
    yield ray.address
    ray.shutdown()


@pytest.fixture
def cluster_here(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_ADDRESS", address)


def train(recipe: Recipe, folder: Path, minutes: float) -> None:
    """Counts how often it was trained in a folder; it has learned the second time."""
    folder.mkdir(exist_ok=True)
    count = folder / "count"
    times = 1 + int(count.read_text()) if count.exists() else 1
    count.write_text(str(times))
    if times == 1:
        raise StuntmanError("the machine is needed.")
    folders.write_json(folder / folders.METRICS, {"after": {}, "ended": "Done."})


def endless(recipe: Recipe, folder: Path, minutes: float) -> None:
    folder.mkdir()
    (folder / "checkpoint.safetensors").write_bytes(b"half")
    (folder / ".lock").write_bytes(b"")
    os.read(os.pipe()[0], 1)  # for ever


@pytest.mark.usefixtures("cluster_here")
def test_what_ended_early_goes_on_from_what_it_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "walk"
    with pytest.raises(StuntmanError, match=r"'walk' was not trained: the machine is needed\.$"):
        cluster.train_on_cluster({folder: RECIPE}, 1.0, train, lambda done, running: None)
    assert (folder / "count").read_text() == "1" and not folders.has_ended(folder)
    cluster.train_on_cluster({folder: RECIPE}, 1.0, train, lambda done, running: None)
    assert (folder / "count").read_text() == "2" and folders.has_ended(folder)


@pytest.mark.usefixtures("cluster_here")
def test_who_is_interrupted_has_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_BETWEEN_COPIES", 0.0)

    def look(done: int, running: list[Path]) -> None:
        if (tmp_path / "walk" / "checkpoint.safetensors").exists():
            raise Interrupted("enough")

    with pytest.raises(Interrupted):
        cluster.train_on_cluster({tmp_path / "walk": RECIPE}, 60.0, endless, look)
    assert [path.name for path in (tmp_path / "walk").iterdir()] == ["checkpoint.safetensors"]


def test_a_machine_without_ray_is_told_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> object:
        raise ModuleNotFoundError(f"No module named '{name}'")

    monkeypatch.setattr(cluster, "import_module", missing)
    with pytest.raises(StuntmanError, match=r"pip install 'stuntman\[ray\]'"):
        cluster.train_on_cluster({tmp_path: RECIPE}, 1.0, train, lambda done, running: None)
