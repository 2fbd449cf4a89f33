"""What holds for every test: only loopback, nothing left behind, nothing skipped in silence."""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from tests.helpers import contracts as published
from tests.helpers.guards import LogGuard, SocketGuard, StateGuard
from tests.helpers.soak import SOAK

# A busy machine is no fault of the code: no deadlines, and slow generation is not held against a test.
_patient = settings(deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("commit", _patient, max_examples=50)
settings.register_profile("soak", _patient, max_examples=1000)
settings.load_profile("soak" if SOAK else "commit")

# A job started in the background ignores Ctrl-C, and so would every program that a test starts.
signal.signal(signal.SIGINT, signal.default_int_handler)

_sockets = SocketGuard()


def _left_out() -> dict[str, str]:
    """Marker to reason, for tests that this machine cannot run. They are deselected and named, never skipped."""
    reasons = {}
    if not published.available():
        reasons["contracts"] = f"no contracts at {published.folder()}, or no readers beside (set STAGEDOOR_CONTRACTS)"
    if sys.platform != "linux":
        reasons["keychain"] = "their Secret Service runs on Linux only"
    return reasons


def pytest_report_header() -> list[str]:
    return [f"left out: tests marked '{marker}': {reason}" for marker, reason in _left_out().items()]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    without = _left_out()
    gone = [item for item in items if any(item.get_closest_marker(marker) for marker in without)]
    if gone:
        config.hook.pytest_deselected(items=gone)
        items[:] = [item for item in items if item not in gone]


@pytest.fixture(scope="session")
def contracts() -> Path:
    """The folder of published platform contracts; a test that asks for it is marked `contracts`."""
    return published.folder()


@pytest.fixture
def expected_logs() -> list[str]:
    """Regular expressions, one per warning of ours that the test brings about. One that never comes fails the test."""
    return []


@pytest.fixture(autouse=True)
def guards(expected_logs: list[str]) -> Iterator[None]:
    """Asked for first, so taken down last: what a test's own fixtures clean up is clean by then."""
    state = StateGuard()
    with LogGuard() as logs:
        yield
    problems = [*_sockets.problems(), *state.problems(), *logs.problems(expected_logs)]
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)
