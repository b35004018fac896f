"""Bodies that tasks bring: a ball on a swinging arm, held, let go, and where it flies; held against
plain MuJoCo and against sums by hand, on every engine."""

from collections.abc import Callable

import mujoco
import numpy as np
import pytest
import torch

from stuntman.errors import StuntmanError
from stuntman.physics.cpu import CpuEngine
from stuntman.physics.engine import Engine
from stuntman.physics.interactive import InteractiveEngine
from stuntman.physics.loose import Loose

SUBSTEPS, STEP, WORLDS = 4, 1.0 / 30.0, 3
LENGTH, SPIN = 0.6, 10.0  # m, rad/s: 6 m/s at the hand
ARM = """
<mujoco>
  <option timestep="0.008333333333333333" integrator="implicitfast" gravity="0 0 {gravity}"/>
  <worldbody>
    <geom name="floor" type="plane" size="0 0 1"/>
    <body name="arm" pos="0 0 2">
      <joint axis="0 -1 0"/>
      <inertial pos=".3 0 0" mass="3" diaginertia=".01 .09 .09"/>
      <site name="hand" pos=".6 0 0"/>
    </body>
    {ball}
  </worldbody>
  {grip}
</mujoco>"""
BALL = """<body name="ball" pos="0 0 5"><freejoint/><site name="ball"/>
          <geom name="ball" size=".05" mass=".145"/></body>"""
GRIP = '<equality><connect name="grip" site1="hand" site2="ball"/></equality>'
ALL = torch.arange(WORLDS)
EVERYWHERE = torch.ones(WORLDS, dtype=torch.bool)

Make = Callable[..., Engine]


@pytest.fixture(params=["cpu", "warp", "interactive"])
def make(request: pytest.FixtureRequest) -> Make:
    """Makes an engine of the arm, with a ball."""

    def engine(gravity: float = 0.0) -> Engine:
        model, world = (
            mujoco.MjModel.from_xml_string(ARM.format(gravity=gravity, ball=ball, grip=grip))
            for ball, grip in (("", ""), (BALL, GRIP))
        )
        if request.param == "cpu":
            return CpuEngine(model, WORLDS, SUBSTEPS, 1, world)
        if request.param == "interactive":
            return InteractiveEngine(model, world, SUBSTEPS)
        pytest.importorskip("mujoco_warp", reason="pip install 'stuntman[gpu]' to test it")
        from stuntman.physics.warp import WarpEngine

        return WarpEngine(model, WORLDS, SUBSTEPS, torch.device("cpu"), world)

    return engine


def swing(engine: Engine, steps: int) -> None:
    for _ in range(steps):
        engine.step(torch.zeros(engine.worlds, 0))


def begin(engine: Engine, spin: float = SPIN) -> None:
    """The arm level and turning upwards, the ball in the hand."""
    one, everywhere = torch.ones(engine.worlds, 1).double(), EVERYWHERE[: engine.worlds]
    engine.reset(ALL[: engine.worlds], 0.0 * one, spin * one)
    hand = torch.tensor([LENGTH, 0.0, 2.0]).expand(engine.worlds, 3)
    upwards = torch.tensor([0.0, 0.0, LENGTH * spin]).expand(engine.worlds, 3)
    engine.loose.body("ball").put(everywhere, hand, upwards)
    engine.loose.hold("grip").set(everywhere)


def hand(engine: Engine) -> tuple[torch.Tensor, torch.Tensor]:
    """Place and velocity (worlds, 3) by the arm's angle and speed."""
    angle, spin = engine.qpos[:, 0].float(), engine.qvel[:, 0].float()
    still = torch.zeros_like(angle)
    way = torch.stack([angle.cos(), still, angle.sin()], dim=1)
    across = torch.stack([-angle.sin(), still, angle.cos()], dim=1)
    above = torch.tensor([0.0, 0.0, 2.0])
    return above + LENGTH * way, LENGTH * spin.unsqueeze(1) * across


def test_a_held_ball_goes_with_the_hand_and_let_go_flies_with_its_velocity(make: Make) -> None:
    engine = make()
    begin(engine)
    ball, grip = engine.loose.body("ball"), engine.loose.hold("grip")
    swing(engine, 5)
    place, velocity = hand(engine)
    # A physics step turns the arm by 5 degrees, and its hand's velocity by .5 m/s: the ball is less
    # than half of that behind.
    assert (ball.position - place).norm(dim=1).max() < 0.012
    assert (ball.velocity - velocity).norm(dim=1).max() < 0.25
    assert (ball.velocity.norm(dim=1) - velocity.norm(dim=1)).abs().max() < 0.1
    before, flying = ball.position, ball.velocity
    grip.set(0 * EVERYWHERE[: engine.worlds])
    swing(engine, 6)
    # Without gravity: straight on, as fast as it was let go.
    torch.testing.assert_close(ball.position, before + 6 * STEP * flying, atol=2e-5, rtol=0)
    torch.testing.assert_close(ball.velocity, flying, atol=2e-5, rtol=0)
    assert not grip.on.any()


