"""What people paste where a key belongs: the key is picked out, and what is none is called by its name."""

import json
import re
import string
from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadInput
from stagedoor.domain.fields import Picked, pick
from stagedoor.domain.guidance import Field, FileShape, Twin
from stagedoor.domain.pasted import ENOUGH

KEY = "sk_Q7w9E2r4T6y8U1i3"
FIELD = Field(label="Client Secret", secret=True, pattern=r"sk_[A-Za-z0-9]{10,30}", example="sk_madeUpmadeUp12")
GOOGLE = Field(
    label="Client Secret", secret=True, pattern=r"GOCSPX-[\w-]{28}", example="GOCSPX-a",
    file=FileShape(key="client_secret"),
)  # fmt: skip


def taken(
    pasted: str, field: Field = FIELD, *, simulated: bool | None = False, others: Mapping[str, str] | None = None,
    siblings: Mapping[str, str] | None = None,
) -> Picked:  # fmt: skip
    return pick(field, pasted, simulated=simulated, others=others or {}, siblings=siblings or {})


def refused(pasted: str, field: Field = FIELD, **more: Any) -> BadInput:
    with pytest.raises(BadInput) as caught:
        taken(pasted, field, **more)
    return caught.value


def outcome(pasted: str, field: Field, **more: Any) -> tuple[str, str]:
    """What was said, or the value that was taken."""
    try:
        return "", taken(pasted, field, **more).value
    except BadInput as error:
        return str(error), ""


AROUND = {
    "alone": "{}",
    "blanks and breaks": " \n\t{}\r\n\n",
    "no-break spaces": "\u00a0{}\u00a0",
    "quoted": '"{}"',
    "typographic quotes": "“{}”",
    "backticks": "`{}`",
    "with a comma": "{},",
    "env line": "CLIENT_SECRET={}",
    "exported": "export CLIENT_SECRET='{}'",
    "env file": "# keys\r\nCLIENT_ID=abc\r\nCLIENT_SECRET={}\r\nDEBUG=1\r\n",
    "env with spaces": "CLIENT_SECRET = {}",
    "yaml": "client_secret: {}",
    "json": '{{"client_secret": "{}"}}',
    "json with more": '{{"id": 4, "ok": true, "client_secret": "{}", "other": null}}',
    "nested json": '{{"installed": {{"client_secret": "{}", "redirect_uris": ["http://localhost"]}}}}',
    "json in a list": '[{{"client_secret": "{}"}}]',
    "in a message": "Hello,\n\nyour secret is {} and it stays one.\n",
    "at the end of a message": "Use this from now on:\n{}",
    "zero width": "\u200b{}\ufeff",
    "turned": "\u202a{}\u202c",
    "control characters": "\x02{}\x03",
    "after much nothing": " " * 50_000 + "{}",
}


@pytest.mark.parametrize("name", AROUND)
def test_it_is_picked_out(name: str) -> None:
    picked = taken(AROUND[name].format(KEY))
    assert (picked.value, picked.doubt) == (KEY, "")
    assert bool(picked.note) == (AROUND[name].strip(" \t\r\n\u00a0\u200b\ufeff\u202a\u202c\x02\x03") != "{}")


@pytest.mark.parametrize("broken", ["\n", "\r\n", "\n\n"])
def test_a_key_broken_into_lines_is_put_together(broken: str) -> None:
    assert taken(KEY[:6] + broken + KEY[6:]).value == KEY
    assert taken(broken.join((KEY[:4], KEY[4:9], KEY[9:]))).value == KEY


def test_lines_that_are_keys_of_their_own_are_not_glued() -> None:
    field = Field(label="Key", pattern=r"[a-z0-9]{12,40}", example="x")
    first, second = "a1" * 8, "b2" * 8
    assert taken(f"{first}\n{second}", field).value == first


def test_google_s_file_gives_what_its_field_names() -> None:
    secret = "GOCSPX-" + "s" * 28
    file = {
        "web": {"client_id": "1.apps", "project_id": "p", "client_secret": secret, "token_uri": "https://evil.example"}
    }
    assert taken(json.dumps(file), GOOGLE).value == secret
    assert taken(json.dumps(file, indent=2), GOOGLE).value == secret
    odd = Field(label="Project", example="crumb-1", file=FileShape(key="project_id"))
    assert taken(json.dumps(file), odd).value == "p"


MASKED = {
    "Google": "GOCSPX-****abcd",
    "stars": "sk_Q7w9" + "*" * 12,
    "bullets": "sk_Q7w9••••••••••••",
    "circles": "●●●●●●●●●●●●",
    "small dots": "sk_····························",
    "operators": "sk_∗∗∗∗∗∗∗∗",
    "blocks": "████████████",
    "ellipsis": "sk_Q7…U1i3",
    "three points": "sk_Q7...U1i3",
    "crosses": "sk_Q7w9xxxxxxxxxxxx"[:7] + "-xxxxxxxxxxxx",
    "env line": "CLIENT_SECRET=sk_Q7••••••••",
}


@pytest.mark.parametrize("name", MASKED)
def test_the_hidden_form_is_called_so(name: str) -> None:
    error = refused(MASKED[name])
    assert error.code == "masked"
    assert "hidden form of the Client Secret" in error.cause
    assert "eye" in error.fix


def test_a_key_may_hold_what_looks_like_a_mask_if_its_form_says_so() -> None:
    field = Field(label="Key", pattern=r"k[x*]{20}", example="k")
    assert taken("k" + "x" * 20, field).value == "k" + "x" * 20


