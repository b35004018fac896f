"""Clips of animals: four legs go onto the dog, and other bodies are refused with a reason."""

import mujoco
import numpy as np
import pytest

from stuntman.characters import body_plan, structure
from stuntman.characters import character as characters
from stuntman.characters.bone_names import side_of
from stuntman.characters.character import Character
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.motion.clip import Clip
from stuntman.physics import scene
from stuntman.retargeting import fitting, measures, stances
from stuntman.spatial import rotations as rot
from stuntman.spatial.skeleton import Skeleton


@pytest.fixture(scope="module")
def dog() -> Character:
    return characters.load("dog")


@pytest.fixture(scope="module")
def dog_model(dog: Character) -> mujoco.MjModel:
    return scene.build(dog)


def quadruped(rear: str = "UpLeg Leg Foot", fore: str = "Arm ForeArm Hand") -> Clip:
    """A horse of 1.6 m that stands, and at the walk lifts its left foreleg."""
    rows: list[tuple[str, str, tuple[float, float, float]]] = [
        ("Hips", "", (0, 0, 0)),
        ("Spine", "Hips", (0.6, 0, 0)),
        ("Head", "Spine", (0.5, 0, 0.5)),
    ]
    rows += [("Tail", "Hips", (-0.3, 0, 0))]
    for side, sign in (("left_", 1), ("right_", -1)):
        for chain, above, begin in ((rear, "Hips", -0.1), (fore, "Spine", 0.1)):
            steps = ((begin, sign * 0.15, -0.1), (0.08, 0, -0.4), (-0.08, 0, -0.4))
            for name, step in zip(chain.split(), steps, strict=True):
                rows.append((side + name, above, step))
                above = side + name
    names = tuple(name for name, _, _ in rows)
    parents = tuple(names.index(parent) if parent else -1 for _, parent, _ in rows)
    skeleton = Skeleton(names, parents, np.array([offset for _, _, offset in rows], dtype=float))
    turns = np.tile(rot.IDENTITY, (60, len(names), 1))
    lift = 0.4 * np.clip(np.sin(np.linspace(0.0, 2.0 * np.pi, 60)), 0.0, None)
    turns[:, names.index(f"left_{fore.split()[0]}")] = rot.from_rotvec(lift[:, None] * [0, -1.0, 0])
    return Clip("horse", skeleton, np.tile([0.0, 0.0, 0.9], (60, 1)), turns, 30.0, loops=False)


@pytest.mark.parametrize(
    ("rear", "fore"),
    [
        ("UpLeg Leg Foot", "Arm ForeArm Hand"),
        ("hind_thigh hind_shin hind_paw", "fore_upperarm fore_lowerarm fore_paw"),
        ("R_thigh R_calf R_foot", "F_thigh F_calf F_foot"),
        ("H_hip H_knee H_ankle", "F_hip F_knee F_ankle"),
        ("BackLeg1 BackLeg2 BackLeg3", "FrontLeg1 FrontLeg2 FrontLeg3"),
        ("femur tibia hoof_rear", "humerus radius hoof_front"),
        ("leg_a leg_b leg_c", "leg_d leg_e leg_f"),
        ("a b c", "d e f"),
    ],
)
def test_a_four_legged_clip_goes_onto_the_dog_by_limbs(
    dog: Character, dog_model: mujoco.MjModel, rear: str, fore: str
) -> None:
    clip = quadruped(rear, fore)
    assert body_plan.plan(clip.skeleton) == body_plan.FOUR_LEGS
    fit = fitting.fit(clip, dog, dog_model)
    assert fit.error < 0.05
    feet = measures.balls(dog, dog_model, fit.qpos, stances.PAWS)
    assert np.ptp(feet[:, [0, 1, 3], 2], axis=0).max() < 0.03, "three legs stand"
    assert feet[:, 2, 2].max() - feet[0, 2, 2] > 0.015, "one is lifted"
    assert feet[20, 2, 0] - feet[0, 2, 0] > 0.05, "and goes ahead"
    assert (feet[:, [0, 2], 1] > 0.0).all() and (feet[:, [1, 3], 1] < 0.0).all()


def test_the_classic_laikago_walks_on_the_dog(dog: Character, dog_model: mujoco.MjModel) -> None:
    try:
        clip = library.load("laikago_walk")
    except StuntmanError:
        pytest.skip("the classic clips are not here: run `stuntman clips fetch`")
    fit = fitting.fit(clip, dog, dog_model)
    assert fit.error < 0.02
    assert set(fit.bones) >= {"left_upper_arm", "left_hand", "left_thigh", "left_foot"}
    stand, _, _ = stances.stands(clip, stances.PAWS)
    balls = measures.balls(dog, dog_model, fit.qpos, stances.PAWS)
    assert stances.foot_slide(stand, balls) < 0.02
    gone = np.linalg.norm((fit.qpos[-1] - fit.qpos[0])[:2])
    way = np.linalg.norm((clip.root_positions[-1] - clip.root_positions[0])[:2])
    assert gone == pytest.approx(fit.scale * way, abs=0.02)


