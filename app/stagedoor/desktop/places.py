"""Where one can be in the window. A place is a value: it can be compared, kept and gone back to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Tab = Literal["overview", "doctor", "scripts", "activity"]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The cards, or the welcome page while there are none. `needing`: only those that need the person."""

    needing: bool = False


@dataclass(frozen=True, slots=True)
class Welcome:
    """What can be connected, also when there are accounts already ("Add account")."""


@dataclass(frozen=True, slots=True)
class Details:
    """Your details."""


@dataclass(frozen=True, slots=True)
class PublicPages:
    """The pages that portals want of everybody, written and put online."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Several platforms, one after the other. `leg`: the part that somebody came for."""

    id: str
    leg: str = ""


@dataclass(frozen=True, slots=True)
class Prepare:
    """The posts that are prepared for publishing by hand. `handle`: whose the next one is; `only`: those of that
    account alone that are not posted yet.
    """

    handle: str = ""
    only: bool = False


@dataclass(frozen=True, slots=True)
class Kit:
    """One prepared post."""

    id: str


@dataclass(frozen=True, slots=True)
class Account:
    handle: str
    tab: Tab = "overview"


@dataclass(frozen=True, slots=True)
class TestPost:
    handle: str


@dataclass(frozen=True, slots=True)
class Connect:
    """A guide. `again`: the handle of the account whose sign-in is mended. `have_keys`: starts at pasting them."""

    platform: str
    route: str = ""
    again: str = ""
    have_keys: bool = False


@dataclass(frozen=True, slots=True)
class Ends:
    """What ends next."""


@dataclass(frozen=True, slots=True)
class Activity:
    """What happened, over all accounts."""


@dataclass(frozen=True, slots=True)
class Computer:
    """The doctor of this computer."""


@dataclass(frozen=True, slots=True)
class Settings:
    pass


@dataclass(frozen=True, slots=True)
class CanDo:
    """What Stagedoor can and cannot do."""


Place = (
    Accounts | Welcome | Details | PublicPages | Account | TestPost | Connect | Ends | Activity | Computer | Settings
    | CanDo | Sitting | Prepare | Kit
)  # fmt: skip
