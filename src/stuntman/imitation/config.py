"""How clips are turned into episodes, as data."""

from dataclasses import dataclass, field

import mujoco

from stuntman.errors import POSITIVE, StuntmanError, refuse_outside
from stuntman.imitation.rewards import TRAINING, RewardConfig
from stuntman.physics.randomization import RandomizationConfig

CONTROL_RATE = 30.0  # Hz, the paper's
STEP = 1.0 / CONTROL_RATE  # s, of control
MAX_STEPS = 1000  # that are looked ahead


def substeps(model: mujoco.MjModel) -> int:
    """Physics steps in a control step."""
    return round(1.0 / (CONTROL_RATE * model.opt.timestep))


@dataclass(frozen=True)
class EnvironmentConfig:
    """How clips are turned into episodes.

    Attributes:
        reference_state_initialisation: start anywhere in the clip (paper, 6.1), else at its start.
        failure_start_fraction: fraction of episodes that start near a recent failure, at most 2 s
            before it, and no earlier than the episode that failed; half of these as early as that.
        early_termination: a fall ends the episode (paper, 6.2).
        max_body_error: m; so does a body this far from the reference. 0 is off, as it is in every
            evaluation.
        horizon: s, an episode of a looping clip; of any other, the clip's length.
        residual_targets: the action is added to the reference's joint coordinates, with a
            feed-forward of its velocities and forces; else targets are absolute, as in the paper.
            What is planned or refined then comes on top.
        force_share: of the joint forces that inverse dynamics finds in the reference, how much the
            targets give before any action.
        target_early: a target is held for a step, at whose end the motion is to be there; how much
            of a step before that end its position is taken.
        action_scale: rad of PD target a unit of action.
        lookahead: control steps ahead of now at which the policy sees the reference.
        fall_bodies: bodies that must not touch the ground; None takes the character's, of each clip
            but for those that it lays on the floor itself.
        self_contact: limbs touch torso and other limbs.
        gravity: m/s², up to 25, the moon's 1.62 for example; the body's own if not given, 9.81
            where its file does not say. In the air the reference falls with it.
        mirrored_halves: of a loop whose halves mirror each other, as those of strides do, the
            second half is observed in a mirror, and acted in it.
        switch_seconds: s on average after which an episode goes on with another clip, at the
            instant of it that is most like the state the body is in; 0 for never.
        switch_each_cycle: whenever a cycle has ended, the episode goes on with a clip that is drawn
            anew, by the clips' weights, in the same way.
        clip_seen: the policy is told which clip it is, one number a clip: with the setting above,
            the paper's skill selector.
        steerable: the character and not the clip says where it goes: whenever a cycle begins, the
            reference lies where the character stands and faces as it does; and of several clips,
            it is in each step the one that earns most there, at the same phase (the paper's
            multi-clip reward), with what goals would earn if it went on. For clips that loop.
        turn_rate: degrees/s by which a steerable reference turns to where goals would earn more.
        transitions: clips lead to one another by ways of their own (imitation/transition_graph.py);
            who practises starts on ways too, and is asked for another clip, and for turns of up to
            `turn_rate`, once in `switch_seconds`.
        acceleration, braking: m/s² by which these ways speed up and slow down, from gait to gait
            and from and to standing.
        led_by_goals: nobody asks, but goals say which way to go and how fast, in training and ever
            after.
        reward: weights and scales of the reward to train on; evaluations use the paper's.
        held_out: on ground that is not flat, courses of full difficulty that nobody trains on, as
            in every evaluation; else difficulty rises with success.
        imitation_weight: of all its terms, where goals earn something too; 1 in evaluations.
        randomization: what differs from world to world, and the pushes in them; off in evaluations.
    """

    reference_state_initialisation: bool = True
    failure_start_fraction: float = 0.5
    early_termination: bool = True
    max_body_error: float = 0.5
    horizon: float = 20.0
    residual_targets: bool = True
    # Zero action earned most with these in the first 20 steps of walk, run and jump: .88, .73, .88;
    # without either .84, .64, .83. Tried: shares 0, 0.5, 0.8, 1; steps 0, 0.25, 0.5.
    force_share: float = 0.8
    target_early: float = 0.25
    action_scale: float = 0.25
    lookahead: tuple[int, ...] = (1,)
    fall_bodies: tuple[str, ...] | None = None
    self_contact: bool = True
    gravity: float | None = None
    mirrored_halves: bool = True
    switch_seconds: float = 0.0
    switch_each_cycle: bool = False
    clip_seen: bool = False
    steerable: bool = False
    turn_rate: float = 0.0
    transitions: bool = False
    acceleration: float = 1.8
    braking: float = 1.9
    led_by_goals: bool = False
    reward: RewardConfig = TRAINING
    held_out: bool = False
    imitation_weight: float = 1.0
    randomization: RandomizationConfig = field(default_factory=RandomizationConfig)

    @property
    def accelerations(self) -> tuple[float, float]:
        """m/s² by which ways speed up, and slow down."""
        return self.acceleration, self.braking

    @property
    def changed_on_request(self) -> bool:
        """Whether clips change by ways between them when somebody asks."""
        return self.transitions and not self.led_by_goals

    @property
    def chosen_by_goals(self) -> bool:
        """Whether nobody says which of its clips a character is to do, but what it is to meet."""
        return self.steerable or self.led_by_goals

    def __post_init__(self) -> None:
        if not self.horizon > 0:
            raise StuntmanError(f"environment: 'horizon' is {self.horizon} s: make it longer.")
        if not all(0 <= steps <= MAX_STEPS for steps in self.lookahead):
            raise StuntmanError(
                f"environment: 'lookahead' counts steps from now: give numbers from 0 to "
                f"{MAX_STEPS}."
            )
        if self.steerable and (self.switch_seconds or self.switch_each_cycle):
            raise StuntmanError(
                "environment: with 'steerable', the reward says which clip it is: leave out "
                "'switch_seconds' and 'switch_each_cycle'."
            )
        if self.transitions and (self.steerable or self.switch_each_cycle):
            raise StuntmanError(
                "environment: with 'transitions', clips change by request: leave out 'steerable' "
                "and 'switch_each_cycle'."
            )
        if self.led_by_goals and (self.switch_seconds or not self.transitions):
            raise StuntmanError(
                "environment: with 'led_by_goals', goals lead along ways between clips: add "
                "'transitions', and leave out 'switch_seconds'."
            )
        if self.switch_seconds and self.switch_each_cycle:
            raise StuntmanError(
                "environment: clips change by 'switch_seconds' or by 'switch_each_cycle': leave "
                "one of them out."
            )
        refuse_outside("environment", self, ("imitation_weight",), 0, POSITIVE[1])
        refuse_outside("environment", self, ("turn_rate",), 0, 360)
        refuse_outside("environment", self, ("acceleration", "braking"), 0.1, 10)
        if self.gravity is not None:
            refuse_outside("environment", self, ("gravity",), 0, 25)
        refuse_outside("environment", self, ("failure_start_fraction", "target_early"), 0, 1)
        refuse_outside("environment", self, ("force_share",), 0, 10)
        refuse_outside("environment", self, ("action_scale",), *POSITIVE)
        refuse_outside("environment", self, ("max_body_error", "switch_seconds"), 0, POSITIVE[1])
