"""A secret never shows itself by accident: not alone, and not inside anything that holds one."""

import copy
import dataclasses
import inspect
import json
import logging
import pickle
import pkgutil
import traceback
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import msgspec
import pytest
from msgspec import Struct

import stagedoor.domain
from stagedoor.domain.attempt import Attempt, Callback
from stagedoor.domain.bundle import Bundle
from stagedoor.domain.errors import StagedoorError
from stagedoor.domain.exchange import Keys, Request, Response, TokenAnswer, TokenDraft
from stagedoor.domain.fields import Picked
from stagedoor.domain.recognising import Found
from stagedoor.domain.secret import Secret

PLAIN = "zQ8-notToBeSeen-4711"
SECRET = Secret(PLAIN)


@dataclasses.dataclass
class Holder:
    name: str
    secret: Secret


HOLDERS: dict[str, Any] = {
    "secret": SECRET,
    "list": [SECRET],
    "dict": {"key": SECRET},
    "tuple": (1, SECRET),
    "dataclass": Holder("x", SECRET),
    "draft": TokenDraft(name="access", value=SECRET, ends="never"),
    "answer": TokenAnswer(tokens=[TokenDraft(name="access", value=SECRET, ends="never")]),
    "keys": Keys(route="browser", secrets={"access": SECRET}),
    "bundle": Bundle(item_id="1", kind="grant", generation=1, at=1, values={"access": SECRET}),
    "attempt": Attempt(
        id="1", platform="x", route="browser", redirect_uri="http://127.0.0.1:1/cb", state=SECRET, verifier=SECRET,
        challenge="c", scopes=[], created_at=0, expires_at=1,
    ),
    "callback": Callback(code=SECRET),
    "found": Found(platform="x", route="browser", values={"client_secret": SECRET}, missing=[], sentence="X: a key."),
}  # fmt: skip

# What holds secrets as plain texts because they go out or come in that way. They have no Secret to refuse with.
MESSAGES: dict[str, Any] = {
    "request": Request(
        method="POST", url=f"https://api.example/bot{PLAIN}", name="x.token", headers={"authorization": PLAIN},
        query={"q": PLAIN}, form={"code": PLAIN}, json={"t": PLAIN}, data=PLAIN.encode(),
    ),
    "response": Response(status=200, headers={"set-cookie": PLAIN}, body=PLAIN.encode()),
    "picked": Picked(value=PLAIN),
}  # fmt: skip


def structs() -> Iterator[type[Struct]]:
    for module in pkgutil.iter_modules(stagedoor.domain.__path__):
        for _, found in inspect.getmembers(import_module(f"stagedoor.domain.{module.name}"), inspect.isclass):
            if issubclass(found, Struct) and found.__module__.startswith("stagedoor.domain."):
                yield found


def holds_a_secret(kind: type[Struct]) -> bool:
    return any("Secret" in str(field.type) for field in msgspec.structs.fields(kind))


def test_every_model_that_holds_a_secret_stands_in_this_file() -> None:
    tried = {type(holder) for holder in (*HOLDERS.values(), *MESSAGES.values())}
    assert {kind for kind in structs() if holds_a_secret(kind)} <= tried


@pytest.mark.parametrize("name", [*HOLDERS, *MESSAGES])
@pytest.mark.parametrize(
    "shown", [repr, ascii, "{!r}".format, "%r".__mod__, lambda held: traceback.format_exception_only(ValueError(held))]
)
def test_its_text_is_masked(name: str, shown: Callable[[Any], object]) -> None:
    held = (HOLDERS | MESSAGES)[name]
    if isinstance(held, tuple):
        held = [*held]  # % would take a tuple apart
    assert PLAIN not in str(shown(held))


@pytest.mark.parametrize("name", [*HOLDERS, *MESSAGES])
def test_str_is_masked(name: str) -> None:
    assert PLAIN not in str((HOLDERS | MESSAGES)[name])


@pytest.mark.parametrize("spec", ["", "s", ">30", "!r"])
def test_a_secret_is_not_formatted(spec: str) -> None:
    with pytest.raises(TypeError) as caught:
        format(SECRET, spec)
    assert PLAIN not in str(caught.value)
    with pytest.raises(TypeError):
        f"{SECRET}"
    with pytest.raises(TypeError):
        "Bearer {}".format(SECRET)  # noqa: UP032  # as above, the other way


@pytest.mark.parametrize("name", HOLDERS)
@pytest.mark.parametrize(
    "leak",
    [
        *(lambda held, p=protocol: pickle.dumps(held, p) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)),
        copy.deepcopy,
        json.dumps,
        lambda held: json.dumps(msgspec.to_builtins(held)),
        msgspec.json.encode,
        msgspec.msgpack.encode,
        msgspec.yaml.encode,
        dataclasses.asdict,
    ],
)
def test_it_is_not_serialised_or_copied(name: str, leak: Callable[[Any], object]) -> None:
    with pytest.raises((TypeError, pickle.PicklingError)) as caught:
        leak(HOLDERS[name])
    assert PLAIN not in str(caught.value)


def test_json_with_a_default_shows_no_secret() -> None:
    assert PLAIN not in json.dumps({"a": SECRET}, default=str)
    assert PLAIN not in json.dumps({"a": SECRET}, default=repr)
    assert PLAIN.encode() not in msgspec.json.encode({"a": SECRET}, enc_hook=str)


def test_a_secret_has_no_attributes_to_walk_over() -> None:
    with pytest.raises(TypeError):
        vars(SECRET)
    with pytest.raises(TypeError):
        copy.copy(SECRET)


@pytest.mark.parametrize("name", [*HOLDERS, *MESSAGES])
def test_a_log_line_is_masked(name: str, caplog: pytest.LogCaptureFixture) -> None:
    held = (HOLDERS | MESSAGES)[name]
    with caplog.at_level(logging.INFO):
        logging.getLogger("elsewhere").info("held %s %r", [held], [held], extra={"held": held})
    assert PLAIN not in caplog.text


def test_an_error_shows_it_neither_in_its_text_nor_in_its_trace() -> None:
    error = StagedoorError("The key was refused.", "Copy it again.")
    error.__cause__ = ValueError(SECRET, HOLDERS["keys"])
    shown = "".join(traceback.format_exception(error))
    assert PLAIN not in shown
    assert "The key was refused. Copy it again." in shown


def test_it_says_whether_it_is_empty_and_equal() -> None:
    assert not Secret("")
    assert SECRET
    assert len(SECRET) == len(PLAIN)
    assert Secret(PLAIN) == SECRET
    assert Secret("other") != SECRET
    assert SECRET != PLAIN
    assert Secret("ü") == Secret("ü")
    assert SECRET.reveal() == PLAIN


def test_it_cannot_become_a_key_of_a_table() -> None:
    with pytest.raises(TypeError):
        {SECRET: 1}  # noqa: B018  # hashing is what is tried
