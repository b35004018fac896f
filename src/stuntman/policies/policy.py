"""Policy: what was learned, in one file that says all that is needed to run it again."""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from stuntman import paths
from stuntman.errors import StuntmanError
from stuntman.learning.networks import mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.policies.tensor_file import read_tensors, write_tensors
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe

FOLDER = Path(__file__).parent
FORMAT = "stuntman-policy-2"
OLDER = "stuntman-policy-1"  # without targets of its own


@dataclass(frozen=True)
class Header:
    """What a policy file says of itself.

    Attributes:
        recipe: all settings it was trained with.
        clip: name of the clip. clip_digest: of its content.
        observations, actions: sizes of the network's input and output.
        actuators: names, in the order of the actions.
        learner, seed, samples, train_minutes, version: how it came to be.
    """

    recipe: Recipe
    clip: str
    clip_digest: str
    observations: int
    actions: int
    actuators: tuple[str, ...]
    learner: str
    seed: int
    samples: int
    train_minutes: float
    version: str


class Policy:
    """A trained controller: `act(observations) -> actions`, without exploration noise.

    Attributes:
        lead: (frames, actuators) rad, the targets that actions are added to, a frame of the
            reference each; None takes those that the environment makes of the clip.
    """

    def __init__(
        self,
        header: Header,
        actor: nn.Module,
        normalizer: Normalizer,
        lead: Tensor | None = None,
    ) -> None:
        self.header = header
        self.lead = lead
        self._actor = actor
        self._normalizer = normalizer

    @torch.no_grad()
    def act(self, observations: Tensor) -> Tensor:
        """Actions (n, actions) for observations (n, observations)."""
        return self._actor(self._normalizer(observations))

    def save(self, path: Path) -> None:
        """Write the file whole or not at all."""
        tensors = {f"actor.{name}": t for name, t in self._actor.state_dict().items()}
        tensors |= {f"normalizer.{name}": t for name, t in self._normalizer.state_dict().items()}
        if self.lead is not None:
            tensors["lead"] = self.lead
        header = {"format": FORMAT} | dataclasses.asdict(self.header)
        write_tensors(path, tensors, header)


def names() -> list[str]:
    """Names of the policies that ship."""
    return sorted(path.stem for path in FOLDER.glob("*.safetensors"))


def load(name_or_path: str | Path) -> Policy:
    """Load a policy that ships, by name, or one in a file.

    Raises:
        StuntmanError: no such policy, or the file is damaged or no policy.
    """
    path = Path(name_or_path)
    if str(name_or_path) in names():
        path = FOLDER / f"{name_or_path}.safetensors"
    if not paths.is_file(path):
        raise StuntmanError(
            f"No policy '{name_or_path}': give a policy.safetensors file that `stuntman train` "
            f"wrote, or one of {', '.join(names()) or 'none that ship'}."
        )
    tensors, settings = read_tensors(path)
    if settings.get("format") not in (FORMAT, OLDER):
        raise StuntmanError(f"{path} is not a policy file of this version ({FORMAT}).")
    del settings["format"]
    try:
        # Who learned before there was a mirror acts without.
        settings["recipe"]["environment"].setdefault("mirrored_halves", False)
        recipe = recipes.from_dict(settings.pop("recipe"), where=f"{path}, recipe")
        header = Header(recipe=recipe, actuators=tuple(settings.pop("actuators")), **settings)
        actor = mlp(header.observations, recipe.learning.hidden, header.actions, last_gain=1.0)
        normalizer = Normalizer(header.observations)
        actor.load_state_dict(_strip(tensors, "actor."))
        normalizer.load_state_dict(_strip(tensors, "normalizer."))
    except (KeyError, TypeError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise StuntmanError(f"{path} is damaged ({reason}): train or copy it again.") from error
    return Policy(header, actor, normalizer, tensors.get("lead"))


def _strip(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }
