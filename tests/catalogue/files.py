"""A small sound platform file, and the means to break it in one place and look at what is said."""

from pathlib import Path

import pytest

from stagedoor.catalogue import load
from stagedoor.domain.errors import BadPlatformFile

MINI = """\
id = "mini"
name = "Mini"
seen = 2026-11-21

[hosts]
web = "https://mini.example"
api = "https://api.mini.example"

[version]
api = "v3"

[identity]
unique = "global"
sentence = "Posts will go to {name}."

[need.card]
text = "A card"

[app.main]
ident = "client_id"
question.type = { ask = "Which type?", options = { native = "Native", web = "Web" } }

[app.main.field.client_id]
label = "Client ID"
pattern = '[a-z]{5}'
example = "abcde"
twins = [
  { pattern = '[A-Z]{5}', say = "This is the other one." },
  { equals = "mini.client_secret", say = "This is the secret." },
]

[app.main.field.client_secret]
label = "Client Secret"
secret = true
example = "topsecret"
required_when = { type = "web" }

[oauth.user]
authorize = { url = "{web}/authorize", pkce = "S256" }
lifetimes = { access = 7200, refresh = 90000 }
redirect = { url = "http://127.0.0.1:{port}/cb/mini", ports = [8500, 8501] }
dead = ["ended"]

[oauth.user.token]
url = "{api}/token"
client_auth = { native = "id-in-body", web = "basic" }
code_seconds = 60

[oauth.user.renew]
kind = "refresh_token"
url = "{api}/token"

[oauth.user.revoke]
reach = "grant"
by_hand = "{web}/settings"

[route.browser]
kind = "browser"
name = "Sign in with the browser"
recommended_when = { type = "native" }
app = "main"
oauth = "user"
needs = ["card"]
fields = ["client_id", "client_secret"]
scopes = ["post.write"]
exec = { access_token = "MINI_ACCESS_TOKEN" }

[route.browser.step.keys]
title = "Copy the keys"
link = "{web}/apps"
do = \"\"\"
Copy both. # no comment
[this.is] = "no table"
\"\"\"
fields = ["client_id", "client_secret"]
questions = ["type"]
checks = ["me"]
only_when = { type = "web" }

[route.browser.expects.consent]
heading = "Allow?"
press = "Allow"

[route.browser.dead_end.wrong]
heading = "Wrong"
cause = "The address differs."
fix = "Mend it."
step = "browser.keys"

[scope."post.write"]
ability = "post"
missing = "Stagedoor cannot post."

[check.me]
asks = "Who is it?"

[post.text.rung.private]
audience = "nobody"

[error.ended]
status = 401
kind = "grant_dead"
cause = "It ended."
fix = "Sign in again."
step = "browser.keys"

[another_account]
before = "Nothing to do."
"""


def resources(folder: Path, **files: str | bytes) -> Path:
    """A resources folder with these platform files."""
    (folder / "platforms").mkdir(parents=True, exist_ok=True)
    for id, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / "platforms" / f"{id}.toml").write_bytes(data)
    return folder


def changed(old: str, new: str) -> str:
    """MINI with one place changed; the place must be there once."""
    assert MINI.count(old) == 1, f"{MINI.count(old)} times in the file: {old}"
    return MINI.replace(old, new)


def line_of(text: str, wanted: str) -> int:
    """The number (from 1) of the only line that holds `wanted`."""
    hits = [number for number, line in enumerate(text.splitlines(), 1) if wanted in line]
    assert len(hits) == 1, f"lines {hits} hold {wanted}"
    return hits[0]


def refusal(folder: Path, content: str | bytes, overlays: Path | None = None) -> BadPlatformFile:
    with pytest.raises(BadPlatformFile) as raised:
        load(resources(folder, mini=content), overlays)
    return raised.value
