"""A short performance of a policy that ships."""

import pytest

from stuntman.motion.clip import Clip
from stuntman.playback.recording import Performance, perform
from stuntman.policies import policy as policies


@pytest.fixture(scope="session")
def performance(walk: Clip) -> Performance:
    return perform(policies.load("walk"), seconds=2.0, seed=5)
