"""Draw the README's picture: the walk that ships, ten frames side by side.

Run: .venv/bin/python scripts/readme_picture.py
"""

from pathlib import Path

from stuntman.characters import character as characters
from stuntman.performance import perform
from stuntman.policies import policy as policies
from stuntman.viewer import video

START, FRAMES, EVERY = 76, 10, 4  # control steps of 1/30 s

policy = policies.load("walk")
take = perform(policy, seconds=6.0).take
body = characters.load(policy.header.recipe.character)
moments = range(START, START + FRAMES * EVERY, EVERY)
strip = video.strip(video.frames(body, take, size=(176, 264), only=moments))
video.write_png(strip, Path(__file__).parents[1] / "docs" / "walk.png")
