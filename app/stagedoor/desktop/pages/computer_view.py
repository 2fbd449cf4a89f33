"""What the doctor of this computer says, in people's words. Plain values, drawn elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from stagedoor.desktop import words
from stagedoor.desktop.keys import LOCKED_FILE
from stagedoor.desktop.pages.checkup.view import (
    TEXT,
    Checkup,
    Line,
    Mend,
    Step,
    Trouble,
    headline,
    report_line,
)
from stagedoor.desktop.text import tr
from stagedoor.domain.bundle import KeychainState
from stagedoor.domain.exchange import Answer
from stagedoor.domain.plain import plain

_PLATFORM = "platform "


def computer_checkup(
    answers: Sequence[Answer], keychain: KeychainState | None, *, at: int, now: int, names: dict[str, str]
) -> Checkup:
    """`keychain`: a newer look at it, where it does not work. `names`: of platforms, by id."""
    troubles = [
        _trouble(a, keychain, names) for a in answers if a.verdict in ("bad", "unknown") and not _follows(a, keychain)
    ]
    fine = [_fine(a, names) for a in answers if a.verdict == "ok"]
    fine = list(dict.fromkeys(fine))
    return Checkup(
        troubles=tuple(dict.fromkeys(troubles)), fine=tuple(fine), headline=headline(len(troubles), len(fine)),
        age=words.ago(at, now), notes=tuple(dict.fromkeys(_notes(answers, names))),
        report=(tr("This computer"), *(report_line(a.check_id, a.verdict, a.cause, a.fix) for a in answers)),
    )  # fmt: skip


def _notes(answers: Sequence[Answer], names: dict[str, str]) -> list[str]:
    """What is as somebody made it, and good to know."""
    found = []
    for answer in answers:
        if answer.verdict != "warn":
            continue
        said = plain(f"{tr(answer.cause)} {tr(answer.fix)}".strip(), TEXT)
        id = answer.check_id.removeprefix(_PLATFORM)
        named = answer.check_id.startswith(_PLATFORM)
        found.append(tr("{platform}: {what}", platform=names.get(id, id), what=said) if named else said)
    return found


def _trouble(answer: Answer, keychain: KeychainState | None, names: dict[str, str]) -> Trouble:
    mend = _mend(answer, keychain)
    fix = plain(tr(answer.fix), TEXT) if answer.fix else tr("Run the checks again.")
    title = _title(answer.check_id, names)
    if answer.check_id == "keychain":
        title = tr("Your keys are locked") if keychain and keychain.locked else tr("Your keys cannot be kept")
    return Trouble(
        title=title, cause=plain(tr(answer.cause), TEXT) or tr("There was no answer."),
        level="bad" if answer.verdict == "bad" else "warning", steps=(Step(fix, mend=mend),),
    )  # fmt: skip


def _follows(answer: Answer, keychain: KeychainState | None) -> bool:
    """Keys that cannot be read because their place does not work: that is said already."""
    return keychain is not None and answer.verdict == "unknown" and answer.check_id.startswith("keys (")


def _mend(answer: Answer, keychain: KeychainState | None) -> Mend | None:
    if answer.check_id == "keychain" and keychain is not None:
        return _keychain_mend(keychain)
    if answer.check_id == "keys (grant)":
        return Mend("accounts", tr("Show the accounts"), "mdi6.view-grid-outline")
    if answer.check_id in ("home", "disk", "database") or answer.check_id.startswith(_PLATFORM):
        return Mend("folder", tr("Open the folder"), "mdi6.folder-open-outline")
    return Mend("again", tr("Try again"), "mdi6.refresh") if answer.verdict == "unknown" else None


def _keychain_mend(state: KeychainState) -> Mend:
    if state.locked:
        return Mend("unlock", tr("Unlock"), "mdi6.key-variant")
    if state.backend != LOCKED_FILE and not state.works:
        return Mend("make_file", tr("Decide where keys live"), "mdi6.file-lock-outline")
    return Mend("again", tr("Try again"), "mdi6.refresh")


def _title(check_id: str, names: dict[str, str]) -> str:
    """What is not all right, by the check's id."""
    if check_id.startswith(_PLATFORM):
        id = check_id.removeprefix(_PLATFORM)
        return tr("The settings of {platform} cannot be read", platform=names.get(id, plain(id, 40)))
    known = {
        "home": tr("Stagedoor's folder"), "disk": tr("Room on the disk"), "network": tr("The way to the internet"),
        "keychain": tr("Where your keys live"), "database": tr("The list of your accounts"),
        "keys (grant)": tr("The keys of a sign-in"), "keys (app)": tr("The keys of a developer app"),
        "keys (setup)": tr("The keys of a set-up"), "keys (machine)": tr("Stagedoor's own key"),
        "leftovers": tr("What a cut-off job left behind"),
    }  # fmt: skip
    return known.get(check_id, plain(check_id, 60))


def _fine(answer: Answer, names: dict[str, str]) -> Line:
    detail = answer.detail
    known = {
        "home": Line(tr("Stagedoor's folder can be used"), plain(detail.get("folder", ""), 200)),
        "disk": Line(tr("There is room on the disk"), _room(detail.get("free_megabytes"))),
        "keychain": Line(tr("Your keys can be kept and read"), plain(detail.get("name", ""), 80)),
        "database": Line(tr("The list of your accounts is sound")),
        "leftovers": Line(tr("What a cut-off job left behind was cleared away")),
    }
    return known.get(answer.check_id) or Line(_title(answer.check_id, names))


def _room(megabytes: object) -> str:
    if not isinstance(megabytes, int):
        return ""
    if megabytes < 1000:
        return tr("{count} MB free", count=megabytes)
    return tr("{count} GB free", count=words.number(megabytes // 1000))
