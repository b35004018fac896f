"""The exceptions that a user meets."""

from collections.abc import Iterable


class StuntmanError(Exception):
    """A mistake the user can mend: the message names the file, the place and the mend.

    The command line prints it as one line on stderr and exits with code 1; library users
    catch it. Anything else that escapes is a defect of ours and keeps its traceback.
    """


POSITIVE = 1e-12, 1e12  # the least and the most of what has to be more than 0
_MAX_SEED = 2**63 - 1  # what torch's generators take


def refuse_outside(
    where: str, settings: object, names: Iterable[str], least: float, most: float
) -> None:
    """Refuse a number of settings that is not from `least` to `most`; `where` names their section.

    Raises:
        StuntmanError: naming the first that is not, and the bounds.
    """
    for name in names:
        if not least <= (value := getattr(settings, name)) <= most:
            raise StuntmanError(
                f"{where}: '{name}' is {value}: give a number {_between(least, most)}."
            )


def refuse_no_span(where: str, settings: object, name: str, least: float, most: float) -> None:
    """Refuse a setting that is not two numbers from `least` to `most`, the smaller one first;
    `where` names its section.

    Raises:
        StuntmanError: says so.
    """
    values = getattr(settings, name)
    if len(values) != 2 or not least <= values[0] <= values[1] <= most:
        raise StuntmanError(
            f"{where}: '{name}' is {list(values)}: give two numbers {_between(least, most)}, the "
            "smaller one first."
        )


def _between(least: float, most: float) -> str:
    """Bounds in words, as users think of them."""
    none, endless = least == POSITIVE[0], most >= POSITIVE[1]
    if none:
        return "above 0" if endless else f"above 0, {most:g} at most"
    return f"of {least:g} or more" if endless else f"from {least:g} to {most:g}"


def check_seed(seed: int | None) -> None:
    """Refuse a seed that no generator takes; None, where there is none, passes.

    Raises:
        StuntmanError: says so.
    """
    if seed is not None and not 0 <= seed <= _MAX_SEED:
        raise StuntmanError(f"--seed is {seed}: give a whole number from 0 to {_MAX_SEED}.")


class Interrupted(Exception):
    """The user has asked what is under way to stop: Ctrl-C, SIGTERM or SIGHUP."""
