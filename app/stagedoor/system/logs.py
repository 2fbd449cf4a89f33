"""The log: one JSON object per line, an allow-list of fields, and no secret.

An event is named in one word and tells the rest in fields: `log.info("renewed", extra={"platform": "x", "ms": 210})`.
"""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from stagedoor.system.log_file import LogFile
from stagedoor.system.redaction import clean

# What an event may carry. Names of accounts and values from platforms are not among it.
ALLOWED = (
    "call", "platform", "route", "connection", "grant", "setup", "attempt", "item", "kind", "backend", "slot",
    "generation", "status", "error", "health", "was", "step", "rung", "by", "port", "count", "size", "ms", "seconds",
    "version", "pid",
)  # fmt: skip

# These write addresses with queries, headers or values below WARNING.
TALKATIVE = (
    "httpx", "httpcore", "uvicorn", "asyncio", "keyring", "secretstorage", "jeepney", "oauthlib", "requests_oauthlib",
    "urllib3", "google", "google_auth_oauthlib", "qasync",
)  # fmt: skip

_FRAMES = 12


class SafeLines(logging.Formatter):
    """A record as one line of JSON. Fields outside the allow-list, and values that are not plain, are left out."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, str | float | bool | None] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": clean(record.name, 100),
            "event": record.getMessage(),
        }
        for name in ALLOWED:
            value = getattr(record, name, None)
            if isinstance(value, str):
                line[name] = clean(value, 200)
            elif isinstance(value, int | float):
                line[name] = value
        if record.exc_text:
            line["fault"] = record.exc_text
        return json.dumps(line)


class Redaction(logging.Filter):
    """Sits on handlers (a filter on a logger does not see its children's records) and rewrites all free text."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = clean(_message(record))
        record.args = None
        if record.exc_info and record.exc_info[1]:
            record.exc_text = describe(record.exc_info[1])
        elif record.exc_text:
            record.exc_text = clean(record.exc_text)
        record.exc_info = None
        record.stack_info = None
        return True


def describe(error: BaseException) -> str:
    """An exception with its causes on one line: type, redacted text, places. Never local values."""
    told: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        told.append(f"{type(current).__name__}: {clean(_text(current), 500)} at {_places(current.__traceback__)}")
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return " | after ".join(told)


def start_logging(log: Path, locks: Path, level: int = logging.INFO) -> logging.Handler:
    """Sends every logger to the log file and caps the talkative libraries, even where the root is at DEBUG."""
    handler = LogFile(log, locks)
    handler.setFormatter(SafeLines())
    handler.addFilter(Redaction())
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return handler


def stop_logging(handler: logging.Handler) -> None:
    logging.getLogger().removeHandler(handler)
    handler.close()


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001  # wrong arguments must not break the event, nor show the arguments
        return str(record.msg)


def _text(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:  # noqa: BLE001  # an exception that cannot tell itself is still worth its type and place
        return ""


def _places(traceback: TracebackType | None) -> str:
    places: list[str] = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{Path(code.co_filename).name}:{traceback.tb_lineno} {code.co_name}")
        traceback = traceback.tb_next
    return clean(" > ".join(places[-_FRAMES:]), 1000)
