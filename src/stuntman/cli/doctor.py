"""`stuntman doctor`."""

from dataclasses import dataclass

from stuntman.cli import diagnosis
from stuntman.cli.console import CONSOLE


@dataclass(frozen=True)
class Doctor:
    """Say what is installed, what works, and what to do about what does not.

    Example: stuntman doctor
    """

    def run(self) -> int:
        findings = diagnosis.examine()
        CONSOLE.print(diagnosis.table(findings))
        return int(any(finding.status == "missing" for finding in findings))
