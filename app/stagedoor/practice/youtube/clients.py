"""The console's Clients page: the secret and the JSON file show once, when they are made.

Source: support.google.com/cloud/answer/15549257.
"""

import json

from stagedoor.practice.forms import lines, one, read
from stagedoor.practice.messages import Answer, Ask, RefusedError, html_answer, see_other
from stagedoor.practice.pages import button_form, el, shown
from stagedoor.practice.paths import Paths
from stagedoor.practice.youtube import forms
from stagedoor.practice.youtube.console import again, frame, project, url
from stagedoor.practice.youtube.state import Client, YouTube

PATHS = Paths()


@PATHS.on("GET", "/auth/clients")
def listed(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    mine = [c for c in google.clients.values() if c.project is here and not c.deleted]
    links = [el("li", el("a", c.name, href=url(google, f"/auth/clients/{c.id}", here))) for c in mine]
    create = el("a", "Create client", href=url(google, "/auth/clients/create", here))
    return html_answer(frame(google, "Clients", el("ul", *links), create, project=here))


@PATHS.on("GET", "/auth/clients/create")
def create_page(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    to = url(google, "/auth/clients/create", here)
    if not here.app_name:
        text = el("p", "To create an OAuth client ID, configure your consent screen first.")
        return html_answer(frame(google, "Create OAuth client ID", text, project=here))
    return html_answer(frame(google, "Create OAuth client ID", forms.CLIENT.draw(to), project=here))


@PATHS.on("POST", "/auth/clients/create")
def create(google: YouTube, ask: Ask) -> Answer:
    here = project(google, ask)
    values = read(forms.CLIENT, ask.form_pairs)
    to = url(google, "/auth/clients/create", here)
    if forms.CLIENT.errors(values) or not here.app_name:
        return again(google, "Create OAuth client ID", forms.CLIENT, to, values, here)
    client = google.new_client(here, one(values, "kind"), one(values, "name"))
    client.redirects = lines(values, "redirects") if client.kind == "web" else []
    return _once(google, client, "OAuth client created")


@PATHS.on("GET", "/auth/clients/{id}")
def client_page(google: YouTube, ask: Ask) -> Answer:
    """Since June 2025 a secret shows only its last four characters here."""
    client = _own(google, ask)
    masked = [el("p", f"Client secret: ****{secret[-4:]}") for secret in client.secrets]
    here, at = client.project, f"/auth/clients/{client.id}"
    buttons = (
        button_form(url(google, f"{at}/secret", here), "Add secret"),
        button_form(url(google, f"{at}/delete", here), "Delete"),
    )
    return html_answer(
        frame(google, client.name, shown("Client ID", client.id), *masked, *buttons, project=client.project)
    )


@PATHS.on("POST", "/auth/clients/{id}/secret")
def add_secret(google: YouTube, ask: Ask) -> Answer:
    client = _own(google, ask)
    google.new_secret(client)
    return _once(google, client, "Client secret added")


@PATHS.on("POST", "/auth/clients/{id}/delete")
def delete(google: YouTube, ask: Ask) -> Answer:
    client = _own(google, ask)
    client.deleted = True
    return see_other(url(google, "/auth/clients", client.project))


def file_of(client: Client) -> str:
    """The text of the JSON file as Google gives it out."""
    inside = {
        "client_id": client.id,
        "project_id": client.project.id,
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": "https://oauth2.googleapis.com/token",
        "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
        "client_secret": client.secrets[-1],
        "redirect_uris": client.redirects or ["http://localhost"],
    }
    return json.dumps({client.kind: inside})


def _once(google: YouTube, client: Client, title: str) -> Answer:
    text = el("p", "Download the JSON now. You will not be able to view or download the client secret again.")
    values = (("Client ID", client.id), ("Client secret", client.secrets[-1]), ("Download JSON", file_of(client)))
    parts = [shown(*value) for value in values]
    return html_answer(frame(google, title, text, *parts, project=client.project))


def _own(google: YouTube, ask: Ask) -> Client:
    here = project(google, ask)
    client = google.clients.get(ask.params["id"])
    if client is None or client.project is not here or client.deleted:
        text = "The client does not exist."
        raise RefusedError(html_answer(frame(google, text, project=here), 404, reason="no such client"))
    return client
