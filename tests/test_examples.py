"""The examples, run as their own words say."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.mark.parametrize(
    ("example", "argument", "says"),
    [
        ("step_a_policy.py", "walk", "0 of 8 characters lost the clip"),
        ("train_with_skrl.py", "10", "episodes of"),
    ],
)
def test_an_example_runs(example: str, argument: str, says: str, walk: object) -> None:
    environment = os.environ | {"PYTHONPATH": str(EXAMPLES.parent / "src")}
    command = [sys.executable, str(EXAMPLES / example), argument]
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert says in done.stdout
