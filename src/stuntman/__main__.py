"""`python -m stuntman`."""

import sys

from stuntman.cli import main

if __name__ == "__main__":
    sys.exit(main())
