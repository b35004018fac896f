"""`stuntman play`."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tyro.conf import Positional

from stuntman.cli import policy_files
from stuntman.cli.console import waiting
from stuntman.errors import StuntmanError

if TYPE_CHECKING:
    from viser import ViserServer

    from stuntman.policies.policy import Policy
    from stuntman.viewer.page.clip import ClipPage
    from stuntman.viewer.page.play import PlayPage

_ALL = "0.0.0.0"


@dataclass(frozen=True)
class Play:
    """Open a web page on which to watch a character, throw things at it, push and pull it.

    Example: stuntman play walk run jump
    """

    policies: Positional[tuple[str, ...]] = ()
    """Policies that ship, by name, folders of runs, or policy.safetensors files; all that ship for
    the character if none is given. With --kinematic, a clip."""
    composite: bool = False
    """Whichever policy expects most of the state that the body is in takes over, drawn anew when a
    clip has gone round (the paper's composite)."""
    port: int = 8080
    """Where the page is; the next free port if another program has it."""
    host: str = "127.0.0.1"
    """Who may see it: 127.0.0.1 is this machine alone, 0.0.0.0 everybody who reaches it."""
    allow_origin: tuple[str, ...] = ()
    """What addresses of the page begin with, beside its own: https://robots.example.com, where a
    proxy serves it there. All other pages are turned away."""
    character: str | None = None
    """The body whose policies are shown where none is named, or that the clip is put on; the one
    the clip was drawn for, or the humanoid, if not given."""
    kinematic: bool = False
    """Show a clip on the body alone, without physics, and where its feet stand."""

    def check_arguments(self) -> None:
        if not self.kinematic:
            policy_files.check(*self.policies)
            if self.policies and self.character is not None:
                raise StuntmanError(
                    "--character goes with --kinematic, or where no policy is named: a policy has "
                    "a body of its own. `stuntman train CLIP --character NAME` trains another."
                )
            return
        from stuntman.motion import library

        if len(self.policies) != 1:
            raise StuntmanError("--kinematic shows one clip: name one of `stuntman clips list`.")
        library.check(self.policies[0])

    def run(self) -> int:
        from stuntman.threads import use_threads
        from stuntman.viewer.page.web import close_server, open_server

        use_threads(1)
        with waiting("setting up the world"):
            show = self._clip() if self.kinematic else self._world()
        server = open_server(self.host, self.port, self.allow_origin)
        try:
            page = show(server)
            print(self._where(server.get_port()), flush=True)
            page.run()
        except KeyboardInterrupt:
            print("\nThe page is closed.")
        finally:
            close_server(server)
        return 0

    def _where(self, port: int) -> str:
        alone = socket.gethostbyname(self.host).startswith("127.")
        whom = "this machine alone" if alone else "everybody who reaches this machine"
        name = socket.gethostname() if self.host == _ALL else self.host
        return f"Open http://{name}:{port} in a browser; it listens to {whom}. Ctrl-C ends it."

    def _clip(self) -> Callable[[ViserServer], ClipPage]:
        from stuntman.characters import character as characters
        from stuntman.motion import library
        from stuntman.physics import scene
        from stuntman.recipes.recipe import BODY
        from stuntman.retargeting.retarget import retarget
        from stuntman.viewer.page.clip import ClipPage

        clip = library.load(self.policies[0])
        body = characters.load(self.character or clip.character or BODY)
        reference = retarget(clip, body, scene.build(body))
        return lambda server: ClipPage(server, clip, body, reference)

    def _world(self) -> Callable[[ViserServer], PlayPage]:
        from stuntman.playback import composite, getting_up
        from stuntman.playback.composite import Composite
        from stuntman.playback.world import LiveWorld
        from stuntman.viewer.page.play import PlayPage

        policies = self._policies()
        if self.composite:
            composite.check(policies)
        world = LiveWorld(policies, helper=getting_up.helper(policies))
        world.director = Composite() if self.composite else None
        return lambda server: PlayPage(server, world)

    def _policies(self) -> dict[str, Policy]:
        from stuntman.playback.skills import skills_of
        from stuntman.policies import files
        from stuntman.policies import policy as policies
        from stuntman.recipes.recipe import BODY

        if self.policies:
            return {name: policy_files.load(name) for name in self.policies}
        character = self.character or BODY
        shipped = {name: policies.load(name) for name in files.names()}
        fitting = {
            name: policy
            for name, policy in shipped.items()
            if policy.header.recipe.character == character
            and policy.header.recipe.only_imitates
            and len(skills_of({name: policy})) == 1
        }
        # The walk first, with which the page opens.
        fitting = dict(sorted(fitting.items(), key=lambda one: one[1].header.recipe.name != "walk"))
        if not fitting:
            raise StuntmanError(
                f"No policy ships for the character '{character}': give one, such as runs/NAME."
            )
        return fitting
