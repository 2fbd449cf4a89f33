"""A file of the wrong shape is refused with file, line, key and mend; all faults are said at once."""

import pytest
from tests.catalogue.files import MINI, changed, line_of, refusal, resources

from stagedoor.catalogue import load
from stagedoor.domain.errors import BadPlatformFile

SHAPE = {
    "unknown key at the top": ('name = "Mini"', 'nmae = "Mini"', "nmae", 'Did you mean "name"?'),
    "unknown key in a step": ("title = ", "titel = ", "route.browser.step.keys.titel", 'Did you mean "title"?'),
    "unknown key in an inline table": ("pkce = ", "pcke = ", "oauth.user.authorize.pcke", 'Did you mean "pkce"?'),
    "unknown key in a list of tables": (
        "[A-Z]{5}', say =",
        "[A-Z]{5}', says =",
        "app.main.field.client_id.twins[1].says",
        'Did you mean "say"?',
    ),
    "unknown table": ("[check.me]", "[chekc.me]", "chekc", 'Did you mean "check"?'),
    "unknown rung": ("rung.private", "rung.privat", "post.text.rung.privat", 'Did you mean "private"?'),
    "text for a number": (
        "code_seconds = 60",
        'code_seconds = "60"',
        "oauth.user.token.code_seconds",
        "Write a whole number.",
    ),
    "number for a text": ('asks = "Who is it?"', "asks = 7", "check.me.asks", "Write a text in quotes."),
    "text for a list": ('needs = ["card"]', 'needs = "card"', "route.browser.needs", "Write a list"),
    "text for a table": ('[version]\napi = "v3"', "", "version", "Write a table."),
    "text for a date": ("seen = 2026-11-21", 'seen = "soon"', "seen", "Write a date such as 2026-11-21."),
    "text for true": ("secret = true", 'secret = "yes"', "app.main.field.client_secret.secret", "true or false"),
    "number in a list of texts": ('dead = ["ended"]', "dead = [401]", "oauth.user.dead[1]", "a text in quotes"),
    "word that is no choice": ('"S256"', '"S265"', "oauth.user.authorize.pkce", 'Did you mean "S256"?'),
    "missing key": ('heading = "Wrong"\n', "", "route.browser.dead_end.wrong.heading", "Add a line: heading ="),
    "missing table": ('[another_account]\nbefore = "Nothing to do."\n', "", "another_account", "Add a line"),
}


@pytest.mark.parametrize(("old", "new", "key", "mend"), SHAPE.values(), ids=SHAPE)
def test_a_wrong_shape_names_key_and_mend(tmp_path, old, new, key, mend):
    text = changed(old, new)
    if key == "version":
        text = text.replace("seen = 2026-11-21", 'seen = 2026-11-21\nversion = "v3"')
    error = refusal(tmp_path, text)
    assert f"{tmp_path}/platforms/mini.toml, line " in error.cause
    assert f", {key}: " in error.cause
    assert mend in error.fix


LINES = {
    "in a table": ('unique = "global"', 'uniqe = "global"', "uniqe ="),
    "after a text of several lines": ('checks = ["me"]', 'cheks = ["me"]', "cheks ="),
    "in an inline table": ("authorize = { url", "authorize = { ulr", "ulr ="),
    "in a list of tables": ('equals = "mini', 'eqals = "mini', "eqals ="),
    "under a dotted key": ("question.type = { ask", "question.type = { aks", "aks ="),
    "below a quoted table": ("missing = ", "misses = ", "misses ="),
    "missing in a table": ('label = "Client ID"\n', "", "[app.main.field.client_id]"),
    "dangling": ('checks = ["me"]', 'checks = ["you"]', 'checks = ["you"]'),
}


@pytest.mark.parametrize(("old", "new", "marker"), LINES.values(), ids=LINES)
def test_the_line_is_the_right_one(tmp_path, old, new, marker):
    text = changed(old, new)
    assert f", line {line_of(text, marker)}, " in refusal(tmp_path, text).cause


def test_the_line_counts_with_windows_line_ends_too(tmp_path):
    text = changed("code_seconds", "code_secs")
    error = refusal(tmp_path, text.replace("\n", "\r\n"))
    assert f", line {line_of(text, 'code_secs')}, " in error.cause


def test_all_faults_of_all_files_are_said_at_once(tmp_path):
    one = changed('heading = "Wrong"', 'heding = "Wrong"').replace("code_seconds = 60", 'code_seconds = "soon"')
    two = MINI.replace('id = "mini"', 'id = "other"').replace("mini.client_secret", "other.client_secret")
    two = two.replace('checks = ["me"]', 'checks = ["you"]')
    with pytest.raises(BadPlatformFile, match="code_seconds") as raised:
        load(resources(tmp_path, mini=one, other=two))
    assert "And 2 more:" in raised.value.fix
    for key in ("dead_end.wrong.heding", "route.browser.step.keys.checks"):
        assert key in raised.value.fix


def test_the_sound_file_loads(tmp_path):
    catalogue = load(resources(tmp_path, mini=MINI))
    assert catalogue.ids() == ["mini"]
    assert list(catalogue.spec("mini").route["browser"].step) == ["keys"]
