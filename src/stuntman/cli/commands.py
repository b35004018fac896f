"""The commands by name. Each is imported when it is asked for."""

from importlib import import_module

COMMANDS: dict[str, str] = {
    "clips": "clips.Clips",
    "import": "import_clip.Import",
    "character": "character.Character",
    "plan": "plan.Plan",
    "train": "train.Train",
    "eval": "eval.Eval",
    "suite": "suite.Suite",
    "render": "render.Render",
    "export": "export.Export",
    "play": "play.Play",
    "shoot": "shoot.Shoot",
    "bench": "bench.Bench",
    "doctor": "doctor.Doctor",
    "completion": "completion.Completion",
}
LIGHT = ("clips", "character", "doctor", "completion")  # that list things at once
# With more flags than help shows unless asked for all.
WHOLE: dict[str, str] = {"train": "train_settings.TrainSettings"}


def kind(name: str, whole: bool = False) -> type:
    """The class of a command; with all its flags if `whole`."""
    place = WHOLE[name] if whole and name in WHOLE else COMMANDS[name]
    module, _, attribute = place.partition(".")
    found: type = getattr(import_module(f"stuntman.cli.{module}"), attribute)
    return found
