"""Who gives up at a terminal, and after how much: in a window nobody is cut off."""

import asyncio

import pytest

from stagedoor.cli.lines import Lines
from stagedoor.cli.terminal import TRIES, Given, Terminal
from stagedoor.domain.asking import Guide, Looked, Prompt
from stagedoor.domain.errors import Cancelled

TOKEN = Prompt(id="token", label="Bot token")


class Typed(Lines):
    """Somebody who types these lines, one after the other, and the last one for ever."""

    def __init__(self, *lines: str) -> None:
        super().__init__()
        self._typed = list(lines)

    async def filled(self, prompt: str, *, secret: bool) -> str:
        return self._typed.pop(0) if self._typed[1:] else self._typed[0]


def step(*fields: Prompt, problem: str = "") -> Guide:
    return Guide(id="token", number=1, of=1, outline=[], title="Token", fields=list(fields), problem=problem)


async def wrong(_field: str, _text: str) -> Looked:
    return Looked(problem="That is a name.")


async def fine(_field: str, _text: str) -> Looked:
    return Looked()


def test_a_value_that_stays_wrong_is_given_up(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(Cancelled, match="The Bot token is still missing"):
        asyncio.run(Terminal(Typed("@name"), yes=False).step(step(TOKEN), wrong))
    assert capsys.readouterr().err.count("That is a name.") == TRIES - 1


def test_keys_that_stay_refused_are_given_up():

    async def story() -> None:
        terminal = Terminal(Typed("a"), yes=False)
        await terminal.step(step(TOKEN), fine)
        for _ in range(TRIES - 1):
            await terminal.step(step(TOKEN, problem="Nobody knows this token."), fine)
        with pytest.raises(Cancelled, match="Nobody knows this token"):
            await terminal.step(step(TOKEN, problem="Nobody knows this token."), fine)

    asyncio.run(story())


def test_each_value_is_handed_over_as_soon_as_it_is_typed():
    both = step(TOKEN, Prompt(id="more", label="More", optional=True))

    async def story() -> None:
        terminal = Terminal(Typed("first", ""), yes=False)
        turn = await terminal.step(both, fine)
        assert (turn.values, turn.to) == ({"token": "first"}, "token")
        kept = step(Prompt(id="token", label="Bot token", kept=True), both.fields[1])
        turn = await terminal.step(kept, fine)
        assert (turn.values, turn.to) == ({"more": ""}, "")

    asyncio.run(story())


def test_a_file_that_lacks_a_value_is_not_asked_again():
    lacking = Prompt(id="token", label="Bot token", problem="Nothing was pasted for Bot token.")
    with pytest.raises(Cancelled, match="The Bot token is still missing"):
        asyncio.run(Given(Lines(), yes=True).step(step(lacking), fine))