def test_what_is_held_weighs_on_who_holds_it(make: Make) -> None:
    """.145 kg at .6 m is .087 m kg beside the arm's own .9, and its weight turns it down."""
    engine = make(-9.81)
    begin(engine, spin=0.0)
    swing(engine, 1)
    held = engine.qvel[:, 0].clone()
    begin(engine, spin=0.0)
    engine.loose.hold("grip").set(0 * EVERYWHERE[: engine.worlds])
    swing(engine, 1)
    alone = engine.qvel[:, 0]
    # Torque by inertia: m g l / 2 over m l² / 3 of the arm, and with the ball's m g l and m l².
    arm, ball = (3 * 0.3 * 9.81, 3 * 0.36 / 3), (0.145 * 0.6 * 9.81, 0.145 * 0.36)
    expected = (arm[0] + ball[0]) / (arm[1] + ball[1]) / (arm[0] / arm[1])
    assert float((held / alone)[0]) == pytest.approx(expected, abs=0.005)


def test_worlds_let_go_each_by_itself(make: Make) -> None:
    engine = make()
    if engine.worlds == 1:
        pytest.skip("this engine has one world")
    begin(engine)
    grip, ball = engine.loose.hold("grip"), engine.loose.body("ball")
    grip.set(torch.tensor([True, False, True]))
    swing(engine, 10)
    apart = (ball.position - hand(engine)[0]).norm(dim=1)
    assert (apart < 0.01).tolist() == [True, False, True]
    assert grip.on.tolist() == [True, False, True]


def test_a_reset_is_the_characters_and_leaves_the_ball(make: Make) -> None:
    engine = make()
    begin(engine)
    ball, grip = engine.loose.body("ball"), engine.loose.hold("grip")
    grip.set(0 * EVERYWHERE[: engine.worlds])
    swing(engine, 2)
    place, velocity = ball.position, ball.velocity
    one = torch.ones(engine.worlds, 1).double()
    engine.reset(ALL[: engine.worlds], 0.3 * one, 0.0 * one)
    assert engine.qpos.shape == (engine.worlds, 1) and engine.qvel.shape == (engine.worlds, 1)
    assert torch.equal(ball.position, place) and torch.equal(ball.velocity, velocity)
    assert not grip.on.any()
    swing(engine, 1)
    assert not grip.on.any()
    torch.testing.assert_close(ball.position, place + STEP * velocity, atol=1e-5, rtol=0)


def test_a_saved_state_has_the_ball_and_who_holds_it(make: Make) -> None:
    engine, other = make(), make()
    begin(engine)
    swing(engine, 3)
    engine.loose.hold("grip").set(0 * EVERYWHERE[: engine.worlds])
    saved = engine.save()
    swing(engine, 3)
    for each in (other, engine):
        each.restore(saved)
        assert not each.loose.hold("grip").on.any()
    swing(other, 3)
    swing(engine, 3)
    assert torch.equal(engine.loose.qpos, other.loose.qpos)
    assert torch.equal(engine.save(), other.save())


def test_it_can_be_put_somewhere_in_some_worlds(make: Make) -> None:
    engine = make()
    begin(engine)
    ball = engine.loose.body("ball")
    swing(engine, 2)
    before = ball.position
    where = EVERYWHERE[: engine.worlds].clone()
    where[-1] = False
    there = torch.full((engine.worlds, 3), 7.0)
    ball.put(where, there, -there)
    assert torch.equal(ball.position[where], there[where])
    assert torch.equal(ball.velocity[where], -there[where])
    assert torch.equal(ball.position[~where], before[~where])
    assert torch.equal(ball.rotation[where], torch.eye(3).expand_as(ball.rotation[where]))
    assert not ball.spin[where].any()


def test_the_characters_fields_can_be_set_and_the_balls_stay(make: Make) -> None:
    engine = make()
    begin(engine)
    own = torch.from_numpy(engine.model.body_mass.copy()).expand(engine.worlds, -1)
    engine.set_model_field("body_mass", 2.0 * own)
    engine.set_model_field("geom_friction", 0.5 * torch.ones(engine.worlds, engine.model.ngeom, 3))
    swing(engine, 1)
    assert torch.isfinite(engine.loose.body("ball").position).all()
    with pytest.raises(StuntmanError, match=r"body_mass.*\(2,\).*\(3,\)"):
        engine.set_model_field("body_mass", torch.ones(engine.worlds, 3))


def test_what_nobody_brought_is_named(make: Make) -> None:
    loose = make().loose
    for name in ("spear", "arm", "world"):
        with pytest.raises(StuntmanError, match=f"no body '{name}' that moves beside"):
            loose.body(name)
    with pytest.raises(StuntmanError, match="no equality 'glue'"):
        loose.hold("glue")


def test_without_physics_it_lies_where_the_scene_has_it() -> None:
    model, world = (
        mujoco.MjModel.from_xml_string(ARM.format(gravity=0, ball=ball, grip=grip))
        for ball, grip in (("", ""), (BALL, GRIP))
    )
    loose = Loose.still(world, model, 2)
    np.testing.assert_array_equal(loose.body("ball").position, [[0.0, 0.0, 5.0]] * 2)
    assert loose.hold("grip").on.all()
