"""What an account can do, where several permissions give the same, and where a file has changed meanwhile."""

from msgspec.structs import replace
from tests.domain.accounts import CATALOGUE, X, bot, by_hand, connection, facts, finding, grant

from stagedoor.domain.abilities import abilities
from stagedoor.domain.facts import Facts

FACEBOOK = CATALOGUE.spec("facebook")
ASKED = FACEBOOK.route["browser"].scopes


def page(*without: str) -> Facts:
    given = [scope for scope in ASKED if scope not in without]
    return facts(
        spec=FACEBOOK, connection=connection(platform="facebook", kind="page"), findings=[],
        grant=grant(platform="facebook", scopes_asked=ASKED, scopes=given),
    )  # fmt: skip


def test_permissions_for_an_account_that_came_along_are_no_abilities_of_the_page() -> None:
    assert set(abilities(page())) == {"identify", "read", "post"}
    assert abilities(page("instagram_basic", "instagram_manage_contents")) == abilities(page())


def test_an_ability_needs_all_its_permissions_except_the_optional() -> None:
    assert "read" in abilities(page("business_management"))
    assert "read" not in abilities(page("pages_read_engagement"))


def test_a_permission_that_is_not_in_the_file_any_more_keeps_its_name() -> None:
    assert abilities(facts(grant=grant(scopes_asked=["of.old"], scopes=["of.old"]))) == ["of.old"]


def test_without_permissions_it_is_what_the_checks_look_at_less_what_is_broken() -> None:
    assert abilities(bot()) == ["read", "post", "delete"]
    assert abilities(bot(findings=[finding("rights", "bad")])) == ["read"]
    assert abilities(bot(findings=[finding("rights", "unknown")])) == ["read", "post", "delete"]


def test_by_hand_stagedoor_does_nothing_itself() -> None:
    assert abilities(by_hand()) == []


def test_where_the_platform_does_not_say_what_it_gave_all_that_was_asked_counts() -> None:
    known = facts()
    silent = replace(known, grant=grant(scopes=None))
    assert abilities(silent) == abilities(known) == [X.scope[scope].ability for scope in X.route["browser"].scopes]
