"""What was asked for and not given, and what follows from it."""

import pytest

from stagedoor.catalogue import load, load_one, resource_path
from stagedoor.domain.scopes import compare, serving

X = load(resource_path()).spec("x")
ASKED = X.route["browser"].scopes


def test_all_given_is_nothing_missing() -> None:
    assert compare(X, ASKED, ASKED) == []
    assert compare(X, ASKED, [*reversed(ASKED), "users.email"]) == []


def test_not_said_is_not_missing() -> None:
    assert compare(X, ASKED, None) == []


def test_said_to_be_none_is_all_missing() -> None:
    assert [m.scope for m in compare(X, ASKED, [])] == ASKED


@pytest.mark.parametrize(
    ("without", "ability", "optional"),
    [("tweet.write", "post", False), ("media.write", "media", True), ("offline.access", "renew", False)],
)
def test_what_is_missing_is_named_with_its_consequence(without: str, ability: str, optional: bool) -> None:
    (missing,) = compare(X, ASKED, [s for s in ASKED if s != without])
    assert (missing.scope, missing.ability, missing.optional) == (without, ability, optional)
    assert missing.missing == X.scope[without].missing


def test_a_permission_without_an_entry_is_named_as_it_is() -> None:
    (missing,) = compare(X, ["new.scope"], [])
    assert missing.ability == "new.scope"
    assert "new.scope" in missing.missing
    assert not missing.optional


def test_permissions_for_another_platform_are_not_missed_here_and_are_there() -> None:
    """One sign-in at Facebook asks for Instagram, too; each account looks at its own."""
    page, along = (load_one(resource_path(), None, id) for id in ("facebook", "instagram"))
    asked = page.route["browser"].scopes
    own, others = serving(page, "browser", asked), serving(along, "page", asked)
    assert set(own) | set(others) == set(asked)
    assert not set(own) & set(others)
    assert all(scope.startswith("instagram_") for scope in others)
    assert [m.scope for m in compare(along, others, own)] == others
    assert serving(page, "browser", ["not in the file"]) == ["not in the file"]
