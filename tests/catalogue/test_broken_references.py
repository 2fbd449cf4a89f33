"""What points to nothing inside a platform file, and what contradicts itself, is found when the file is loaded."""

import pytest
from tests.catalogue.files import MINI, changed, refusal

REFERENCES = {
    "step of an error": ("error.ended.step", 'step = "browser.keys"\n\n[another', 'step = "browser.kyes"\n\n[another'),
    "step of a dead end": (
        "route.browser.dead_end.wrong.step",
        'step = "browser.keys"\n\n[scope',
        'step = "keys"\n\n[scope',
    ),
    "field of a route": ("route.browser.fields", '"client_secret"]\nscopes', '"client_secrte"]\nscopes'),
    "field of a step": ("route.browser.step.keys.fields", '"client_secret"]\nquestions', '"client_secrte"]\nquestions'),
    "question of a step": ("route.browser.step.keys.questions", 'questions = ["type"]', 'questions = ["tpye"]'),
    "check of a step": ("route.browser.step.keys.checks", 'checks = ["me"]', 'checks = ["mee"]'),
    "condition of a step": (
        "route.browser.step.keys.only_when.type",
        'only_when = { type = "web" }',
        'only_when = { type = "wbe" }',
    ),
    "unknown question in a condition": ("route.browser.step.keys.only_when", "only_when = { type", "only_when = { typ"),
    "condition of a field": (
        "app.main.field.client_secret.required_when.type",
        'required_when = { type = "web" }',
        'required_when = { type = "wb" }',
    ),
    "recommended for an unknown answer": (
        "route.browser.recommended_when.type",
        'recommended_when = { type = "native" }',
        'recommended_when = { type = "natve" }',
    ),
    "recommended to all and to some": (
        "route.browser.recommended_when",
        "recommended_when = { type",
        "recommended = true\nrecommended_when = { type",
    ),
    "way without an answer": (
        "oauth.user.token.client_auth",
        'native = "id-in-body", web',
        'nativ = "id-in-body", web',
    ),
    "need": ("route.browser.needs", 'needs = ["card"]', 'needs = ["crad"]'),
    "scope": ("route.browser.scopes", 'scopes = ["post.write"]', 'scopes = ["post.wriet"]'),
    "app kind": ("route.browser.app", 'app = "main"', 'app = "mian"'),
    "oauth table": ("route.browser.oauth", 'oauth = "user"', 'oauth = "usr"'),
    "dead error": ("oauth.user.dead", 'dead = ["ended"]', 'dead = ["end"]'),
    "dead error of another kind": ("oauth.user.dead[1]", 'kind = "grant_dead"', 'kind = "quota"'),
    "identifying field": ("app.main.ident", 'ident = "client_id"', 'ident = "client_di"'),
    "twin of an unknown field": ("app.main.field.client_id.twins[2].equals", "mini.client_secret", "mini.client_scret"),
    "twin without a platform": ("app.main.field.client_id.twins[2].equals", '"mini.client_secret"', '"client_secret"'),
    "twin of an unknown platform": ("app.main.field.client_id.twins[2].equals", "mini.client_secret", "maxi.client_id"),
    "error of a version that is gone": ("version.gone", 'api = "v3"', 'api = "v3"\ngone = "upgrade"'),
    "condition of a permission": (
        'scope."post.write".only_when',
        'missing = "Stagedoor cannot post."',
        'missing = "."\nonly_when = { typo = "web" }',
    ),
    "condition of an end": (
        "oauth.user.cap.soon.when.type",
        "\n[oauth.user.token]",
        '\n[oauth.user.cap.soon]\nwhen = { type = "wbe" }\nseconds = 1\nwhy = "."\nfix = "."\n\n[oauth.user.token]',
    ),
    "file of another id": ("id", 'id = "mini"', 'id = "other"'),
}


@pytest.mark.parametrize(("key", "old", "new"), REFERENCES.values(), ids=REFERENCES)
def test_a_dangling_reference_is_found(tmp_path, key, old, new):
    error = refusal(tmp_path, changed(old, new))
    assert f", {key}: " in str(error)


RULES = {
    "pattern that does not compile": ("app.main.field.client_id.pattern", "'[a-z]{5}'", "'[a-z'"),
    "example that does not fit": ("app.main.field.client_id.example", '"abcde"', '"abc"'),
    "twin that takes the right key": ("app.main.field.client_id.twins[1].pattern", "'[A-Z]{5}'", "'[a-z]+'"),
    "twin pattern that does not compile": ("app.main.field.client_id.twins[1].pattern", "'[A-Z]{5}'", "'(A'"),
    "twin told apart in two ways": (
        "app.main.field.client_id.twins[2]",
        '{ equals = "mini',
        "{ pattern = '[0-9]+', equals = \"mini",
    ),
    "twin told apart by nothing": ("app.main.field.client_id.twins[1]", "{ pattern = '[A-Z]{5}', say", "{ say"),
    "finder that catches two things": (
        "app.main.field.client_id.find",
        'example = "abcde"',
        "example = \"abcde\"\nfind = '(a)(b)'",
    ),
    "finder that does not compile": (
        "app.main.field.client_id.find",
        'example = "abcde"',
        "example = \"abcde\"\nfind = '(a'",
    ),
    "address with an unknown host": ("route.browser.step.keys.link", '"{web}/apps"', '"{wbe}/apps"'),
    "address written out": ("route.browser.step.keys.link", '"{web}/apps"', '"https://mini.example/apps"'),
    "address in a text": ("error.ended.fix", '"Sign in again."', '"Sign in at https://evil.example."'),
    "telegram address in a text": ("error.ended.fix", '"Sign in again."', '"Open tg://resolve."'),
    "unknown name in a text": ("identity.sentence", "{name}", "{nmae}"),
    "plain host": ("hosts.web", '"https://mini.example"', '"http://mini.example"'),
    "host with a slash": ("hosts.web", '"https://mini.example"', '"https://mini.example/"'),
    "return address elsewhere": ("oauth.user.redirect.url", "http://127.0.0.1:{port}", "http://mini.example:{port}"),
    "port out of range": ("oauth.user.redirect.ports[2]", "8501", "85010"),
    "port of the system": ("oauth.user.redirect.ports[1]", "8500", "80"),
    "port twice": ("oauth.user.redirect.ports[2]", "8501", "8500"),
    "ports without a place": ("oauth.user.redirect.ports", "{port}/cb", "8500/cb"),
    "no expected page": (
        "route.browser.expects",
        '[route.browser.expects.consent]\nheading = "Allow?"\npress = "Allow"\n',
        "",
    ),
    "no sign-in table": ("route.browser.oauth", 'oauth = "user"\n', ""),
    "field without a step": (
        "route.browser.fields[1]",
        'fields = ["client_id", "client_secret"]\nquestions',
        'fields = ["client_secret"]\nquestions',
    ),
    "variable in small letters": ("route.browser.exec.access_token", "MINI_ACCESS_TOKEN", "mini_token"),
    "overlay key in a file": ("overlay", 'name = "Mini"', 'name = "Mini"\noverlay = []'),
}


@pytest.mark.parametrize(("key", "old", "new"), RULES.values(), ids=RULES)
def test_a_rule_beyond_types_is_kept(tmp_path, key, old, new):
    error = refusal(tmp_path, changed(old, new))
    assert f", {key}: " in str(error)
    assert error.fix


def test_a_route_without_a_dead_end_is_refused(tmp_path):
    start, end = MINI.index("[route.browser.dead_end"), MINI.index("[scope.")
    assert ", route.browser.dead_end: " in refusal(tmp_path, MINI[:start] + MINI[end:]).cause
