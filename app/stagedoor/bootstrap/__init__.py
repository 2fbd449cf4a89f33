"""The one composition root: joins ports and adapters for real life, practice and tests.

Heavy imports stay inside the functions that need them: `fresh_token` is what scripts call, and loads next to nothing.
"""

from stagedoor.bootstrap.practice import practice, write_overlays
from stagedoor.bootstrap.quick import Quick, fresh_token
from stagedoor.bootstrap.secrets import make_locked_file
from stagedoor.bootstrap.services import build, build_program
from stagedoor.bootstrap.window import window

__all__ = [
    "Quick", "build", "build_program", "fresh_token", "make_locked_file", "practice", "window", "write_overlays",
]  # fmt: skip
