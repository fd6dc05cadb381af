"""`python -m corroborate`: the same as the command."""

import sys

from corroborate.cli import main

if __name__ == "__main__":
    sys.exit(main())
