"""The package's plan held: imports go one way, nothing lies loose, and no file grows too long."""

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import stuntman

# A package imports only from those before it, and from the loose modules.
ORDER = (
    "spatial",
    "mjcf",
    "characters",
    "motion",
    "retargeting",
    "physics",
    "imitation",
    "learning",
    "planning",
    "recipes",
    "policies",
    "evaluation",
    "training",
    "playback",
    "viewer",
    "export",
    "cli",
)
LOOSE = ("errors", "paths", "plugins", "threads")
MAX_LINES = 400

TESTS = Path(__file__).parent
PACKAGE = Path(stuntman.__file__).parent


def imports(source: str) -> Iterator[tuple[str, str]]:
    """Module and name of each import of ours, wherever it stands; `*` for a whole module."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found = [(alias.name, "*") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            found = [(node.module or "", alias.name) for alias in node.names]
        else:
            continue
        yield from (one for one in found if one[0].split(".")[0] == "stuntman")


def against_the_order(module: str, source: str) -> list[str]:
    """What a module, by its dotted name, imports from packages that come after its own."""
    own = module.split(".")[1]
    wrong = []
    for target, name in imports(source):
        path = f"{target}.{name}".split(".")
        if path[1] in ORDER:
            allowed = own in ORDER and ORDER.index(path[1]) <= ORDER.index(own)
        elif path[1] in LOOSE:
            allowed = own in ORDER or path[1] == "errors"
        else:
            allowed = path[1] == "__version__"
        if not allowed:
            wrong.append(f"{module} imports {target}.{name}")
    return wrong


def circle(sources: dict[str, str]) -> list[str]:
    """Modules, by their dotted names, that import each other in a circle; none if there is none."""
    graph = {
        module: {
            whole if whole in sources else target
            for target, name in imports(source)
            for whole in [f"{target}.{name}"]
        }
        for module, source in sources.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def modules() -> dict[str, str]:
    """The source of each module but the front doors, by its dotted name."""
    out = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts not in (("__init__",), ("__main__",)):
            name = ".".join(("stuntman", *parts)).removesuffix(".__init__")
            out[name] = path.read_text()
    return out


def test_imports_go_one_way() -> None:
    wrong = [
        line for module, source in modules().items() for line in against_the_order(module, source)
    ]
    assert not wrong, "\n".join(wrong)


def test_no_modules_import_each_other() -> None:
    assert not circle(modules())


def test_nothing_lies_beside_the_packages() -> None:
    loose = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "__main__"}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert loose == set(LOOSE)
    assert packages == set(ORDER)


def test_no_file_is_too_long() -> None:
    files = [*PACKAGE.rglob("*.py"), *TESTS.rglob("*.py")]
    root = TESTS.parent
    long = {
        str(path.relative_to(root))
        for path in files
        if len(path.read_text().splitlines()) > MAX_LINES
    }
    assert not long, f"split these: {long}"


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("stuntman.mjcf.names", "from stuntman.motion.clip import Clip"),
        ("stuntman.mjcf.names", "from stuntman.motion import clip"),
        ("stuntman.mjcf.names", "from stuntman import motion"),
        ("stuntman.mjcf.names", "import stuntman.motion.clip"),
        ("stuntman.mjcf.names", "def f():\n    from stuntman.motion.clip import Clip"),
        ("stuntman.mjcf.names", "if TYPE_CHECKING:\n    from stuntman.motion.clip import Clip"),
        ("stuntman.mjcf.names", "from stuntman import load_clip"),
        ("stuntman.paths", "from stuntman.spatial import rotations"),
        ("stuntman.errors", "from stuntman.paths import data"),
    ],
)
def test_an_import_the_wrong_way_is_seen(module: str, source: str) -> None:
    assert against_the_order(module, source)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("stuntman.motion.clip", "from stuntman.mjcf import names"),
        ("stuntman.motion.clip", "from stuntman.motion.library import load"),
        ("stuntman.motion.clip", "from stuntman import paths"),
        ("stuntman.motion.clip", "from stuntman import __version__"),
        ("stuntman.paths", "from stuntman.errors import StuntmanError"),
    ],
)
def test_an_import_the_right_way_may_be(module: str, source: str) -> None:
    assert not against_the_order(module, source)


def test_a_circle_is_seen() -> None:
    a, b = "stuntman.motion.a", "stuntman.motion.b"
    lazy = "def f():\n    from stuntman.motion.a import g"
    assert circle({a: "from stuntman.motion import b", b: lazy})
    assert not circle({a: "from stuntman.motion import b", b: "import math"})
