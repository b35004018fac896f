"""What `import stuntman` gives, and what it costs."""

import subprocess
import sys

import pytest

import stuntman
from stuntman.recipes import files


def run(code: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout


def test_the_front_door_is_what_all_says() -> None:
    for name in stuntman.__all__:
        assert callable(getattr(stuntman, name)), name
    assert set(stuntman.__all__) <= set(dir(stuntman))
    with pytest.raises(AttributeError, match="no attribute 'walk'"):
        _ = stuntman.walk


def test_importing_it_imports_nothing_heavy() -> None:
    heavy = "{'torch', 'mujoco', 'numpy', 'gymnasium'}"
    code = f"import stuntman, sys; print(sorted({heavy} & {{*sys.modules}}))"
    assert run(code).strip() == "[]"


@pytest.mark.parametrize("imports", ["stuntman, gymnasium", "gymnasium, stuntman"])
def test_recipes_are_registered_with_gymnasium_whoever_is_imported_first(imports: str) -> None:
    code = f"import {imports}; print(*[n for n in gymnasium.registry if n.startswith('stuntman/')])"
    names = run(code).split()
    assert sorted(names) == sorted(f"stuntman/{name}-v0" for name in [*files.names(), "clip"])
