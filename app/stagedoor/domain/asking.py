"""What a person is shown and asked, without saying how: a terminal and the wizard both draw these."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from stagedoor.domain.exchange import Who


class CopyRow(Struct, frozen=True, kw_only=True):
    label: str
    value: str


class Guide(Struct, frozen=True, kw_only=True):
    """One step of a guide. `effect` is the sentence about what the step can do; empty parts are not shown.
    `asks`: values are asked for right after it, so there is no need to wait for the person.
    """

    number: int
    of: int
    title: str
    link: str = ""
    where: list[str] = []
    do: list[str] = []
    copy: list[CopyRow] = []
    mistake: str = ""
    effect: str = ""
    undo: str = ""
    wait: str = ""
    seen: str = ""
    asks: bool = False


class Prompt(Struct, frozen=True, kw_only=True):
    """One value to type or paste. `problem` says what was wrong with the last try."""

    id: str
    label: str
    secret: bool = False
    optional: bool = False
    example: str = ""
    help: str = ""
    problem: str = ""


class Choice(Struct, frozen=True, kw_only=True):
    id: str
    question: str
    options: dict[str, str]
    recommended: str = ""


class Confirmation(Struct, frozen=True, kw_only=True):
    """A yes or no. kind: identity (is this you?), gate (known before starting), price, danger."""

    kind: Literal["identity", "gate", "price", "danger"]
    question: str
    lines: list[str] = []
    who: Who | None = None
    yes: str = "Yes"
    no: str = "No"
