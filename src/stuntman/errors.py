"""The exceptions that a user meets."""


class StuntmanError(Exception):
    """A mistake the user can mend: the message names the file, the place and the mend.

    The command line prints it as one line on stderr and exits with code 1; library users
    catch it. Anything else that escapes is a defect of ours and keeps its traceback.
    """


class Interrupted(Exception):
    """The user has asked what is under way to stop: Ctrl-C, SIGTERM or SIGHUP."""
