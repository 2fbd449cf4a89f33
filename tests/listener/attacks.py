"""What a hostile page can try against the port, as scripts.

RIGHT is the true return, which no attacker knows: with it even a lucky guess is covered. WRONG is one without the
state, TARGET what one could know of it. `over` tells the test that the browser is done with it.
"""

from typing import NamedTuple

from stagedoor.listener.pages import Page


class Attack(NamedTuple):
    script: str
    answers: set[Page]


_NO_VISIT = {Page.NOT_A_VISIT}

EMBEDDED = {
    "image": Attack("add('img', {src: RIGHT})", _NO_VISIT),
    "script": Attack("add('script', {src: RIGHT})", _NO_VISIT),
    "style": Attack("add('link', {rel: 'stylesheet', href: RIGHT})", _NO_VISIT),
    "frame": Attack("add('iframe', {src: RIGHT})", _NO_VISIT),
    "object": Attack("add('object', {data: RIGHT})", _NO_VISIT),
    "prefetch": Attack("add('link', {rel: 'prefetch', href: RIGHT})", {Page.NOT_AHEAD, Page.NOT_A_VISIT}),
    "fetch": Attack("fetch(RIGHT, {mode: 'no-cors', credentials: 'include'}).then(over, over)", _NO_VISIT),
    "fetch with cors": Attack("fetch(RIGHT).then(over, over)", _NO_VISIT),
    "post": Attack("fetch(RIGHT, {mode: 'no-cors', method: 'post', body: 'a'}).then(over, over)", {Page.NOT_ALLOWED}),
    "socket": Attack("new WebSocket(RIGHT.replace('http', 'ws')).onerror = over", _NO_VISIT),
}

VISITS = {
    "form that posts": Attack("add('form', {method: 'post', action: RIGHT}).submit()", {Page.NOT_ALLOWED}),
    "form": Attack(
        "const f = add('form', {action: TARGET}); const i = document.createElement('input');"
        "i.name = 'code'; i.value = 'evil'; f.append(i); f.submit()",
        {Page.NOT_THIS_SIGN_IN},
    ),
    "location": Attack("location = WRONG", {Page.NOT_THIS_SIGN_IN}),
    "refresh": Attack("add('meta', {httpEquiv: 'refresh', content: '0;url=' + WRONG})", {Page.NOT_THIS_SIGN_IN}),
    "another path": Attack("location = TARGET + '/../../cancel'", {Page.NOT_FOUND}),
}

_HELPERS = """
const over = () => {document.title = 'over'};
const add = (tag, what) => {
  const e = document.createElement(tag);
  e.onload = e.onerror = over;
  Object.assign(e, what);
  document.body.append(e);
  return e;
};
"""


def hostile_page(attack: Attack, *, right: str, wrong: str) -> str:
    known = f"const RIGHT = '{right}', WRONG = '{wrong}', TARGET = WRONG.split('?')[0];"
    return f"<!doctype html><title>nice</title><body><script>{_HELPERS}{known}{attack.script}</script>"
