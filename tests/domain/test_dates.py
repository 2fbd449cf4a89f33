"""Times as people read them: those of this computer's time zone."""

from datetime import date

import pytest
from tests.helpers.zones import LiveIn, live_in

from stagedoor.domain.dates import clock_time, day, day_and_time, long_day, written

__all__ = ["live_in"]  # fixtures are used by name

LATE = 1_795_390_320  # 22 November 2026, 23:32 UTC


@pytest.mark.parametrize(
    ("zone", "on", "at"),
    [("UTC", "22 Nov 2026", "23:32"), ("Pacific/Kiritimati", "23 Nov 2026", "13:32"),
     ("Pacific/Pago_Pago", "22 Nov 2026", "12:32")],
)  # fmt: skip
def test_a_time_is_said_as_the_clock_of_this_computer_says_it(live_in: LiveIn, zone: str, on: str, at: str) -> None:
    live_in(zone)
    assert (day(LATE), clock_time(LATE), day_and_time(LATE)) == (on, at, f"{on} {at}")
    assert long_day(LATE) == on.replace("Nov", "November")


def test_a_day_below_ten_has_no_zero_before_it() -> None:
    assert written(date(2026, 3, 7)) == "7 Mar 2026"
