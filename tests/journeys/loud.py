"""The real program with every logger of its own at DEBUG and a handler of the root that writes to stderr.

No option of the program does this; the search for leaks wants to see what could be said at all.
"""

import logging
import sys

from stagedoor.__main__ import main

logging.basicConfig(level=logging.DEBUG, stream=sys.stderr)
logging.getLogger("stagedoor").setLevel(logging.DEBUG)
sys.exit(main())
