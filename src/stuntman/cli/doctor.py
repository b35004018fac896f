"""`stuntman doctor`."""

from dataclasses import dataclass

from stuntman import doctor
from stuntman.cli.console import CONSOLE


@dataclass(frozen=True)
class Doctor:
    """Say what is installed, what works, and what to do about what does not.

    Example: stuntman doctor
    """

    def run(self) -> int:
        findings = doctor.examine()
        CONSOLE.print(doctor.table(findings))
        return int(any(finding.status == "missing" for finding in findings))
