"""The person at a terminal: guide steps that one can follow, questions, and accounts as they are found."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from stagedoor.cli.lines import Lines
from stagedoor.domain.asking import Choice, Confirmation, Guide, Leaving, Look, Prompt, Turn
from stagedoor.domain.errors import BadInput, Cancelled, StagedoorError
from stagedoor.domain.exchange import Candidate
from stagedoor.domain.plain import plain
from stagedoor.domain.ports import Browser

TRIES = 5
"""How often one value is asked for, and how often a platform may refuse the keys of a step."""

FOUND_WAIT = 600.0
"""Seconds until waiting for an account to appear is given up (the set-up is kept)."""


class Terminal:
    """Implements Ask. `yes` accepts the identity shown; everything goes to stderr, so stdout stays for results."""

    def __init__(self, lines: Lines, *, yes: bool) -> None:
        self._lines = lines
        self._yes = yes
        self._refused = 0
        self._shown = ""
        self._left_out: set[str] = set()

    def tell(self, text: str) -> None:
        indent = text[: len(text) - len(text.lstrip(" "))]
        print(indent + plain(text, 2000), file=sys.stderr, flush=True)

    async def step(self, guide: Guide, look: Look) -> Turn:
        """One value a turn, so that each is kept as soon as it was typed: a power cut loses none."""
        if guide.problem:  # the step itself stands above already
            self._refused += 1
            if self._refused == TRIES:
                raise Cancelled(guide.problem, "Start again when you have the right keys.")
            self._left_out.clear()
            self.tell(guide.problem)
        elif guide.id != self._shown:
            self._shown, self._refused = guide.id, 0
            show_step(guide)
        if self._lines.terminal and not guide.fields and not guide.wait:
            print("   Press Enter when this is done (Ctrl-C stops; everything so far is kept).", file=sys.stderr)
            await self._lines.needed()
        still_open = [p for p in guide.fields if not p.kept and p.id not in self._left_out]
        if not still_open:
            return Turn()
        asked, *more = still_open
        text = await self._fill(asked, look)
        if not text.strip():
            self._left_out.add(asked.id)
        return Turn(values={asked.id: text}, to=guide.id if more else "")

    async def _fill(self, prompt: Prompt, look: Look) -> str:
        """Asks until the value can be used. Raises Cancelled after a few times."""
        optional = " (optional, Enter leaves it out)" if prompt.optional else ""
        problem = prompt.problem
        for _ in range(TRIES):
            if problem:
                self.tell(f"   {problem}")
            if prompt.help:
                self.tell(prompt.help)
            text = await self._lines.filled(f"   {prompt.label}{optional}: ", secret=prompt.secret)
            if not text.strip() and prompt.optional:
                return text
            problem = (await look(prompt.id, text)).problem
            if text.strip() and not problem:
                return text
        raise still_missing(prompt)

    async def choose(self, choice: Choice) -> str:
        ids = list(choice.options)
        self.tell(f"{choice.question} {choice.why}".strip())
        for number, id in enumerate(ids, start=1):
            self.tell(f"   {number}  {choice.options[id]}")
        while True:
            print("   Number: ", end="", file=sys.stderr, flush=True)
            text = (await self._lines.needed()).strip()
            if text in ids:
                return text
            if text.isdigit() and 1 <= int(text) <= len(ids):
                return ids[int(text) - 1]
            self.tell(f"Type a number from 1 to {len(ids)}.")

    async def confirm(self, question: Confirmation) -> bool:
        for line in [*question.lines, *(f"You need: {need.text}." for need in question.needs)]:
            self.tell(f"   {line}")
        if self._yes and not question.only_person:
            self.tell(f"{question.question} {question.yes}.")
            return True
        while True:
            print(f"{question.question} [{question.yes}: y / {question.no}: n] ", end="", file=sys.stderr, flush=True)
            text = (await self._lines.needed()).strip().lower()
            if text in ("y", "yes", "n", "no"):
                return text.startswith("y")

    async def choose_found(
        self, title: str, found: AsyncIterator[Candidate], find: Callable[[str], Awaitable[Candidate]]
    ) -> list[Candidate]:
        """Accounts as they appear. With `--yes` the first that can be used; else the person picks."""
        self.tell(f"{title}. They appear here by themselves.")
        try:
            async with asyncio.timeout(FOUND_WAIT):
                if self._yes or not self._lines.terminal:
                    return await self._first_usable(found)
                return await Picking(self, self._lines, found, find).run()
        except TimeoutError:
            raise Cancelled(
                "Nothing appeared in ten minutes.", "Start again when it is added; the rest is kept."
            ) from None
        finally:
            await found.aclose()  # type: ignore[attr-defined]  # every discover is an async generator

    async def _first_usable(self, found: AsyncIterator[Candidate]) -> list[Candidate]:
        async for candidate in found:
            self.tell(f"Seen: {describe(candidate)}")
            if not candidate.problem:
                return [candidate]
        return []

    async def leave(self, leaving: Leaving, browser: Browser) -> None:
        for sight in leaving.sights:
            self.tell(f"You will see: {sight.heading}. Do this: {sight.press}. {sight.why}".strip())
        for warning in leaving.warnings:
            self.tell(warning)
        opened = leaving.by_itself and await browser.open(leaving.url)
        if opened:
            self.tell("Your browser is open. Waiting for the sign-in, ten minutes at most.")
        print(f"authorize: {leaving.url}", file=sys.stderr, flush=True)
        if not opened:
            self.tell("Open that address in your browser. Then wait here, or paste the address that it ends on.")

    async def pasted(self) -> str:
        text = await self._lines.paste()
        while text is not None:
            if text.strip():
                return text
            text = await self._lines.paste()
        await asyncio.get_running_loop().create_future()
        raise AssertionError


class Picking:
    """Accounts appear and a person types numbers, a name, or Enter, at the same time."""

    def __init__(
        self, terminal: Terminal, lines: Lines, found: AsyncIterator[Candidate],
        find: Callable[[str], Awaitable[Candidate]],
    ) -> None:  # fmt: skip
        self._terminal, self._lines, self._found, self._find = terminal, lines, found, find
        self._seen: dict[str, Candidate] = {}

    async def run(self) -> list[Candidate]:
        self._terminal.tell(
            "   Numbers choose (1 or 1,3), Enter takes all that can be used, a @name looks one up, 0 gives up."
        )
        watching = asyncio.get_running_loop().create_task(self._watch(), name="accounts")
        try:
            return await self._choose(watching)
        finally:
            watching.cancel()
            await asyncio.wait([watching])

    async def _choose(self, watching: asyncio.Task[None]) -> list[Candidate]:
        while True:
            typing = asyncio.get_running_loop().create_task(self._lines.needed(), name="typing")
            await asyncio.wait([typing, watching], return_when=asyncio.FIRST_COMPLETED)
            if watching.done() and not typing.done():
                typing.cancel()
                watching.result()
            text = (await typing).strip()
            chosen = await self._read(text) if text != "0" else []
            if chosen or text == "0":
                return chosen

    async def _read(self, text: str) -> list[Candidate]:
        known = list(self._seen.values())
        if not text:
            return [c for c in known if not c.problem]
        numbers = [part.strip() for part in text.split(",")]
        if all(n.isdigit() and 1 <= int(n) <= len(known) for n in numbers):
            return [known[int(n) - 1] for n in numbers]
        try:
            self._note(await self._find(text))
        except StagedoorError as error:
            self._terminal.tell(str(error))
        return []

    async def _watch(self) -> None:
        async for candidate in self._found:
            self._note(candidate)
        await asyncio.get_running_loop().create_future()

    def _note(self, candidate: Candidate) -> None:
        self._seen[candidate.external_id] = candidate
        number = list(self._seen).index(candidate.external_id) + 1
        self._terminal.tell(f"   {number}  {describe(candidate)}")


class Given(Terminal):
    """Nobody types: the keys came in a file. What is missing is an error, not a question."""

    async def step(self, guide: Guide, look: Look) -> Turn:  # noqa: ARG002  (nothing is typed)
        missing = next((p for p in guide.fields if p.problem), None)
        if missing:
            raise still_missing(missing)
        show_step(guide)
        return Turn()


def still_missing(prompt: Prompt) -> Cancelled:
    return Cancelled(f"The {prompt.label} is still missing.", "Start again when you have it; the rest is kept.")


def describe(candidate: Candidate) -> str:
    """One line about an account that was found."""
    name = f"@{candidate.username}" if candidate.username else ""
    count = f"{candidate.followers:,} {candidate.audience}" if candidate.followers is not None else ""
    where = candidate.platform.capitalize()  # another platform than the one of the sign-in
    said = " · ".join(part for part in (candidate.name, name, where, candidate.kind, count) if part)
    return plain(f"{said}. {candidate.problem}" if candidate.problem else said, 300)


def show_step(guide: Guide) -> None:
    for line in step_lines(guide):
        print(line, file=sys.stderr)
    sys.stderr.flush()


def step_lines(guide: Guide) -> list[str]:
    """A step of the guide as lines of text."""
    lines = ["", f"── Step {guide.number} of {guide.of}: {guide.title}"]
    if guide.link:
        lines.append(f"   open   {guide.link}")
    if guide.where:
        lines.append(f"   where  {' › '.join(guide.where)}")
    if guide.done_for:
        lines.append(f"   done   for {guide.done_for} already: look it through, and go on")
    lines += [f"   {number}. {line}" for number, line in enumerate(guide.do, start=1)]
    if guide.lacks:
        lines.append(f"   not in your details yet: {', '.join(guide.lacks)}")
    lines += [f"   copy   {row.value}" for row in guide.copy]
    for label, text in (
        ("often wrong", guide.mistake), ("effect", guide.effect), ("undo", guide.undo), ("wait", guide.wait),
    ):  # fmt: skip
        if text:
            lines.append(f"   {label}: {text}")
    if guide.seen:
        lines.append(f"   ({guide.seen})")
    return lines


def given_values(text: str) -> Mapping[str, str]:
    """The keys file: a JSON object of field id to value. Raises BadInput, never with a value in it."""
    import json

    try:
        data = json.loads(text)
    except ValueError:
        raise BadInput("The keys are not JSON.", 'Write them like {"client_id": "..."}, on one line for -.') from None
    if not isinstance(data, dict) or not all(isinstance(v, str) for v in data.values()):
        raise BadInput("The keys must be a JSON object of texts.", 'Write them like {"client_id": "..."}.')
    return data
