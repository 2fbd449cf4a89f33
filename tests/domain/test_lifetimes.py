"""When a token may still be handed out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagedoor.domain.lifetimes import CLOCK_SLACK, SCRIPT_MARGIN, is_fresh

NOW = 1_800_000_000.0


@pytest.mark.parametrize(
    ("ends", "ends_at", "issued_at", "fresh"),
    [
        ("never", None, None, True),
        ("unknown", None, None, True),
        ("at", None, None, True),
        ("at", 61, 0, True),
        ("at", 60, 0, True),
        ("at", 59, 0, False),
        ("at", 0, -7200, False),
        ("at", -1, -7200, False),
        ("at", 7200, 119, True),
        ("at", 7200, 121, False),
        ("at", 7200, None, True),
        ("never", -5, 500, True),
    ],
    ids=[
        "never", "unknown", "at no time", "a second more than asked for", "just enough", "too short", "ends now",
        "ended", "clock a little back", "issued in the future", "issue unknown", "never wins",
    ],
)  # fmt: skip
def test_is_fresh(ends: str, ends_at: int | None, issued_at: int | None, fresh: bool) -> None:
    at = None if ends_at is None else int(NOW) + ends_at
    issued = None if issued_at is None else int(NOW) + issued_at
    assert is_fresh(ends, at, issued, NOW) is fresh


@given(st.integers(1, 10**7), st.floats(0, 2 * 10**7), st.floats(0, 3600))
def test_a_fresh_token_lives_as_long_as_was_asked(life: int, passed: float, margin: float) -> None:
    issued = int(NOW)
    fresh = is_fresh("at", issued + life, issued, issued + passed, margin=margin)
    assert fresh == (issued + life - (issued + passed) >= margin)


def test_margins() -> None:
    assert SCRIPT_MARGIN == 60
    assert CLOCK_SLACK == 120
