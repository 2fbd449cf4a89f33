"""Pasted keys: picked out of whatever was pasted, checked for form, twins, masks and make-believe.

A pattern is a hint: a mismatch is said but does not block. A twin, a masked key and a practice key in the wrong
place block, each with the sentence that names the right one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from stagedoor.domain.errors import BadInput
from stagedoor.domain.guidance import Field
from stagedoor.domain.pasted import ENOUGH, QUOTES, json_keys, json_values, named_values

PRACTICE_MARK = "PRACTICE"
"""Every key of the made-up accounts carries it, so that real and made-up keys never change places."""

_SPACE = " \t\r\n"
_MASK = re.compile(r"[*•●∙·∗⬤█]{2,}|…|\.{3,}|[xX]{8,}$")
_MANY = re.compile(r"\s|^[{\[]")  # several words, or a JSON document: not a key alone
_ADDRESS = re.compile(r"^(https?|tg)://", re.IGNORECASE)
_LINES = 4  # into how many lines a key may be broken


class Picked(Struct, frozen=True, kw_only=True):
    """A key as it will be used. `note` says what was made of the paste, `doubt` what looks unusual."""

    value: str
    note: str = ""
    doubt: str = ""

    def __repr__(self) -> str:
        return f"Picked({len(self.value)} characters)"


def pick(
    field: Field, pasted: str, *, simulated: bool | None, others: Mapping[str, str], siblings: Mapping[str, str]
) -> Picked:
    """The key in what was pasted. Raises BadInput with cause and fix.

    `others`: values known elsewhere as `platform.field`; `siblings`: values already given here, by label.
    `simulated`: whether made-up keys are taken (only those are) or refused; None for what is no key at all.
    """
    text = "".join(c for c in pasted.strip()[:ENOUGH] if _printed(c)).strip()
    if not text.strip(QUOTES + _SPACE):
        raise BadInput(f"Nothing was pasted for {field.label}.", "Copy it from the page and paste it here.")
    _refuse_wrong_file(field, text)
    value = _extract(field, text)
    _refuse_twins(field, value, others)  # first: the twin of a hidden form knows what the portal calls its button
    _refuse_masked(field, value)
    _refuse_doubled(field, value, siblings)
    _refuse_wrong_world(value, simulated=simulated)
    _refuse_form(field, value)
    note = "" if value == text else f"Picked the {field.label} out of what you pasted."
    return Picked(value=value, note=note, doubt=_doubt(field, value))


def named_in(field: Field, pasted: Iterable[str]) -> str:
    """The first of the pasted texts that is a portal's file with this field in it, or "": one file fills them all."""
    key = field.file.key if field.file else ""
    return next((text for text in pasted if key and any(value.name == key for value in json_values(text))), "")


def wrong_file(field: Field, text: str, *, whole: bool = False) -> str:
    """What is to be said of a portal's file of another kind, or "". With `whole` the text must hold the field, too:
    then it is such a file, and not anything that happens to use the same word.
    """
    if field.file is None or not field.file.wrong:
        return ""
    keys = json_keys(text)
    if whole and field.file.key not in keys:
        return ""
    return next((say for key, say in field.file.wrong.items() if key in keys), "")


def _refuse_wrong_file(field: Field, text: str) -> None:
    if said := wrong_file(field, text):
        raise BadInput(said, "Nothing was sent.", code="twin")


def _extract(field: Field, text: str) -> str:
    bare = text.strip(QUOTES + _SPACE)
    if not _MANY.search(bare) and (not field.pattern or re.fullmatch(field.pattern, bare)):
        return bare
    found = next(_candidates(field, text), None)
    return found if found is not None else bare


def _candidates(field: Field, text: str) -> Iterator[str]:
    """Everything in the text that could be meant, the surest first."""
    if field.file:
        yield from (each.value for each in json_values(text) if each.name == field.file.key)
    if _wrapped(field, text):
        yield "".join(text.split())
    if field.find and (hit := re.search(field.find, text)):
        yield hit.group(1) if hit.re.groups else hit.group(0)
    if not field.pattern:
        return
    words = [w.strip(QUOTES) for w in text.split()]
    fitting = [*(each.value for each in named_values(text)), *(w for w in words if len(w) >= 12)]
    yield from (v for v in fitting if re.fullmatch(field.pattern, v))


def _wrapped(field: Field, text: str) -> bool:
    """True for one key that a narrow window broke into lines: no line is one, together they are."""
    lines = text.split()
    if not field.pattern or not 1 < len(lines) <= _LINES or re.search(r"[^\S\r\n]", text):
        return False
    return not any(re.fullmatch(field.pattern, line) for line in lines) and bool(
        re.fullmatch(field.pattern, "".join(lines))
    )


def _printed(character: str) -> bool:
    """False for what a page hides between letters (zero width, direction marks, control characters)."""
    return character.isspace() or unicodedata.category(character) not in {"Cc", "Cf", "Cs"}


def _refuse_masked(field: Field, value: str) -> None:
    if _MASK.search(value) and not (field.pattern and re.fullmatch(field.pattern, value)):
        raise BadInput(
            f"That is the hidden form of the {field.label}.",
            "Press the eye beside it in the portal, or make a new one there, and copy the whole value.",
            code="masked",
        )


def _refuse_twins(field: Field, value: str, others: Mapping[str, str]) -> None:
    for twin in field.twins:
        if twin.pattern and re.fullmatch(twin.pattern, value):
            raise BadInput(twin.say, f"Nothing was sent. Paste the {field.label} here.", code="twin")
        if twin.equals and others.get(twin.equals) == value:
            raise BadInput(twin.say, "Nothing was sent.", code="twin")


def _refuse_doubled(field: Field, value: str, siblings: Mapping[str, str]) -> None:
    same = next((label for label, other in siblings.items() if other == value), None)
    if same:
        raise BadInput(
            f"This is the same value as {same}.",
            f"The {field.label} is another one. Nothing was sent.",
            code="twin",
        )


def _refuse_wrong_world(value: str, *, simulated: bool | None) -> None:
    made_up = PRACTICE_MARK in value
    if simulated and not made_up and not _ADDRESS.match(value):
        raise BadInput(
            "That looks like a real key. Practice takes only practice keys.",
            "Nothing was kept or sent. Use the key that the practice page shows.",
            code="real_key",
        )
    if made_up and simulated is False:
        raise BadInput(
            "This key belongs to the made-up accounts of practice.",
            "Nothing was kept or sent. Copy the key from the platform's own page.",
            code="practice_key",
        )


def _refuse_form(field: Field, value: str) -> None:
    if _ADDRESS.match(value) and not _takes_address(field):
        raise BadInput(f"That is an address, not the {field.label}.", "Copy the key itself.", code="address")
    if _MANY.search(value) and not (field.pattern and re.fullmatch(field.pattern, value)):
        raise BadInput(
            f"No {field.label} was found in what you pasted.",
            f"It looks like {field.example}. Copy it alone, or the whole message that holds it.",
            code="no_key",
        )


def _takes_address(field: Field) -> bool:
    return bool(_ADDRESS.match(field.example))


def _doubt(field: Field, value: str) -> str:
    if field.pattern and not re.fullmatch(field.pattern, value):
        return f"This does not look like a {field.label} (for example {field.example}). It is used as it is."
    return ""
