"""Stuntman: physically simulated characters that learn to perform a motion clip."""

import os

__version__ = "0.1.0"

# Before torch starts its threads: waiting ones are to sleep, not to spin. On a machine that does
# anything else at the same time, spinning threads hold up the physics' own and learning ran at a
# sixth of its speed. But to sleep between any two operations costs an eighth of it: so they spin
# for some 0.04 ms before (GNU's threads, those of Linux, know how).
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("GOMP_SPINCOUNT", "4000")
