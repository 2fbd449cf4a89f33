"""Instagram's own sign-in with the wrong key, address or account: each time our words name the right one."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from tests.platforms.arrange import WAYS
from tests.platforms.bench import Bench, OpenBench, without
from tests.platforms.graph_errors import code_after, other_redirect

from stagedoor.domain.errors import PlatformRefused
from stagedoor.domain.secret import Secret
from stagedoor.practice.meta.state import App
from stagedoor.practice.person import StuckError

PASTE = next(way for way in WAYS if way.name == "instagram-paste")
PAIR, REDIRECT, TESTER = "paste.keys", "paste.redirect", "paste.tester"
TAB = "tab API setup with Instagram login"


def app(b: Bench) -> App:
    """The Meta app, once its keys were copied."""
    assert b.brought.app
    (made,) = b.world.meta.apps.values()
    return made


def exchanged(b: Bench, **pair: str) -> object:
    """A good sign-in, then the code with this in place of the pair, or of a half of it."""
    attempt = b.attempt()
    code = b.code(attempt)
    keys = without(b.brought, client_secret=pair["client_secret"]) if "client_secret" in pair else b.brought
    if "client_id" in pair:
        keys = replace(keys, app={**keys.app, "client_id": pair["client_id"]})
    return b.run(b.adapter.exchange(attempt, code, keys))


def twice(b: Bench) -> object:
    attempt = b.attempt()
    code = b.code(attempt)
    b.run(b.adapter.exchange(attempt, code, b.brought))
    return b.run(b.adapter.exchange(attempt, code, b.brought))


def made_up(b: Bench) -> object:
    return b.run(b.adapter.exchange(b.attempt(), Secret("AQPRACTICEmadeUp"), b.brought))


REFUSED: dict[str, tuple[Callable[[Bench], object], str, str, str]] = {
    "Facebook's pair": (
        lambda b: exchanged(b, client_id=app(b).id, client_secret=app(b).secret), "client_wrong", PAIR, TAB,
    ),
    "the pair of Threads": (
        lambda b: exchanged(b, client_id=app(b).threads_id, client_secret=app(b).threads_secret),
        "client_wrong", PAIR, TAB,
    ),
    "Facebook's secret": (lambda b: exchanged(b, client_secret=app(b).secret), "client_wrong", PAIR, TAB),
    "the secret of Threads": (lambda b: exchanged(b, client_secret=app(b).threads_secret), "client_wrong", PAIR, TAB),
    "Facebook's number": (lambda b: exchanged(b, client_id=app(b).id), "client_wrong", PAIR, TAB),
    "another return address": (other_redirect, "redirect_other", REDIRECT, "slash at its end"),
    "a code twice": (twice, "code_late", PAIR, "Sign in again"),
    "a code too late": (code_after(3601), "code_late", PAIR, "Sign in again"),
    "a code made up": (made_up, "code_late", PAIR, "Sign in again"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_the_right_key_is_named(open_bench: OpenBench, case: str) -> None:
    act, error, step, says = REFUSED[case]
    bench = open_bench(PASTE)
    with pytest.raises(PlatformRefused) as caught:
        act(bench)
    assert (caught.value.error_id, caught.value.step) == (error, step)
    assert says in caught.value.fix
    assert not any(secret in str(caught.value) for secret in bench.secrets())


def other_number(b: Bench) -> None:
    b.world.meta.apps[app(b).id].instagram_id = "1" * 16


def not_accepted(b: Bench) -> None:
    app(b).testers["instagram", "crumbkitchen"] = False


def other_address(b: Bench) -> None:
    app(b).instagram_redirects = [b.redirect.rstrip("/")]


def not_added(b: Bench) -> None:
    app(b).permissions.discard("instagram_business_content_publish")


def personal(b: Bench) -> None:
    app(b)
    for account in b.world.meta.accounts.values():
        account.professional = False


DEAD_ENDS: dict[str, tuple[Callable[[Bench], None], str, str]] = {
    "platform_app": (other_number, PAIR, TAB),
    "role": (not_accepted, TESTER, "Accept it in Instagram"),
    "redirect_uri": (other_address, REDIRECT, "Set up Instagram business login"),
    "scopes": (not_added, REDIRECT, "add the permission to publish"),
    "personal": (personal, "", "Switch to professional account"),
}


@pytest.mark.parametrize("name", DEAD_ENDS)
def test_the_page_where_it_ends_is_one_that_we_explain(open_bench: OpenBench, name: str) -> None:
    change, step, says = DEAD_ENDS[name]
    bench = open_bench(PASTE)
    change(bench)
    with pytest.raises(StuckError) as caught:
        bench.code(bench.attempt())
    end = bench.route.dead_end[name]
    assert end.contains in caught.value.page.text
    assert [other for other, each in bench.route.dead_end.items() if each.contains in caught.value.page.text] == [name]
    assert end.step == step
    assert says in end.fix
