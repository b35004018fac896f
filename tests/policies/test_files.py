"""Which file a policy is, and what is said where there is none."""

from pathlib import Path

import pytest

from stuntman.errors import StuntmanError
from stuntman.policies import files


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refusal(given: str) -> str:
    with pytest.raises(StuntmanError) as error:
        files.path(given)
    return str(error.value)


def test_who_mistypes_is_told_the_nearest_and_not_all_that_there_are(here: Path) -> None:
    (here / "runs" / "dance").mkdir(parents=True)
    assert refusal("wlak") == "No policy 'wlak': did you mean walk?"
    assert refusal("runs/danse") == "No policy 'runs/danse': did you mean runs/dance?"
    assert refusal("other/place") == (
        "No policy 'other/place', and no run of that name: there are runs/dance."
    )
    assert "backflip, " in refusal("nosuch")


def test_a_folder_of_runs_is_its_latest(here: Path) -> None:
    assert "holds no policy.safetensors" in refusal(".")
    for run in ("20260101-000000", "20260102-000000"):
        (here / "runs" / "kick" / run).mkdir(parents=True)
        (here / "runs" / "kick" / run / files.IN_A_RUN).touch()
    assert files.path("runs/kick") == Path("runs/kick/20260102-000000/policy.safetensors")
