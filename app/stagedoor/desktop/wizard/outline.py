"""The way through a guide: what was done, where one is, what comes."""

from __future__ import annotations

from stagedoor.desktop.text import tr
from stagedoor.desktop.wizard.shown import BEFORE, DONE, SIGN_IN, Row, RowState
from stagedoor.domain.asking import Guide
from stagedoor.domain.platform import Platform

_ABOUT_SIGNING_IN = "sign_in"
"""The step of a guide that says what to know before the sign-in; it is one line with the sign-in itself."""


class Outline:
    """Known step by step: until the first step is shown, only what every guide has. `mends`: an account whose sign-in
    is made again, with the developer app that it has.
    """

    def __init__(self, *, mends: bool = False) -> None:
        self._mends = mends
        self.current = BEFORE
        self._steps: list[tuple[str, str]] = []
        self._signs_in = False
        self._route = ""

    def take(self, guide: Guide, signs_in: bool) -> None:
        self._steps, self._signs_in, self._route = guide.outline, signs_in, guide.route

    def finish(self) -> None:
        self.current = DONE

    @property
    def last(self) -> str:
        """Where what comes after the steps belongs: the sign-in, the end, or the last step."""
        if self.current == DONE:
            return DONE
        if self._signs_in or not self._steps:
            return SIGN_IN
        return self._steps[-1][0]

    def rows(self) -> list[Row]:
        titles = [(BEFORE, tr("Before you start")), *self._steps]
        if self._signs_in or not self._steps:
            titles = [row for row in titles if row[0] != _ABOUT_SIGNING_IN]
            titles.append((SIGN_IN, tr("Sign in")))
        titles.append((DONE, tr("Done")))
        ids = [id for id, _ in titles]
        current = SIGN_IN if self.current == _ABOUT_SIGNING_IN and SIGN_IN in ids else self.current
        at = ids.index(current) if current in ids else 0
        states: list[RowState] = ["done" if n < at else "current" if n == at else "open" for n in range(len(ids))]
        return [Row(id, title, state) for (id, title), state in zip(titles, states, strict=True)]

    def minutes(self, spec: Platform) -> int:
        """How long the way to connect usually takes; that of the first way before one is chosen. 0 where nothing is
        left but the sign-in.
        """
        if not self._steps and (self._mends or self.current != BEFORE):
            return 0
        route = spec.route.get(self._route) or next(iter(spec.route.values()))
        return route.minutes
