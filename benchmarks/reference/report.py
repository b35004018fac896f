"""What becomes of each clip of the library on a body: python benchmarks/reference/report.py

Prints a Markdown table; docs/humanoid.md carries one and explains its columns.
"""

import math
import sys

from stuntman.characters import character as characters
from stuntman.errors import StuntmanError
from stuntman.motion import library
from stuntman.physics import scene
from stuntman.retargeting.retarget import retarget


def report(body: str) -> None:
    """Print one line a clip; clips that do not fit the body are named below the table."""
    character = characters.load(body)
    model = scene.build(character)
    left_out = []
    head = ("clip", "s", "keys/s", "loop", "in the floor, cm", "limit took, °", "seam, °")
    print(f"| {' | '.join((*head, 'turn a cycle, °'))} |")
    print("|---|---|---|---|---|---|---|---|")
    for entry in library.entries():
        try:
            reference = retarget(library.load(entry.name), character, model)
        except StuntmanError:
            left_out.append(entry.name)
            continue
        loops = reference.loops
        seam = f"{math.degrees(reference.seam):.1f}" if loops else ""
        turn = f"{math.degrees(reference.cycle_yaw):.0f}" if loops else ""
        print(
            f"| {entry.name} | {entry.duration:.2f} | {entry.fps:.0f} | {'yes' if loops else 'no'} "
            f"| {100 * reference.penetration:.1f} | {math.degrees(reference.clamped):.1f} "
            f"| {seam} | {turn} |"
        )
    if left_out:
        print(f"\nLeft out, as they do not fit this body: {', '.join(left_out)}.")


if __name__ == "__main__":
    report(sys.argv[1] if len(sys.argv) > 1 else "humanoid")
