"""What keeps itself alive, and what can be brought back after its end: one answer for the cards and the renewals."""

import pytest
from tests.domain.accounts import CATALOGUE, DAY, NOW, X, facts, grant, renewing, token

from stagedoor.domain import ends
from stagedoor.domain.health import state
from stagedoor.domain.protocol import Renew

ACCESS, REFRESH = token(), token("refresh", ends="unknown", ends_at=None)


@pytest.mark.parametrize(
    ("kind", "tokens", "alive", "back"),
    [
        ("none", [ACCESS, REFRESH], False, False),
        ("self", [ACCESS], True, False),
        ("refresh_token", [ACCESS, REFRESH], True, True),
        ("refresh_token", [ACCESS], False, False),
    ],
)
def test_who_keeps_it_alive(kind, tokens, alive: bool, back: bool) -> None:
    renew = Renew(kind=kind, seen=X.seen)
    assert ends.renews(renew, tokens) == alive
    assert ends.renewable(renew, tokens) == back
    own_end = ends.end_for_person(grant(), renew, tokens, "access")
    assert own_end == (None if alive else NOW + 7200)


def test_without_a_way_to_renew_only_the_person_does() -> None:
    assert not ends.renews(None, [ACCESS, REFRESH])
    assert not ends.renewable(None, [ACCESS, REFRESH])


def test_a_sign_in_whose_refresh_token_never_came_ends_with_its_token() -> None:
    lost = state(facts(spec=renewing(X, lost_after=0), tokens=[token(ends_at=NOW + 3 * DAY)]))
    assert (lost.slug, lost.pill, lost.action) == ("ends_soon", "Ends in 3 days", "sign_in")


def test_how_a_way_to_connect_signs_in_is_asked_of_the_platform() -> None:
    assert X.oauth_of("browser") is X.oauth["user"]
    assert X.oauth_of("keys") is None
    assert X.oauth_of("of another version") is None
    specs = map(CATALOGUE.spec, CATALOGUE.ids())
    routes = [(spec, id, route) for spec in specs for id, route in spec.route.items()]
    assert all((spec.oauth_of(id) is None) == (not route.oauth) for spec, id, route in routes)
