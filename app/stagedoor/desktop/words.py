"""How numbers, times and prices are said on screen."""

from __future__ import annotations

from stagedoor.desktop.text import tr
from stagedoor.domain import dates

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def ago(at: int | None, now: float) -> str:
    """How long ago: "just now", "2 min ago", "3 h ago", "yesterday", "12 Nov"; "never" for None."""
    if at is None:
        return tr("never")
    passed = now - at
    if passed < _MINUTE:
        return tr("just now")
    if passed < _HOUR:
        return tr("{count} min ago", count=int(passed // _MINUTE))
    if passed < _DAY:
        return tr("{count} h ago", count=int(passed // _HOUR))
    if passed < 2 * _DAY:
        return tr("yesterday")
    return day(at, now)


def day(at: float, now: float) -> str:
    """A date in this computer's time zone: "27 Nov", with the year where it is another one."""
    when, today = dates.local(at), dates.local(now)
    return f"{when.day} {when:%b}" if when.year == today.year else dates.day(at)


def clock(at: float) -> str:
    """A time of the day: "09:12"."""
    return dates.clock_time(at)


def moment(at: float, now: float) -> str:
    """Day and time: "09:12" today, else "27 Nov, 09:12"."""
    return clock(at) if dates.local(at).date() == dates.local(now).date() else f"{day(at, now)}, {clock(at)}"


def left(seconds: float) -> str:
    """Time that is left: "9 min", "48 s"."""
    if seconds >= _MINUTE:
        return tr("{count} min", count=int(seconds // _MINUTE))
    return tr("{count} s", count=max(0, int(seconds)))


def guide_length(minutes: int) -> str:
    """How long a guide takes, and that one may stop."""
    stop = tr("You can stop anywhere, it is saved.")
    about = tr("About {minutes} minutes.", minutes=minutes) if minutes != 1 else tr("About one minute.")
    return f"{about} {stop}"


def money(dollars: float) -> str:
    """A price in US dollars as platforms print it: "free", "$0.015", "$1.50"."""
    if not dollars:
        return tr("free")
    cents = f"{dollars:.2f}"
    return f"${cents}" if abs(dollars - float(cents)) < 1e-9 else f"${dollars:.3f}"


def number(value: float) -> str:
    """12,400; a fraction only where there is one."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def unexpected() -> str:
    """For a fault that nobody understands yet: nothing is promised about what it did."""
    return tr("This is a fault of Stagedoor; the log has the details. Try again. If it comes back, please report it.")
