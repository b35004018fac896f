"""How well a policy gets up from any heap."""

from dataclasses import dataclass

import torch

from stuntman.evaluation.evaluate import Act
from stuntman.imitation.config import CONTROL_RATE
from stuntman.imitation.environment import Environment
from stuntman.imitation.fallen import heaps
from stuntman.threads import physics_first

UP_WITHIN = 5.0  # s
_STAYS = 3.0  # s that it has to stand afterwards
_UPRIGHT = 0.8  # of the height of who stands
_SEED = 1  # of heaps that nobody practises from


@dataclass(frozen=True)
class GettingUp:
    """What came of falls.

    Attributes:
        up: share of heaps from which it stands within 5 s, and 3 s later still.
        seconds: until it stands, on average over these; nan if there are none.
        heaps: how many there were.
    """

    up: float
    seconds: float
    heaps: int


@torch.no_grad()
@physics_first()
def getting_up(act: Act, environment: Environment) -> GettingUp:
    """Measure what acts in an environment with a clip that gets up, and one that stands."""
    env, requests = environment, environment.requests
    assert requests is not None and env.library.ways is not None
    targets = env.actuation.feed_forward_targets
    states = heaps(env.engine.model, env.library, targets, env.worlds, _SEED)
    worlds, nq = torch.arange(len(states)), env.engine.model.nq
    env.reset()
    env.engine.reset(worlds, states[:, :nq], states[:, nq:])
    stands = env.library.ways.stands
    requests.ask(torch.arange(env.worlds), torch.full((env.worlds,), stands))
    observation = env.get_up()
    height = _UPRIGHT * float(env.library.qpos[env.library.first_frame[stands], 2])
    fell = torch.zeros(env.worlds, dtype=torch.bool)
    since = torch.full((env.worlds,), torch.inf)  # s at which it came to stand
    for step in range(round((UP_WITHIN + _STAYS) * CONTROL_RATE)):
        observation, _, terminated, _, info = env.step(act(observation))
        fell |= terminated
        high = info.state[:, 2] >= height
        since = torch.where(high, since.clamp_max((step + 1) / CONTROL_RATE), torch.inf)
    up = ((since <= UP_WITHIN) & ~fell)[worlds]
    return GettingUp(float(up.float().mean()), float(since[worlds][up].mean()), len(worlds))
