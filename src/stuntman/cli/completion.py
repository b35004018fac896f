"""`stuntman completion`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import tyro
from tyro.conf import Positional

from stuntman.cli import commands, parsing


@dataclass(frozen=True)
class Completion:
    """Print a script with which a shell completes commands and flags at the tab key.

    stuntman completion bash > ~/.local/share/bash-completion/completions/stuntman

    stuntman completion zsh > ~/.zfunc/_stuntman, where ~/.zfunc is in your fpath.

    stuntman completion fish > ~/.config/fish/completions/stuntman.fish

    The script knows the flags of this version: print it again after an update.

    Example: stuntman completion bash
    """

    shell: Positional[Literal["bash", "zsh", "fish"]]
    """The shell that is to complete: bash, zsh or fish."""

    def run(self) -> int:
        kinds: dict[str, Callable[..., Any]] = {
            name: commands.kind(name, whole=True) for name in commands.COMMANDS
        }
        try:
            tyro.extras.subcommand_cli_from_dict(
                kinds,
                prog="stuntman",
                args=["--tyro-print-completion", self.shell],
                config=parsing.MARKERS,
                registry=parsing.REGISTRY,
            )
        except SystemExit as end:
            return int(end.code or 0)
        return 0
