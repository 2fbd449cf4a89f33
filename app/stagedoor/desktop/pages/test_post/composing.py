"""What is being composed, without widgets: what is on offer, what the person chose, the text as it was measured."""

from __future__ import annotations

from typing import get_args

from stagedoor.desktop.page import Desk
from stagedoor.desktop.pages.test_post import acts
from stagedoor.desktop.pages.test_post.view import ComposeView, Draft, compose_view, first_draft
from stagedoor.domain.limits import Rung
from stagedoor.services.rungs import Offer

_RUNGS: dict[str, Rung] = {id: id for id in get_args(Rung)}


class Composing:
    """`offer` may be read anew at any time; what was chosen stays."""

    def __init__(self, desk: Desk, offer: Offer) -> None:
        self._desk = desk
        self.offer = offer
        self._draft = first_draft(offer)
        self._measured = offer.measured

    @property
    def draft(self) -> Draft:
        return self._draft

    @property
    def text(self) -> str:
        """The text that the view speaks of: the newest that was measured."""
        return self._measured.text

    def view(self) -> ComposeView:
        return compose_view(self.offer, self._draft, self._measured)

    def choose(self, *, rung: str, keep: str, picture: str = "") -> None:
        self._draft = Draft(rung=_RUNGS[rung], keep=keep, picture=picture)

    async def measure(self, text: str) -> None:
        self._measured = await acts.measure(self._desk, self.offer.connection, text)

    def order(self, text: str) -> acts.Order:
        """What the button stands for now. The services look at text and price once more before they send it."""
        draft = self._draft
        return acts.Order(
            handle=self.offer.connection.handle, rung=draft.rung, text=text,
            delete_after=draft.delete_after(self.offer.rung(draft.rung)), cost=self.view().cost,
            picture=draft.picture,
        )  # fmt: skip
