"""Tasks by name: a file beside this one, a package's entry point, or a user's own file."""

from stuntman.imitation.tasks.goal import GoalSettings
from stuntman.plugins import Plugins

TASKS = Plugins("task", "stuntman.imitation.tasks", GoalSettings, "the goal", "docs/tasks.md")
