"""The three pages that portals want of everybody, written for one person's own tool. Pure.

They say what is true of Stagedoor: one user, keys in this computer's keychain, names and a history of the own posts in
a database beside it, no server, and nothing about other people beyond what a platform answers at the moment.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from msgspec import Struct

NEEDED = ("publisher", "email")
"""Without these details nobody could be asked: a page without them is none."""


class Owner(Struct, frozen=True, kw_only=True):
    """Whose tool it is. `day`: when the page was written, as it stands on it."""

    publisher: str
    app_name: str
    email: str
    website: str = ""
    day: str


Section = tuple[str, list[str]]
"""A heading and its paragraphs."""


class PublicPage(NamedTuple):
    """`file` is its name in the home, `label` says what it is for."""

    file: str
    title: str
    label: str
    sections: Callable[[Owner], list[Section]]


def as_html(page: PublicPage, owner: Owner) -> bytes:
    """A whole document that needs no other file. Everything that the person wrote is escaped."""
    parts = [f"<h1>{escape(page.title)}</h1>", f"<p>{escape(_byline(owner))}</p>"]
    for heading, paragraphs in page.sections(owner):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts += [f"<p>{escape(text)}</p>" for text in paragraphs]
    title = escape(f"{page.title} - {owner.app_name}")
    return _DOCUMENT.format(title=title, body="\n".join(parts)).encode()


def as_text(page: PublicPage, owner: Owner) -> str:
    """The same words, to be pasted into the editor of a website."""
    blocks = [page.title, _byline(owner)]
    for heading, paragraphs in page.sections(owner):
        blocks += [heading, *paragraphs]
    return "\n\n".join(blocks) + "\n"


def _byline(owner: Owner) -> str:
    site = f" ({owner.website})" if owner.website else ""
    return f"{owner.app_name}, the publishing tool of {owner.publisher}{site}. Last changed on {owner.day}."


def _privacy(owner: Owner) -> list[Section]:
    return [
        ("Who uses this tool", [
            (f"{owner.app_name} is a private tool with one user: {owner.publisher}. It publishes {owner.publisher}'s "
            "own posts to their own accounts. Nobody else can sign in to it, and it is not offered to anybody."),
        ]),
        ("What it keeps, and where", [
            ("It runs on the owner's own computer. There it keeps the keys of the owner's sign-ins, in the keychain of "
            "that computer or in an encrypted file, and a small database with the names of the owner's own accounts, "
            "the results of its checks and a history of the owner's own posts."),
            "It has no server of its own. It sets no cookies, shows no advertising and counts no visitors.",
        ]),
        ("Data about other people", [
            ("It does not collect, keep, sell or analyse data about other people. What a platform answers about the "
            "owner's own accounts, such as a number of followers, is shown to the owner and not linked to anybody."),
        ]),
        ("Who gets data", [
            ("Only the platforms on which the owner publishes: each gets the posts that the owner sends there, and the "
            "keys that it gave out itself. Nobody else gets anything."),
        ]),
        ("How long it is kept, and how it is deleted", [
            ("Until the owner disconnects an account: then its keys are deleted. The owner can end the sign-in on the "
            "platform's own settings page, too. Another page says how anybody can ask for data to be deleted."),
        ]),
        ("Questions", [f"Write to {owner.email}."]),
    ]  # fmt: skip


def _terms(owner: Owner) -> list[Section]:
    return [
        ("For whom", [
            (f"{owner.app_name} is used by {owner.publisher} alone, to publish their own posts to their own accounts. "
            "It is not offered to the public; nobody else can open an account."),
        ]),
        ("What it may do", [
            ("It does what the owner tells it, under the rules of each platform that it publishes to. The owner "
            "answers for every post."),
        ]),
        ("No warranty", ["It comes without any warranty, as far as the law allows."]),
        ("Questions", [f"Write to {owner.email}."]),
    ]  # fmt: skip


def _deletion(owner: Owner) -> list[Section]:
    return [
        ("What there is to delete", [
            (f"{owner.app_name} is used by {owner.publisher} alone. It keeps the keys, names and post history of the "
            "owner's own accounts, on the owner's own computer, and nothing about other people."),
        ]),
        ("How the owner deletes it", [
            "1. In the tool: disconnect the account. Its keys are deleted from the computer.",
            ("2. On the platform: open its settings, the part about connected apps and websites, and remove "
            f"{owner.app_name}. Every key is then worthless."),
        ]),
        ("If you believe that it holds something about you", [
            f"Write to {owner.email} and say what it is. You get an answer, and it is deleted, within 30 days.",
        ]),
    ]  # fmt: skip


PAGES = {
    "privacy_url": PublicPage(
        "privacy.html", "Privacy policy", "What your tool keeps about people: nothing but your own data.", _privacy
    ),
    "terms_url": PublicPage("terms.html", "Terms of use", "Who may use your tool: only you.", _terms),
    "deletion_url": PublicPage(
        "delete-my-data.html", "Deleting data", "How data is deleted. It needs an address of its own.", _deletion
    ),
}
"""Every page, by the detail that holds its address once it is online."""


class Hosting(NamedTuple):
    """A way to put the pages online, step by step."""

    name: str
    note: str
    steps: tuple[str, ...]


HOSTING = {
    "site": Hosting("Your own site", "You can upload files there", (
        'Press "Show in folder" above: the three files lie side by side.',
        "Upload them to your site, as you upload other files: the file manager of your web host, or FTP.",
        "The addresses are then your site's, a slash and the name of the file: …/privacy.html",
        "Open each address in a private window. It must open without a sign-in.",
    )),
    "builder": Hosting("A site builder", "Wix, Squarespace, WordPress and the like", (
        "Make three new pages on your site: Privacy policy, Terms of use, Deleting data.",
        'Here, press "Copy the text" at one of the pages above, and paste it into the page of that name.',
        'No password and no "members only" on them. They need not stand in the menu.',
        "Publish the site, then open each page in a private window and copy its address.",
    )),
    "code": Hosting("A code host's pages", "Free, for instance GitHub Pages", (
        "Sign in to GitHub, or make a free account there.",
        'Press New repository, name it "pages", choose Public, and press Create repository.',
        ('Press "uploading an existing file" (or Add file, Upload files), drop the three files, and press Commit '
        "changes."),
        'Settings, Pages: under Branch choose main and "/ (root)", and press Save.',
        ("After some minutes the page Settings, Pages should show the address of your site. Add the name of the file: "
        "…/pages/privacy.html"),
    )),
}  # fmt: skip
"""The three ways, the nearest first."""

_DOCUMENT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.6 sans-serif}}</style>
</head>
<body>
{body}
</body>
</html>
"""
