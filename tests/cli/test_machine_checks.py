"""The doctor names what is there, and gives a mend for everything that is not."""

from pathlib import Path

import imageio_ffmpeg
import pytest
from packaging.requirements import Requirement
from rich.console import Console

from stuntman.cli import machine_checks
from stuntman.errors import StuntmanError
from stuntman.motion import classics, library
from stuntman.viewer import gl


@pytest.fixture(autouse=True)
def empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No clips, and none of the user's folders."""
    monkeypatch.setenv("STUNTMAN_HOME", str(tmp_path / "home"))


def by_name() -> dict[str, machine_checks.Finding]:
    return {finding.name: finding for finding in machine_checks.examine()}


def test_every_fault_comes_with_a_mend() -> None:
    findings = machine_checks.examine()
    assert len({finding.name for finding in findings}) == len(findings)
    assert all(bool(finding.mend) == (finding.status != "ok") for finding in findings)


def test_a_machine_that_runs_the_tests_lacks_nothing_that_stuntman_needs() -> None:
    findings = by_name()
    assert [finding for finding in findings.values() if finding.status == "missing"] == []
    assert {"Python", "stuntman", "mujoco", "mjbatch", "torch", "processor"} <= findings.keys()
    assert "pytest" not in findings, "an extra's libraries are not needed to run"


def test_a_library_is_held_against_what_is_declared() -> None:
    absent = machine_checks.library_finding(Requirement("no-such-library>=2"))
    assert (absent.status, absent.mend) == ("missing", "pip install 'no-such-library>=2'")
    old = machine_checks.library_finding(Requirement("numpy>=1000"))
    assert old.status == "warn"
    assert ">=1000" in old.detail
    assert machine_checks.library_finding(Requirement("numpy>=1")).status == "ok"


def test_clips_that_are_not_fetched_are_missed_and_counted(tmp_path: Path) -> None:
    assert by_name()["clips"] == machine_checks.Finding(
        "clips",
        "warn",
        f"0 of {len(classics.DIGESTS)} classic clips fetched",
        "stuntman clips fetch",
    )
    damaged = library.cache_folder() / "clips" / "walk.txt"
    damaged.parent.mkdir(parents=True)
    damaged.write_text("{")
    finding = by_name()["clips"]
    assert finding.status == "warn"
    assert "walk.txt" in finding.detail


def test_a_machine_that_cannot_draw_still_learns(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise StuntmanError("no library")

    monkeypatch.setattr(gl, "require_backend", refuse)
    (finding,) = (one for one in machine_checks.examine(tried=True) if one.name == "renderer")
    assert (finding.status, finding.mend) == ("warn", "no library")


def test_a_renderer_whose_library_is_not_here_is_missed_without_trying(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gl, "_LIBRARIES", {"egl": ("libnowhere.so",), "osmesa": ()})
    monkeypatch.setattr(gl, "candidates", lambda: ("egl", "osmesa"))
    finding = by_name()["renderer"]
    assert finding.status == "warn"
    assert "apt-get" in finding.mend


def test_what_is_tried_works_where_the_tests_run() -> None:
    tried = {finding.name: finding.status for finding in machine_checks.examine(tried=True)}
    assert tried["torch loads"] == "ok"


@pytest.mark.parametrize(
    ("cuda", "gpu", "status", "mend"),
    [
        (None, None, "ok", ""),
        ("12.6", "an H100", "ok", ""),
        ("12.6", None, "warn", "https://download.pytorch.org/whl/cpu"),
        (None, "an H100", "warn", "CUDA"),
    ],
)
def test_a_build_of_torch_is_to_go_with_the_machine(
    cuda: str | None, gpu: str | None, status: str, mend: str
) -> None:
    finding = machine_checks.torch_build("2.13.0", cuda, gpu)
    assert finding.status == status
    assert mend in finding.mend


def test_an_ffmpeg_that_does_not_run_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imageio_ffmpeg, "get_ffmpeg_exe", lambda: "/nowhere/ffmpeg")
    finding = by_name()["ffmpeg"]
    assert finding.status == "warn"
    assert "/nowhere/ffmpeg" in finding.detail


def test_a_folder_that_cannot_be_written_is_missing_with_its_mend(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Root may write everywhere but here.
    monkeypatch.setenv("STUNTMAN_HOME", "/proc/stuntman")
    finding = by_name()["cache folder"]
    assert finding.status == "missing"
    assert "STUNTMAN_HOME" in finding.mend


def test_the_table_shows_every_finding_as_it_is() -> None:
    odd = machine_checks.Finding("cache [bold]folder", "warn", "[/red] found", "free 1 GB")
    console = Console(width=200, record=True)
    console.print(machine_checks.table([odd]))
    shown = console.export_text()
    assert all(part in shown for part in ("cache [bold]folder", "warn", "[/red] found", odd.mend))
