"""The one exception that is shown to a user as a sentence."""


class StuntmanError(Exception):
    """A mistake the user can mend: the message names the file, the place and the mend.

    The command line prints it as one line on stderr and exits with code 1; library users
    catch it. Anything else that escapes is a defect of ours and keeps its traceback.
    """
