"""Grounds by name: a file beside this one, a package's entry point, or a user's own file."""

from stuntman.physics.terrain.ground import GroundSettings
from stuntman.plugins import Plugins

GROUNDS = Plugins(
    "ground", "stuntman.physics.terrain", GroundSettings, "the tiles", "docs/terrain.md"
)
