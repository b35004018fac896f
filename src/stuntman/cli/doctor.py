"""`stuntman doctor`."""

from dataclasses import dataclass
from typing import Annotated

import tyro

from stuntman.cli.console import CONSOLE


@dataclass(frozen=True)
class Doctor:
    """Say what is installed, what works, and what to do about what does not.

    Example: stuntman doctor --try
    """

    try_: Annotated[bool, tyro.conf.arg(name="try")] = False
    """Also load torch and draw a picture, which takes some seconds."""

    def run(self) -> int:
        from stuntman.cli import machine_checks

        findings = machine_checks.examine(self.try_)
        CONSOLE.print(machine_checks.table(findings))
        return int(any(finding.status == "missing" for finding in findings))
