"""`make setup` takes the build of torch that goes with the machine."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PYTHON = """#!/bin/sh
case "$*" in
    *metadata*) exit {lacks} ;;
    *) echo "$@" >> "{log}" ;;
esac
"""


@pytest.mark.parametrize(
    ("lacks", "gpu", "system", "asked"),
    [
        (1, False, "Linux", True),
        (1, True, "Linux", False),
        (0, False, "Linux", False),
        (1, False, "Darwin", False),
    ],
)
def test_only_linux_without_a_gpu_asks_for_the_build_for_the_processor(
    tmp_path: Path, lacks: int, gpu: bool, system: str, asked: bool
) -> None:
    log = tmp_path / "log"
    programs = {"python": PYTHON.format(lacks=lacks, log=log), "uname": f"#!/bin/sh\necho {system}"}
    if gpu:
        programs["nvidia-smi"] = "#!/bin/sh\n"
    for name, text in programs.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    subprocess.run(
        ["/bin/sh", "scripts/setup_torch.sh", str(tmp_path / "python")],
        cwd=ROOT,
        env={"PATH": f"{tmp_path}:/bin"},
        check=True,
    )
    said = log.read_text() if log.exists() else ""
    assert ("--index-url https://download.pytorch.org/whl/cpu torch==" in said) == asked
