"""What nobody caught goes into the log, redacted, and never to the terminal as a traceback."""

import asyncio
import logging
import sys
import threading
from types import TracebackType
from typing import Any

_log = logging.getLogger("stagedoor.fault")
_SENTENCE = "Stagedoor met a fault of its own. The log has the details."


def install_hooks() -> None:
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def on_loop_fault(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """For `loop.set_exception_handler`. Tasks and callbacks are not shown, and the message only up to a bracket:
    there asyncio writes a callback's arguments.
    """
    message = str(context.get("message", "")).partition("(")[0]
    _log.error("loop_fault: %s", message, exc_info=context.get("exception"))


def _uncaught(kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    _log.critical("uncaught", exc_info=(kind, error, at))
    sys.stderr.write(f"{_SENTENCE}\n")


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
        _log.error("uncaught_in_thread", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _unraisable(args: "sys.UnraisableHookArgs") -> None:
    if args.exc_value is not None:
        _log.error("unraisable", exc_info=(args.exc_type, args.exc_value, args.exc_traceback))
