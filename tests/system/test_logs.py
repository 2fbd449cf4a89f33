"""What stands in the log file, and what never does."""

import json
import logging
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.system.programs import run, start

from stagedoor.domain.errors import Offline
from stagedoor.domain.secret import Secret
from stagedoor.system.log_file import LogFile
from stagedoor.system.logs import ALLOWED, TALKATIVE, start_logging, stop_logging

SECRET = "EAAGm0PX4ZCpsBAKZBt7dQ9ZAqZC0"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines(tmp_path: Path) -> Iterator[Lines]:
    """Logging to a file at DEBUG, as far as it goes; gives the lines written so far."""
    levels = {name: logging.getLogger(name).level for name in ("", *TALKATIVE)}
    handler = start_logging(tmp_path / "stagedoor.log", tmp_path, logging.DEBUG)

    def written() -> list[dict[str, Any]]:
        text = (tmp_path / "stagedoor.log").read_text(encoding="utf-8")
        assert SECRET not in text
        return [json.loads(line) for line in text.splitlines()]

    yield written
    stop_logging(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_an_event_is_one_line_with_its_allowed_fields(lines: Lines) -> None:
    fields = {"platform": "x", "ms": 210, "count": 0, "seconds": 1.5}
    logging.getLogger("stagedoor.services").info("renewed", extra=fields)
    [line] = lines()
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "INFO", "logger": "stagedoor.services", "event": "renewed", **fields}


def test_fields_that_nobody_allowed_and_values_that_are_not_plain_are_left_out(lines: Lines) -> None:
    extra = {"access_token": SECRET, "handle": "x/crumbkitchen", "platform": Secret(SECRET), "item": [SECRET]}
    logging.getLogger("stagedoor").info("event", extra=extra)
    assert set(lines()[0]) == {"time", "level", "logger", "event"}


def test_no_field_is_allowed_that_names_a_secret_or_a_person() -> None:
    assert not set(ALLOWED) & {"code", "state", "token", "secret", "url", "query", "headers", "body", "name", "handle"}


def test_an_allowed_field_is_cleaned_and_cut(lines: Lines) -> None:
    logging.getLogger("stagedoor").info("event", extra={"step": f"a\nBearer {SECRET}", "kind": "k " * 500})
    [line] = lines()
    assert "\n" not in line["step"]
    assert len(line["kind"]) < 300


def test_a_library_that_logs_a_secret_is_cleaned(lines: Lines) -> None:
    log = logging.getLogger("some.library")
    log.debug("GET https://h.invalid/me?access_token=%s", SECRET)
    log.warning({"client_secret": SECRET})
    log.error("headers %r", {"Authorization": f"Bearer {SECRET}"}, stack_info=True)
    assert len(lines()) == 3


@pytest.mark.parametrize("name", [*TALKATIVE, "httpcore.http11"])
def test_a_talkative_library_is_quiet_below_warning_even_at_debug(lines: Lines, name: str) -> None:
    logging.getLogger(name).info("an address with a query")
    logging.getLogger(name).warning("trouble")
    assert [line["event"] for line in lines()] == ["trouble"]


def test_wrong_arguments_break_neither_the_program_nor_the_silence(lines: Lines) -> None:
    class Broken:
        def __str__(self) -> str:
            raise ZeroDivisionError

    for text, argument in (("two %s %s", SECRET), ("%s", Broken())):
        logging.getLogger("stagedoor").info(text, argument)
    assert [line["event"] for line in lines()] == ["two %s %s", "%s"]


@pytest.mark.parametrize("hostile", ["\r\n", "\n{}\n", "\u2028", "\x1b[2J", "\u202e", "\x85"])
def test_one_event_is_one_line(lines: Lines, hostile: str) -> None:
    forged = f'ok{hostile}{{"level": "INFO", "event": "forged"}}'
    log = logging.getLogger(f"library{hostile}")
    log.warning(forged, extra={"platform": forged})
    log.error(forged, exc_info=ValueError(forged))
    found = lines()
    assert len(found) == 2
    for text in (value for line in found for value in line.values()):
        assert len(text.splitlines()) == 1
        assert not {"\x1b", "\u202e"} & set(text)


