"""The console's Keys & Tokens page (docs.x.com/fundamentals/developer-apps).

Secrets show once, when they are made. An access token keeps the permission of the moment it was made.
"""

from stagedoor.practice.messages import Answer, Ask, html_answer
from stagedoor.practice.pages import Html, button_form, el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.x.console import frame, own_app, url
from stagedoor.practice.x.state import MESSAGES, READ, WRITE, App, X

PATHS = Paths()
LEVELS = {READ: "Read", WRITE: "Read and Write", MESSAGES: "Read, Write and Direct Messages"}


@PATHS.on("GET", "/apps/{id}/keys")
def keys_page(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    pair = next((p for p in x.key_pairs.values() if p.alive and p.app is app and p.person == app.owner), None)
    line = f"For @{app.owner} · {LEVELS[pair.level]}" if pair else "None generated"
    verb = "Regenerate" if pair else "Generate"
    client = [shown("Client ID", app.client_id)] if app.kind else [el("p", "Set up user authentication first.")]
    if app.kind == "web":
        client.append(_button(x, app, "client-secret", "Regenerate Client Secret"))
    return html_answer(
        frame(
            x,
            "Keys & Tokens",
            el("h2", "App-Only Authentication"),
            _button(x, app, "bearer", "Regenerate Bearer Token"),
            el("h2", "OAuth 1.0 Keys"),
            shown("Consumer Key", app.api_key[:4] + "•" * 12),
            _button(x, app, "consumer", "Regenerate Consumer Key"),
            el("p", "Access Token: ", line),
            _button(x, app, "access", f"{verb} Access Token"),
            el("h2", "OAuth 2.0 Keys"),
            *client,
        )
    )


@PATHS.on("POST", "/apps/{id}/keys/bearer")
def bearer(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    x.new_bearer(app)
    return _once(x, app, ("Bearer Token", app.bearer))


@PATHS.on("POST", "/apps/{id}/keys/consumer")
def consumer(x: X, ask: Ask) -> Answer:
    """Everything made with the old pair ends."""
    app = own_app(x, ask)
    x.new_consumer_keys(app)
    return _once(x, app, ("Consumer Key", app.api_key), ("Consumer Secret", app.api_secret))


@PATHS.on("POST", "/apps/{id}/keys/access")
def access(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    pair = x.new_key_pair(app, app.owner)
    line = el("p", f"For @{app.owner} · {LEVELS[pair.level]}")
    return _once(x, app, ("Access Token", pair.token), ("Access Token Secret", pair.secret), more=line)


@PATHS.on("POST", "/apps/{id}/keys/client-secret")
def client_secret(x: X, ask: Ask) -> Answer:
    app = own_app(x, ask)
    x.new_client_secret(app)
    return _once(x, app, ("Client Secret", app.client_secret))


def _button(x: X, app: App, what: str, label: str) -> Html:
    return button_form(url(x, f"/apps/{app.id}/keys/{what}"), label)


def _once(x: X, app: App, *values: tuple[str, str], more: str = "") -> Answer:
    text = el("p", "Save this now. You will not be able to see it again.")
    done = el("a", "Done", href=url(x, f"/apps/{app.id}/keys"))
    return html_answer(frame(x, "Keys & Tokens", text, *(shown(*value) for value in values), more, done))
