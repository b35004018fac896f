"""The learned model of a control step."""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from stuntman.imitation.environment import CONTROL_RATE, Environment
from stuntman.learning.dynamics import Dynamics, straight_through
from stuntman.mjcf.tangent import Tangent
from stuntman.spatial import rotations as rot


def test_straight_through_has_the_simulators_value_and_the_models_gradient() -> None:
    rng = torch.Generator().manual_seed(0)
    x = torch.tensor([0.3, -1.2], requires_grad=True)
    modelled = torch.stack([x[0] * x[1], x[0].sin(), *(1e5 * x)])
    simulated = torch.randn(4, generator=rng)

    after = straight_through(simulated, modelled)

    assert torch.equal(after, simulated)
    rows = [torch.autograd.grad(value, x, retain_graph=True)[0] for value in after]
    expected = [torch.autograd.grad(value, x, retain_graph=True)[0] for value in modelled]
    assert torch.equal(torch.stack(rows), torch.stack(expected))


def test_before_it_has_learned_everything_goes_on_as_it_moves(
    make: Callable[..., Environment],
) -> None:
    env = make(worlds=8)
    model = env.engine.model
    env.reset()
    state = env.state()
    dynamics = Dynamics(model, (16,))

    motion = env.motion_of(state)
    inputs = dynamics.inputs(motion, env.targets(torch.zeros(8, env.actions)))
    after = dynamics(state, motion, inputs)

    velocity = state[:, model.nq :].double().numpy()
    step = np.concatenate([velocity / CONTROL_RATE, np.zeros_like(velocity)], axis=1)
    expected = Tangent(model).plus(state.double().numpy(), step)
    assert after.detach().numpy() == pytest.approx(expected, abs=1e-5)


def test_what_it_is_to_answer_leads_to_the_state_that_came(
    make: Callable[..., Environment],
) -> None:
    """A network that says just these answers gives the simulator's next state, whichever way the
    character faces."""
    env = make(worlds=8)
    env.reset()
    turned = torch.zeros(8, 2 * env.engine.model.nv)
    turned[:, 5] = torch.linspace(-3.0, 3.0, 8)
    env.deviate(turned.double().numpy())
    state = env.state()
    motion, targets = env.motion_of(state), env.targets(torch.zeros(8, env.actions))
    *_, info = env.step(torch.zeros(8, env.actions))
    dynamics = Dynamics(env.engine.model, (16,))
    dynamics.scale.uniform_(0.5, 2.0)
    answers = dynamics.answers(state, motion, info.state) / dynamics.scale

    for world in range(8):
        with torch.no_grad():
            *_, bias = dynamics.network.parameters()
            bias.copy_(answers[world])
            after = dynamics(state, motion, dynamics.inputs(motion, targets))[world]
        assert after.numpy() == pytest.approx(info.state[world].numpy(), abs=2e-4)


def test_it_sees_the_same_whichever_way_the_character_faces(
    make: Callable[..., Environment],
) -> None:
    env = make(worlds=2)
    nq = env.engine.model.nq
    env.reset(torch.zeros(2, dtype=torch.float64))
    state = env.state()
    about = rot.from_rotvec(np.array([0.0, 0.0, 2.0]))
    state[1, 3:7] = torch.from_numpy(rot.multiply(about, state[1, 3:7].double().numpy()))
    velocity = state[1, nq : nq + 3].double().numpy()
    state[1, nq : nq + 3] = torch.from_numpy(rot.rotate(about, velocity))
    dynamics = Dynamics(env.engine.model, (16,))

    seen = dynamics.inputs(env.motion_of(state), env.targets(torch.zeros(2, env.actions)))

    assert seen[0].numpy() == pytest.approx(seen[1].numpy(), abs=1e-4)