def legs(count: int) -> Skeleton:
    rows: list[tuple[str, str, tuple[float, float, float]]] = [("body", "", (0, 0, 0))]
    for k in range(count // 2):
        for side, sign in (("left_", 1), ("right_", -1)):
            rows += [(f"{side}coxa_{k}", "body", (0.1 * k, sign * 0.1, 0)),
                     (f"{side}femur_{k}", f"{side}coxa_{k}", (0, sign * 0.2, 0.1)),
                     (f"{side}tibia_{k}", f"{side}femur_{k}", (0, sign * 0.1, -0.3)),
                     (f"{side}tip_{k}", f"{side}tibia_{k}", (0, 0, -0.1))]  # fmt: skip
    names = tuple(name for name, _, _ in rows)
    parents = tuple(names.index(parent) if parent else -1 for _, parent, _ in rows)
    return Skeleton(names, parents, np.array([offset for _, _, offset in rows]))


def centaur() -> Skeleton:
    """The horse, and a person's trunk and arms on it."""
    horse = quadruped("leg_1 leg_2 leg_3", "leg_4 leg_5 leg_6").skeleton
    names, parents, offsets = list(horse.names), list(horse.parents), list(horse.offsets)
    arms: list[tuple[str, str, tuple[float, float, float]]] = [("trunk", "Spine", (0, 0, 0.5))]
    for side, sign in (("left_", 1), ("right_", -1)):
        arms += [(side + "Arm", "trunk", (0, 0.2 * sign, 0.1)),
                 (side + "ForeArm", side + "Arm", (0, 0, -0.3)),
                 (side + "Hand", side + "ForeArm", (0, 0, -0.25))]  # fmt: skip
    for name, parent, offset in arms:
        parents.append(names.index(parent))
        names.append(name)
        offsets.append(np.array(offset, dtype=float))
    return Skeleton(tuple(names), tuple(parents), np.array(offsets))


def nameless(skeleton: Skeleton) -> Skeleton:
    """Its bones called by numbers, sides alone told."""
    bare = [name.removeprefix(side_of(name)) for name in skeleton.names]
    names = tuple(
        f"{side_of(name)}{bare.index(own)}b" for name, own in zip(skeleton.names, bare, strict=True)
    )
    return Skeleton(names, skeleton.parents, skeleton.offsets)


def bird() -> Skeleton:
    rows: list[tuple[str, str, tuple[float, float, float]]] = [
        ("pelvis", "", (0, 0, 0)),
        ("spine", "pelvis", (0.2, 0, 0.1)),
        ("head", "spine", (0.1, 0, 0.2)),
    ]
    for side, sign in (("left_", 1), ("right_", -1)):
        rows += [(side + "thigh", "pelvis", (0, sign * 0.05, 0)),
                 (side + "shin", side + "thigh", (0.05, 0, -0.15)),
                 (side + "foot", side + "shin", (-0.05, 0, -0.15)),
                 (side + "wing_1", "spine", (0, sign * 0.1, 0)),
                 (side + "wing_2", side + "wing_1", (0, sign * 0.3, 0)),
                 (side + "wing_3", side + "wing_2", (0, sign * 0.3, 0))]  # fmt: skip
    names = tuple(name for name, _, _ in rows)
    parents = tuple(names.index(parent) if parent else -1 for _, parent, _ in rows)
    return Skeleton(names, parents, np.array([offset for _, _, offset in rows]))


def test_birds_and_spiders_are_refused_with_a_reason() -> None:
    many, wings = body_plan.MANY_LEGS, body_plan.WINGS
    for skeleton, kind in ((bird(), wings), (legs(8), many), (legs(6), many), (centaur(), many)):
        assert body_plan.plan(skeleton) == kind
        if skeleton.names[-1] != "right_Hand":  # without names
            assert body_plan.plan(nameless(skeleton)) == kind
        with pytest.raises(StuntmanError, match=f"its body is {kind}.*--anyway"):
            body_plan.refuse_other(kind, "clip", body_plan.PERSON, "humanoid")


def test_persons_and_animals_do_not_mix(dog_model: mujoco.MjModel, walk: Clip) -> None:
    own = body_plan.plan(structure.skeleton(dog_model, 1))
    assert own == body_plan.FOUR_LEGS
    assert body_plan.plan(walk.skeleton) == body_plan.PERSON
    with pytest.raises(StuntmanError, match=r"a person, and dog is four-legged.*--anyway"):
        body_plan.refuse_other(body_plan.PERSON, "walk", own, "dog")
    body_plan.refuse_other(own, "trot", own, "dog")