def chained(error: BaseException, *, cause: BaseException | None, context: BaseException) -> BaseException:
    """The error as a handler sees it: raised, with what came before."""
    error.__context__ = context
    error.__cause__ = cause
    try:
        raise error
    except type(error) as raised:
        return raised


def test_an_exception_tells_type_text_place_and_cause_and_no_values(lines: Lines) -> None:
    def ask(token: str) -> BaseException:
        first = KeyError(token)
        return chained(Offline("No network.", "Try again."), cause=first, context=first)

    logging.getLogger("some.library").error("failed", exc_info=ask(SECRET))
    [line] = lines()
    assert line["fault"].startswith("Offline: No network. Try again. at test_logs.py:")
    assert "chained | after KeyError: '[hidden]'" in line["fault"]


def test_a_cause_that_was_hidden_on_purpose_stays_hidden(lines: Lines) -> None:
    error = chained(Offline("No network."), cause=None, context=KeyError("inner"))
    logging.getLogger("some.library").error("failed", exc_info=error)
    assert "inner" not in lines()[0]["fault"]


def test_an_exception_that_cannot_tell_itself_is_told_by_its_type(lines: Lines) -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ZeroDivisionError

    logging.getLogger("some.library").error("failed", exc_info=Mute())
    assert lines()[0]["fault"].startswith("Mute:")


def test_the_file_is_for_this_user_only_whatever_the_umask(tmp_path: Path) -> None:
    code = """
import logging, os, pathlib, sys
os.umask(0)
from stagedoor.system.logs import start_logging
folder = pathlib.Path(sys.argv[1])
start_logging(folder / "a.log", folder)
logging.info("event")
"""
    run(code, tmp_path)
    assert stat.S_IMODE((tmp_path / "a.log").stat().st_mode) == 0o600


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("stagedoor", logging.INFO, "", 0, text, None, None)


def test_a_large_file_is_moved_aside_and_few_are_kept(tmp_path: Path) -> None:
    log = LogFile(tmp_path / "a.log", tmp_path, largest=100)
    for number in range(60):
        log.emit(record(f"{number:02} {'x' * 17}"))
    log.close()
    kept = [path for path in tmp_path.iterdir() if path.name.startswith("a.log")]
    assert sorted(path.name for path in kept) == ["a.log", "a.log.1", "a.log.2", "a.log.3"]
    lines = [line for path in sorted(kept, reverse=True) for line in path.read_text().splitlines()]
    assert [line[:2] for line in lines] == [f"{number:02}" for number in range(60 - len(lines), 60)]


WRITER = """
import logging, pathlib, sys
from stagedoor.system.log_file import LogFile
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
log = LogFile(folder / "a.log", folder, largest=4000)
for number in range(100):
    log.emit(logging.LogRecord("stagedoor", logging.INFO, "", 0, f"{name} {number}", None, None))
"""


def test_two_processes_share_the_file_and_lose_no_line(tmp_path: Path) -> None:
    """400 lines of some ten bytes: one or two moves, so that every line is still there."""
    writers = [start(WRITER, tmp_path, f"writer{number}") for number in range(4)]
    for writer in writers:
        _, err = writer.communicate(timeout=30)
        assert (writer.returncode, err) == (0, "")
    lines = [line for path in tmp_path.glob("a.log*") for line in path.read_text().splitlines()]
    assert sorted(lines) == sorted(f"writer{each} {number}" for each in range(4) for number in range(100))


@pytest.mark.parametrize("file", ["missing/a.log", "folder", "link"])
def test_a_place_that_takes_no_log_stops_nothing(tmp_path: Path, file: str, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    log = LogFile(tmp_path / file, tmp_path)
    log.emit(record("event"))
    log.close()
    assert capsys.readouterr() == ("", "")
    assert not (tmp_path / "elsewhere").exists()
