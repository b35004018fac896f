"""Where the user's things are kept."""

import os
from pathlib import Path

import platformdirs


def data() -> Path:
    """Their own clips and bodies: `$STUNTMAN_HOME`, or the system's place for data."""
    home = os.environ.get("STUNTMAN_HOME")
    return Path(home) if home else platformdirs.user_data_path("stuntman", False)


def cache() -> Path:
    """Fetched things: `$STUNTMAN_HOME/cache`, or the system's place for caches."""
    home = os.environ.get("STUNTMAN_HOME")
    return Path(home) / "cache" if home else platformdirs.user_cache_path("stuntman", False)
