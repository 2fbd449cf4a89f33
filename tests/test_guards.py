"""The guards of conftest.py, proved on planted tests that break each rule."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("guards")

ROOT = Path(__file__).resolve().parents[1]

PLANTED = """
import logging, os, socket, threading
import pytest

def test_clean(expected_logs):
    expected_logs.append("on purpose")
    logging.getLogger("stagedoor.net").warning("said on purpose")
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname()).close()

def test_environment():
    os.environ["STAGEDOOR_LEFT"] = "1"

def test_thread():
    threading.Thread(target=threading.Event().wait, name="stagedoor-left", daemon=True).start()

def test_surprising_log():
    logging.getLogger("stagedoor.net").warning("surprise")

def test_absent_log(expected_logs):
    expected_logs.append("never said")

def test_address():
    with socket.socket() as client:
        try:
            client.connect(("192.0.2.1", 9))
        except RuntimeError:
            pass

def test_name():
    try:
        socket.getaddrinfo("stagedoor.example", 443)
    except RuntimeError:
        pass

@pytest.mark.contracts
def test_contracts():
    raise AssertionError
"""


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("planted")
    (folder / "test_planted.py").write_text(PLANTED, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", f"{ROOT}/pyproject.toml", "--rootdir", str(ROOT)]
    options = ["-p", "tests.conftest", "-p", "no:cacheprovider", "-v", f"{folder}/test_planted.py"]
    environment = {**os.environ, "STAGEDOOR_CONTRACTS": str(folder / "absent"), "COLUMNS": "200"}
    result = subprocess.run(
        [*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return result.stdout + result.stderr


@pytest.mark.parametrize(
    "problem",
    [
        "environment variable left changed: STAGEDOOR_LEFT",
        "thread left alive: stagedoor-left",
        "unexpected log line: stagedoor.net: WARNING surprise",
        "expected log line never came: never said",
        r"reached beyond loopback: socket.connect ('192.0.2.1', 9)",
        "reached beyond loopback: socket.getaddrinfo stagedoor.example",
    ],
)
def test_a_broken_rule_is_an_error(report: str, problem: str) -> None:
    assert problem in report


def test_one_error_per_rule_and_none_for_a_clean_test(report: str) -> None:
    assert re.search(r"7 passed, 1 deselected, 6 errors", report), report
    assert not re.search(r"ERROR.*test_clean", report)


def test_what_cannot_run_here_is_named_once_and_not_skipped(report: str) -> None:
    assert len(re.findall("left out: tests marked 'contracts'", report)) == 1
    assert "skipped" not in report
