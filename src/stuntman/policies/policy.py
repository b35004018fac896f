"""Policy: what was learned, in one file that says all that is needed to run it again."""

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from stuntman.errors import StuntmanError
from stuntman.imitation.actuation import Actuation
from stuntman.imitation.height_map import height_map
from stuntman.imitation.problem import Problem
from stuntman.imitation.start_states import StartStates
from stuntman.learning.networks import SIGHT, mlp
from stuntman.learning.normalizer import Normalizer
from stuntman.policies import files, migrations
from stuntman.policies.tensor_file import number, read_tensors, rows, whole, write_tensors
from stuntman.recipes import recipe as recipes
from stuntman.recipes.recipe import Recipe


@dataclass(frozen=True)
class Header:
    """What a policy file says of itself.

    Attributes:
        recipe: all settings it was trained with, its clips among them.
        clip_digests: of the clips' contents, in the recipe's order; empty where not known.
        observation_terms: name and size of each, in the order of the network's input.
        actuators: names, in the order of the actions; empty where the file does not tell.
        mirrored_halves: whether the second half of each clip is seen and acted in a mirror; None
            where the file, of an earlier version, does not tell.
        seed, samples, train_minutes, version: how it came to be. trained_on: what computed last;
            empty where the file does not tell.
        derived_drives: what of the body's drives was derived and not known, by actuator; a real
            robot's differ in it.
        specialist_nr: normalised return of each clip's specialist, from which it was taught; empty
            where it was not.
    """

    recipe: Recipe
    clip_digests: tuple[str, ...]
    observation_terms: tuple[tuple[str, int], ...]
    actuators: tuple[str, ...]
    mirrored_halves: tuple[bool, ...] | None
    seed: int
    samples: int
    train_minutes: float
    version: str
    trained_on: str = ""
    specialist_nr: tuple[float, ...] = ()
    derived_drives: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def observations(self) -> int:
        """How many numbers the network takes."""
        return sum(size for _, size in self.observation_terms)


class Policy:
    """A trained controller: `act(observations) -> actions`, without exploration noise.

    Attributes:
        actor: the network. normalizer: of what it sees.
        actuation: what its actions are added to; None takes what is made of the clips.
        critic: the network that foretells the mean reward; None in files that keep none.
        starts: the states in which its performances start; None takes the references' own.
    """

    def __init__(
        self,
        header: Header,
        actor: nn.Module,
        normalizer: Normalizer,
        actuation: Actuation | None = None,
        critic: nn.Module | None = None,
        starts: StartStates | None = None,
    ) -> None:
        self.header = header
        self.actuation = actuation
        self.actor = actor
        self.normalizer = normalizer
        self.critic = critic
        self.starts = starts

    @torch.no_grad()
    def act(self, observations: Tensor) -> Tensor:
        """Actions (n, actions) for observations (n, observations)."""
        return self.actor(self.normalizer(observations))

    @torch.no_grad()
    def value(self, observations: Tensor) -> Tensor:
        """The sum of the coming rewards (n,), discounted as in training, that the policy expects
        where it observes (n, observations).

        Raises:
            StuntmanError: it has no critic.
        """
        if self.critic is None:
            recipe = self.header.recipe
            raise without_value(f"The policy of '{recipe.name}'", "POLICY", recipe)
        mean_reward = self.critic(self.normalizer(observations)).squeeze(-1)
        return mean_reward / (1.0 - self.header.recipe.ppo.gamma)

    def to(self, device: torch.device) -> "Policy":
        """The same on a device, where it stays."""
        for part in (self.actor, self.normalizer, self.critic):
            if part is not None:
                part.to(device)
        return self

    def check(self, problem: Problem) -> None:
        """Refuse a problem that is not the one that this was trained on.

        Raises:
            StuntmanError: names the first thing that differs: an actuator, an observation term, a
                mirror, or the number of the clips' frames.
        """
        header = self.header
        trained = f"this policy, trained with stuntman {header.version},"
        if header.actuators and header.actuators != problem.actuators:
            raise StuntmanError(
                f"The body '{header.recipe.character}' is not as it was when this policy was "
                "trained, its actuators differ: train again."
            )
        here = {name: size for name, size in problem.layout}
        for (name, size), (expected, there) in zip(
            header.observation_terms, problem.layout, strict=False
        ):
            if (name, size) != (expected, there):
                found = f"{here[name]} numbers" if name in here else "no such term"
                found = "another place" if here.get(name) == size else found
                raise StuntmanError(
                    f"{trained} observes '{name}' of {size} numbers where '{expected}' of {there} "
                    f"is now ('{name}' has {found}): train again."
                )
        if len(header.observation_terms) != len(problem.layout):
            longer = max(header.observation_terms, problem.layout, key=len)
            name = longer[min(len(header.observation_terms), len(problem.layout))][0]
            raise StuntmanError(
                f"{trained} and this body differ in the term '{name}': train again."
            )
        mirrored = tuple(problem.library.mirrored_halves.tolist())
        if header.mirrored_halves is not None and header.mirrored_halves != mirrored:
            raise StuntmanError(
                f"{trained} has its strides {'' if any(header.mirrored_halves) else 'not '}"
                "mirrored, which does not fit the clip and body here: train again."
            )
        frames = len(problem.library.qpos)
        if self.actuation and len(self.actuation.feed_forward_targets) != frames:
            raise StuntmanError(
                f"This policy has targets of {len(self.actuation.feed_forward_targets)} frames, "
                f"and its clips have {frames}: train again."
            )
        if self.starts and not self.starts.fits(problem.library, problem.model):
            raise StuntmanError(
                "The states in which this policy starts are not of its body and clips: train again."
            )

    def save(self, path: Path) -> None:
        """Write the file whole or not at all."""
        tensors = {f"actor.{name}": t for name, t in self.actor.state_dict().items()}
        tensors |= {f"normalizer.{name}": t for name, t in self.normalizer.state_dict().items()}
        if self.critic is not None:
            # It only says which of several skills to take: three digits are enough.
            tensors |= {f"critic.{name}": t.half() for name, t in self.critic.state_dict().items()}
        if self.actuation is not None:
            tensors["feed_forward_targets"] = self.actuation.feed_forward_targets
        if self.starts is not None:
            tensors |= {
                "starts.frames": self.starts.frames,
                "starts.states": self.starts.states.float(),
            }
        header = {"format": migrations.FORMAT} | dataclasses.asdict(self.header)
        write_tensors(path, tensors, header)