TWINS = Field(
    label="Client ID", pattern=r"\w{5,40}", example="abcde12345",
    twins=[
        Twin(pattern=r"\d{5}", say="This is the number of the app."),
        Twin(equals="facebook.client_id", say="This is your Facebook app ID."),
    ],
)  # fmt: skip


def test_a_sister_key_is_known_by_its_form() -> None:
    error = refused("12345", TWINS)
    assert (error.code, error.cause) == ("twin", "This is the number of the app.")
    assert "Client ID" in error.fix


def test_a_sister_key_is_known_by_what_is_stored() -> None:
    others = {"facebook.client_id": "same12345", "threads.client_id": "other"}
    assert refused("same12345", TWINS, others=others).cause == "This is your Facebook app ID."
    assert taken("other", TWINS, others=others).value == "other"
    assert taken("abcde", TWINS, others={}).value == "abcde"


def test_a_value_given_twice_is_said() -> None:
    error = refused(f"CLIENT_SECRET={KEY}", siblings={"API Key": "x", "Client ID": KEY})
    assert (error.code, error.cause) == ("twin", "This is the same value as Client ID.")


@pytest.mark.parametrize(
    "pasted", ["http://127.0.0.1:8421/cb/x", "https://localhost/cb?code=1", "tg://resolve?domain=a"]
)
def test_an_address_is_no_key(pasted: str) -> None:
    assert refused(pasted).code == "address"


def test_an_address_is_taken_where_one_is_asked_for() -> None:
    field = Field(label="Page address", example="https://example.com/page")
    assert taken("https://example.com/mine", field).value == "https://example.com/mine"


MADE_UP = "sk_PRACTICEabcdefghij"


def test_worlds_do_not_mix() -> None:
    assert refused(KEY, simulated=True).code == "real_key"
    assert refused(f"CLIENT_SECRET={MADE_UP}", simulated=False).code == "practice_key"
    assert taken(f"CLIENT_SECRET={MADE_UP}", simulated=True).value == MADE_UP
    assert taken(KEY, simulated=False).value == KEY
    name = Field(label="Name", pattern=r"@?\w{3,32}", example="@crumbkitchen")
    assert taken("@crumbkitchen", name, simulated=None).value == "@crumbkitchen"


@pytest.mark.parametrize("pasted", ["", " ", "\n\t ", "\u200b\u200b", "\x00"])
def test_nothing_is_said_to_be_nothing(pasted: str) -> None:
    assert refused(pasted).cause == "Nothing was pasted for Client Secret."


@pytest.mark.parametrize("pasted", ["there is no key in here", '{"a": 1}', "[]", '{"a": {"b": "c"}}', "{"])
def test_text_without_a_key_is_said_to_have_none(pasted: str) -> None:
    assert refused(pasted).code == "no_key"


def test_an_unusual_form_is_doubted_and_used() -> None:
    picked = taken("sk-other-form")
    assert picked.value == "sk-other-form"
    assert "does not look like" in picked.doubt
    assert taken("anything", Field(label="Key", example="k")).doubt == ""


def test_a_huge_paste_ends() -> None:
    for filler in ("x" * 30, "a=b", "\n", "export ", "*.", "{", '["', "k:"):
        huge = filler * (1_000_000 // len(filler))
        for field in (FIELD, GOOGLE, TWINS):
            said, value = outcome(huge, field)
            assert len(value) <= ENOUGH
            assert len(said) < 400


CATALOGUE = load(resource_path())
FIELDS = {
    f"{id}.{name}": (id, field)
    for id in CATALOGUE.ids()
    for known in (CATALOGUE.spec(id).app, CATALOGUE.spec(id).route)
    for part in known.values()
    for name, field in part.field.items()
    if field.pattern and name != "username" and not field.public  # a plain word is found in no text
}
WORDS = st.lists(st.text(string.ascii_lowercase, min_size=1, max_size=9), max_size=6).map(" ".join)
GAPS = st.sampled_from([" ", "\n", "\r\n", "\t", ": ", " = ", "\n\n"])


@pytest.mark.parametrize("name", FIELDS)
@given(data=st.data())
def test_a_good_key_is_found_in_any_text_around_it(name: str, data: st.DataObject) -> None:
    _, field = FIELDS[name]
    key = data.draw(st.from_regex(re.compile(field.pattern, re.ASCII), fullmatch=True))
    try:
        alone = taken(key, field)
    except BadInput:
        assume(False)
    assert alone.value == key
    before, after, gap = data.draw(WORDS), data.draw(WORDS), data.draw(GAPS)
    assume(before or after)
    text = f"{before}{gap}{key}\n{after}"
    assert taken(text, field).value == key


@pytest.mark.parametrize(("name", "simulated"), list(product(FIELDS, [True, False, None])))
@given(pasted=st.text(st.characters()) | st.from_regex(r"[\s\S]*[*•.{}\[\]:=\"'-]{0,5}[\s\S]*", fullmatch=True))
@example(pasted="\ud83e")
@example(pasted="[" * 19_999)
@example(pasted='{"a":' * 3000)
@example(pasted="0:" + "A" * 60)
@example(pasted="'\r'")
def test_nothing_crashes_and_no_error_repeats_what_was_pasted(name: str, simulated: bool | None, pasted: str) -> None:
    id, field = FIELDS[name]
    said, value = outcome(pasted, field, simulated=simulated, others={f"{id}.client_id": "x"}, siblings={"Other": "y"})
    assert bool(said) != bool(value)
    assert value == value.strip()
    assert len(pasted.strip()) < 12 or pasted.strip() not in said
