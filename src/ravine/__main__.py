"""`python -m ravine` is the command `ravine`."""

import sys

from ravine.cli import main

if __name__ == "__main__":
    sys.exit(main())
