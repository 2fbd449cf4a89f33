"""One way to connect from the keys to the end of the sign-in: what a wrong platform file must not survive."""

from tests.platforms.bench import Bench, called

from stagedoor.domain.errors import PlatformRefused


def journey(bench: Bench) -> None:
    """Raises where a step does not do what it should."""
    bench.run(bench.adapter.prove(bench.way.route, bench.brought))
    _expect(called(bench.who()) == bench.way.identity, "another identity")
    found = bench.found()
    _expect(called(found) == bench.way.account, "another account")
    connection = bench.connection(found)
    _expect({a.verdict for a in bench.checked(connection)} == {"ok"}, "a check is not ok")
    if bench.posts:
        published = bench.post(connection, "Rye bread at eight")
        if bench.deletes:
            bench.run(bench.adapter.delete(connection, bench.keys, published.ref))
    if bench.route.oauth:
        _signed_in(bench)
    elif bench.keys.scopes is not None:
        _expect(set(bench.keys.scopes) == set(bench.route.scopes), "other permissions than asked for")


def _signed_in(bench: Bench) -> None:
    _expect(set(bench.keys.scopes or ()) == set(bench.route.scopes), "other permissions than asked for")
    if bench.renews:
        bench.keep(bench.renewed())
        _expect(called(bench.who()) == bench.way.identity, "the renewed sign-in is no good")
    if bench.way.ended is not None:
        bench.way.ended(bench.world, bench.visitor, bench.keys)
    elif bench.spec.oauth[bench.route.oauth].revoke.reach == "none":
        return
    else:
        bench.run(bench.adapter.revoke(bench.keys))
    try:
        bench.renewed() if bench.renews else bench.who()
    except PlatformRefused as error:
        dead = bench.spec.oauth[bench.route.oauth].dead
        _expect(error.error_id in dead, "an ended sign-in is not known to be dead")
    else:
        raise JourneyError("an ended sign-in goes on")


class JourneyError(Exception):
    """A step went through and did something else."""


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise JourneyError(otherwise)
