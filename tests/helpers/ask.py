"""The person in front of Stagedoor, as a script: what they answer, and what they were told and asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from concurrent.futures import Future

from stagedoor.domain.asking import BrowserChoice, Choice, Confirmation, Guide, Leaving, Look, Prompt, Turn
from stagedoor.domain.errors import Cancelled
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.ports import Browser
from stagedoor.practice import Visitor
from stagedoor.practice.x.visits import Decision

PATIENCE = 5  # how often a step is shown again before this person gives up

Say = bool | Callable[[Confirmation], bool]


class Scripted:
    """Implements Ask.

    `fills`: field id -> value, or values one after the other (a wrong paste first). `choices`: question id -> option.
    `picks`: names of found accounts to tick; waiting ends when all were seen usable. `yes`: to confirmations.
    `waiting`: what the person does (in a browser of their own) while accounts are waited for.
    """

    def __init__(
        self,
        *,
        fills: Mapping[str, str | list[str]] | None = None,
        choices: Mapping[str, str] | None = None,
        picks: Iterable[str] = (),
        yes: Say = True,
        waiting: Callable[[], object] | None = None,
        pastes: Callable[[str], str] | None = None,
    ) -> None:
        self._fills = {k: [v] if isinstance(v, str) else list(v) for k, v in (fills or {}).items()}
        self._choices = dict(choices or {})
        self._picks = set(picks)
        self._yes = yes
        self._waiting = waiting
        self._pastes = pastes
        self._refused = 0
        self._named: asyncio.Future[str] | None = None
        self.told: list[str] = []
        self.guides: list[Guide] = []
        self.prompts: list[Prompt] = []
        self.questions: list[Choice] = []
        self.confirmations: list[Confirmation] = []
        self.found: list[Candidate] = []
        self.authorized: list[str] = []
        self.leavings: list[Leaving] = []

    @property
    def identity(self) -> Confirmation:
        """The newest "is this you?"."""
        return [c for c in self.confirmations if c.kind == "identity"][-1]

    @property
    def asked(self) -> list[str]:
        """The ids of the fields that were asked for, in order."""
        return [p.id for p in self.prompts]

    def heard(self, part: str) -> bool:
        return any(part in text for text in self.told)

    def tell(self, text: str) -> None:
        self.told.append(text)

    async def step(self, guide: Guide, look: Look) -> Turn:
        self.guides.append(guide)
        asked = [p for p in guide.fields if not p.kept]
        self._refused = self._refused + 1 if guide.problem or any(p.problem for p in asked) else 0
        if self._refused == PATIENCE:
            raise Cancelled(guide.problem or f"The {asked[0].label} is still missing.")
        self.prompts += asked
        if guide.problem:
            self.told.append(guide.problem)
        return Turn(values={p.id: self._next(p.id) for p in asked})

    def _next(self, field: str) -> str:
        values = self._fills.get(field, [])
        return values.pop(0) if len(values) > 1 else values[0] if values else ""

    async def choose(self, choice: Choice) -> str:
        self.questions.append(choice)
        return self._choices[choice.id]

    async def choose_found(
        self, title: str, found: AsyncIterator[Candidate], find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        """Looks until every account to pick was seen without a problem."""
        self.told.append(title)
        usable: dict[str, Candidate] = {}
        acting = asyncio.get_running_loop().run_in_executor(None, self._waiting) if self._waiting else None
        try:
            async for candidate in found:
                self.found.append(candidate)
                if not candidate.problem and candidate.name in self._picks:
                    usable[candidate.name] = candidate
                if usable.keys() == self._picks:
                    break
        finally:
            await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator
            if acting:
                await acting
        return list(usable.values())

    async def leave(self, leaving: Leaving, browser: Browser) -> None:
        self.leavings.append(leaving)
        self.told += leaving.warnings
        opened = leaving.by_itself and await browser.open(leaving.url)
        self.authorized.append(leaving.url)
        if not opened and self._named and not self._named.done():
            self._named.set_result(leaving.url)

    async def confirm(self, question: Confirmation) -> bool:
        self.confirmations.append(question)
        return self._yes if isinstance(self._yes, bool) else self._yes(question)

    async def pasted(self) -> str:
        """The address that the person's browser ended on, once; nothing more after it."""
        loop = asyncio.get_running_loop()
        if self._pastes is None:
            await loop.create_future()
        assert self._pastes is not None
        pastes, self._pastes = self._pastes, None
        url = self.authorized[-1] if self.authorized else await self._address(loop)
        return await loop.run_in_executor(None, pastes, url)

    async def _address(self, loop: asyncio.AbstractEventLoop) -> str:
        self._named = loop.create_future()
        return await self._named


class PersonsBrowser:
    """Implements Browser: the visitor goes to the address and decides there, in a thread of their own."""

    def __init__(self, visitor: Visitor, decision: Decision = "allow", account: str = "crumbkitchen") -> None:
        self.visitor = visitor
        self.decision = decision
        self.account = account
        self.opened: list[str] = []
        self.visits: list[Future[object]] = []

    async def choices(self) -> list[BrowserChoice]:
        return [BrowserChoice(id="", name="Usual browser")]

    async def open(self, url: str, browser: str = "") -> bool:
        self.opened.append(url)
        asyncio.get_running_loop().run_in_executor(None, self._visit, url)
        return True

    def _visit(self, url: str) -> None:
        done: Future[object] = Future()
        self.visits.append(done)
        try:
            done.set_result(self.visitor.consent(url, self.decision, self.account, follow=True))
        except BaseException as error:  # kept for the test: nobody waits for this thread
            done.set_exception(error)
