"""The calendar file, read by the rules of RFC 5545."""

from hypothesis import given
from hypothesis import strategies as st

from stagedoor.desktop.ics import SignInEnd, calendar_file, file_name

ENDS, NOW = 1_795_000_000, 1_790_000_000  # 18 Nov and 21 Sep 2026, UTC


def end(handle: str, name: str, ends_at: int = ENDS) -> SignInEnd:
    return SignInEnd(handle=handle, name=name, platform="X", ends_at=ends_at)


def unfolded(text: str) -> dict[str, str]:
    """Property -> value of the event; the alarm's properties under "alarm"."""
    found: dict[str, str] = {}
    alarm = ""
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if (name, value) in (("BEGIN", "VALARM"), ("END", "VALARM")):
            alarm = "alarm " if name == "BEGIN" else ""
        elif name and name not in ("BEGIN", "END"):
            found[alarm + name] = value
    return found


def unescaped(value: str) -> str:
    return value.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")


def test_one_event_on_the_day_with_a_reminder_a_week_before():
    text = calendar_file([end("x/crumbkitchen", "Crumb Kitchen", ENDS)], now=NOW)
    event = unfolded(text)
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert event["DTSTART"] == "20261118T110640Z"
    assert event["DTSTAMP"] == "20260921T141320Z"
    assert event["SUMMARY"] == "Sign in again: X\\, Crumb Kitchen"
    assert (event["alarm ACTION"], event["alarm TRIGGER"]) == ("DISPLAY", "-P7D")


def test_the_same_end_is_the_same_event_and_another_end_another():
    first = unfolded(calendar_file([end("x/crumb", "Crumb", ENDS)], now=NOW))["UID"]
    again = unfolded(calendar_file([end("x/crumb", "Renamed", ENDS)], now=NOW + 5))["UID"]
    later = unfolded(calendar_file([end("x/crumb", "Crumb", ENDS + 86_400)], now=NOW))["UID"]
    assert first == again != later
    assert "crumb" not in first


@given(st.text(max_size=300).map(lambda text: " ".join(text.split())).filter(str.isprintable))
def test_whatever_the_name_holds_lines_stay_short_and_the_name_stays_whole(name: str):
    text = calendar_file([end("x/crumb", name, ENDS)], now=NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    assert unescaped(unfolded(text)["SUMMARY"]) == f"Sign in again: X, {name}"


def test_a_line_end_in_a_name_starts_no_property():
    text = calendar_file([end("x/crumb", "Crumb\r\nATTACH:file", ENDS)], now=NOW)
    assert "ATTACH" not in unfolded(text)


def test_the_name_of_the_file_leads_nowhere_else():
    assert file_name("x/../../etc/passwd") == "stagedoor-x-------etc-passwd.ics"


def test_several_ends_are_several_events_of_one_calendar():
    text = calendar_file([end("x/crumb", "Crumb"), end("x/other", "Other", ENDS + 86_400)], now=NOW)
    assert text.count("BEGIN:VCALENDAR") == text.count("END:VCALENDAR") == 1
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2
    assert len({line for line in text.split("\r\n") if line.startswith("UID:")}) == 2