def without_value(what: str, name: str, recipe: Recipe) -> StuntmanError:
    """That `what` lacks a value function, and how to give the policy of that name one."""
    return StuntmanError(
        f"{what} has no value function: `stuntman train {' '.join(recipe.clips)} --from {name} "
        "--cloning.critic-warmup 1000 --target 1 --minutes 3` leaves a policy that has one, and is "
        "the same otherwise."
    )


def load(name_or_path: str | Path) -> Policy:
    """Load a policy that ships, by name, or one in a file or a run's folder.

    Raises:
        StuntmanError: no such policy, or the file is damaged or no policy.
    """
    path = files.path(name_or_path)
    tensors, settings = migrations.current(path, *read_tensors(path))
    try:
        header = _header(settings, where=f"{path}, recipe")
        recipe = recipes.with_files_from(header.recipe, path.parent)
        header = dataclasses.replace(header, recipe=recipe)
        normalizer = Normalizer(header.observations)
        normalizer.load_state_dict(_strip(tensors, "normalizer."))
        actor = _network(_strip(tensors, "actor."), header, len(header.actuators))
        values = _strip(tensors, "critic.")
        critic = _network(values, header, 1) if values else None
        actuation = _actuation(tensors.get("feed_forward_targets"), header)
        starts = _starts(_strip(tensors, "starts."))
    except (KeyError, TypeError, ValueError, IndexError, RuntimeError) as error:
        reason = str(error).splitlines()[0]
        raise StuntmanError(f"{path} is damaged ({reason}): train or copy it again.") from error
    return Policy(header, actor, normalizer, actuation, critic, starts)


def _header(settings: dict[str, Any], where: str) -> Header:
    """The header of these settings, each of its kind; `where` names the recipe's source in errors.

    Raises:
        StuntmanError: the recipe holds what no recipe has.
        KeyError, TypeError, ValueError: anything else is damaged.
    """
    recipe = recipes.from_dict(settings.pop("recipe"), where)
    digests, mirrored = rows(settings.pop("clip_digests"), str), settings.pop("mirrored_halves")
    mirrored = None if mirrored is None else rows(mirrored, bool)
    if {len(digests), len(digests if mirrored is None else mirrored)} != {len(recipe.clips)}:
        raise ValueError("it tells of another number of clips than its recipe has")
    terms = settings.pop("observation_terms")
    if not all(whole(size) > 0 for _, size in terms):
        raise ValueError("an observation term has no numbers")
    return Header(
        recipe=recipe,
        clip_digests=digests,
        observation_terms=tuple((str(name), size) for name, size in terms),
        actuators=rows(settings.pop("actuators"), str),
        mirrored_halves=mirrored,
        seed=whole(settings.pop("seed")),
        samples=whole(settings.pop("samples")),
        train_minutes=number(settings.pop("train_minutes")),
        version=str(settings.pop("version")),
        trained_on=str(settings.pop("trained_on", "")),
        derived_drives={
            str(name): rows(what, str)
            for name, what in dict(settings.pop("derived_drives", {})).items()
        },
        specialist_nr=tuple(number(nr) for nr in settings.pop("specialist_nr", ())),
        **settings,
    )


def _network(weights: dict[str, Tensor], header: Header, size: int) -> nn.Module:
    """The network of these weights, whose shapes tell its sizes; it gives `size` numbers, or any
    where that is 0."""
    own = [n for n in weights if n.endswith(".weight") and SIGHT not in n]
    shapes = [weights[name].shape for name in own]
    hidden = tuple(size for size, _ in shapes[:-1])
    inputs, outputs = shapes[0][1], shapes[-1][0]
    if inputs != header.observations or outputs != (size or outputs):
        raise ValueError("its network does not fit its observations and actuators")
    looks = [len(tensor) for name, tensor in weights.items() if SIGHT in name]
    heights = height_map(header.observation_terms)
    with torch.device("meta"):  # to draw weights takes longer than to read them
        network = mlp(inputs, hidden, outputs, 1.0, heights, looks[0] if looks else 0)
    network.to_empty(device="cpu").load_state_dict(weights)
    return network


def _actuation(targets: Tensor | None, header: Header) -> Actuation | None:
    if targets is None:
        return None
    if targets.dim() != 2 or targets.shape[1] != (len(header.actuators) or targets.shape[1]):
        raise ValueError("its feed-forward targets do not fit its actuators")
    return Actuation(targets, header.recipe.environment.action_scale)


def _starts(parts: dict[str, Tensor]) -> StartStates | None:
    if not parts:
        return None
    frames, states = parts["frames"], parts["states"]
    if frames.dim() != 1 or states.dim() != 2 or len(frames) != len(states) or not len(frames):
        raise ValueError("its start states are not one for each frame")
    if frames.dtype != torch.int64 or not states.is_floating_point():
        raise ValueError("its start states are not of the kind of number that they have to be")
    return StartStates(frames, states.double())


def _strip(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in tensors.items()
        if name.startswith(prefix)
    }
