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


def test_who_names_a_run_or_a_clip_is_told_what_leads_to_its_policy(here: Path) -> None:
    (here / "runs" / "danse").mkdir(parents=True)
    assert refusal("danse") == "No policy 'danse', but a run of that name: give runs/danse."
    assert "`stuntman train humanoid_stand` makes one" in refusal("humanoid_stand")


def test_a_runs_folder_is_the_policy_in_it(here: Path) -> None:
    (here / "runs" / "kick" / "20260101-000000").mkdir(parents=True)
    (here / "runs" / "kick" / "20260101-000000" / files.IN_A_RUN).touch()
    given = Path("runs/kick/20260101-000000")
    assert files.path(given) == given / files.IN_A_RUN
    assert files.path("runs/kick") == given / files.IN_A_RUN, "the latest of the runs in it"
    assert refusal("runs").startswith("runs holds no policy.safetensors: give the folder")


def test_a_name_that_no_disk_takes_is_no_policy(here: Path) -> None:
    assert "No policy 'aaa" in refusal(300 * "a")
