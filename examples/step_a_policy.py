"""A shipped policy stepped by hand: observe, act, step.

python examples/step_a_policy.py walk
"""

import sys

import stuntman

WORLDS, SECONDS = 8, 5.0


def main(name: str) -> int:
    policy = stuntman.load_policy(name)
    environment = stuntman.make_environment(policy.header.recipe, worlds=WORLDS)
    if policy.actuation is not None:  # what its actions are added to
        environment.actuation = policy.actuation
    observation = environment.reset()
    fell = 0
    for step in range(round(30 * SECONDS)):
        observation, reward, terminated, _, info = environment.step(policy.act(observation))
        fell += int(terminated.sum())
        if step % 30 == 29:
            terms = ", ".join(f"{key} {term.mean():.3f}" for key, term in info.terms.items())
            print(f"{(step + 1) / 30:4.1f} s: reward {reward.mean():.3f} ({terms})")
    print(f"{fell} of {WORLDS} characters lost the clip within {SECONDS:g} s.")
    return int(fell > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "walk"))
