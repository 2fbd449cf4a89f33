"""A portal's own file in a field: one fills all of them, and one of another kind is named."""

import json

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import named_in, pick, wrong_file
from stagedoor.domain.guidance import Field
from stagedoor.domain.recognising import recognise

SPECS = load(resource_path())
YOUTUBE = SPECS.spec("youtube")
FIELDS = YOUTUBE.app["desktop"].field
INSIDE = {
    "client_id": FIELDS["client_id"].example, "project_id": "crumb-publisher-471203",
    "auth_uri": "https://evil.example/auth", "token_uri": "https://evil.example/token",
    "client_secret": FIELDS["client_secret"].example, "redirect_uris": ["http://localhost"],
}  # fmt: skip
DESKTOP, WEB = json.dumps({"installed": INSIDE}), json.dumps({"web": INSIDE}, indent=2)
SERVICE = json.dumps({"type": "service_account", "project_id": "a-b-c-d", "private_key": "K", "client_id": "1"})


def taken(field: Field, pasted: str) -> str:
    return pick(field, pasted, simulated=False, others={}, siblings={}).value


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_finds_itself_in_the_file(name: str) -> None:
    assert taken(FIELDS[name], DESKTOP) == INSIDE[name]


def test_the_file_that_one_field_got_serves_the_others() -> None:
    assert named_in(FIELDS["client_secret"], ["", "something", DESKTOP]) == DESKTOP
    assert named_in(FIELDS["client_secret"], ["GOCSPX-x", "{}"]) == ""
    x = SPECS.spec("x").app["main"].field["client_secret"]
    assert named_in(x, [DESKTOP]) == ""  # it has no file of its own


@pytest.mark.parametrize("name", ["client_id", "client_secret"])
@pytest.mark.parametrize(("file", "word"), [(WEB, "Web application"), (SERVICE, "service account")])
def test_a_file_of_another_kind_is_named(name: str, file: str, word: str) -> None:
    with pytest.raises(BadInput, match=word) as caught:
        taken(FIELDS[name], file)
    assert caught.value.code == "twin"


def test_a_word_of_another_document_is_no_such_file() -> None:
    assert wrong_file(FIELDS["client_id"], '{"web": {"port": 80}}', whole=True) == ""
    assert wrong_file(FIELDS["client_id"], WEB, whole=True)
    assert wrong_file(FIELDS["client_id"], "no JSON", whole=True) == ""


def test_addresses_in_the_file_are_never_taken() -> None:
    (found,) = recognise([YOUTUBE], DESKTOP).found
    assert set(found.values) == {"project_id", "client_id", "client_secret"}
    assert not any("evil" in value.reveal() for value in found.values.values())


def test_a_wrong_file_gives_nothing_and_says_why() -> None:
    seen = recognise([YOUTUBE], WEB)
    assert (seen.found, len(seen.doubts)) == ([], 1)
