"""TikTok's consent page at /v2/auth/authorize/, with the slash.

Sources: developers.tiktok.com/doc/login-kit-desktop; hex challenge: better-auth/better-auth#3114; target users:
developers.tiktok.com/doc/add-a-sandbox. A set-up that is wrong never comes back: TikTok names the parameter on a page
of its own.
"""

import re
from dataclasses import replace
from urllib.parse import quote

from stagedoor.practice import consent
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import Html, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.tiktok import session
from stagedoor.practice.tiktok.state import AFTER_REVIEW, DESKTOP, LOGIN_KIT, Account, App, Position, Settings, TikTok

PATHS = Paths()
SITE = "TikTok"
AUTHORIZE = "/v2/auth/authorize/"
BASIC = "user.info.basic"
MEANS = {
    BASIC: "Read your profile info (avatar, display name)",
    "user.info.profile": "Read access to your additional profile information, such as bio description",
    "video.upload": "Share your content to TikTok as a draft",
    "video.publish": "Post content to TikTok",
}
HEX = re.compile(r"[0-9a-f]{64}")
CORRECT = "Correct the following and try again: "
NAMES = ("client_key", "redirect_uri", "code_challenge", "scope", "response_type", "state")


@PATHS.on("GET", AUTHORIZE)
def ask_person(tiktok: TikTok, ask: Ask) -> Answer:
    """The page; none at all where this person allowed the same before, unless `disable_auto_auth` asks for it."""
    found = tiktok.position(ask.query.get("client_key", ""))
    if found is None:
        return _dead_end(CORRECT + "client_key", "unknown client_key")
    app, position = found
    if not position.works:
        return _dead_end("Client info is illegal or malformed", "the pair of Production before its approval")
    try:
        asked = _checked(ask, position)
    except consent.DeadEnd as end:
        return _dead_end(CORRECT + _named(str(end)), str(end))
    person = session.account(tiktok, ask)
    if ask.query.get("disable_auto_auth") != "1" and _allowed_before(tiktok, asked, person):
        return see_other(_yes(tiktok, asked, person, asked.scopes))
    number = tiktok.desk.keep(asked)
    drawn = html_answer(_drawn(tiktok, ask, app, person, number))
    return session.remember(tiktok, drawn, session.ACCOUNT, person.username)


@PATHS.on("POST", AUTHORIZE)
def decided(tiktok: TikTok, ask: Ask) -> Answer:
    """Continue or Cancel; each permission but the first may be switched off."""
    asked = tiktok.desk.take(ask.form.get("request", ""))
    if asked is None:
        return _dead_end("This page is not open any more", "the consent page is not open any more")
    person = session.account(tiktok, ask)
    if ask.form.get("decision") != "allow":
        text = "User cancelled the authorization"
        return see_other(consent.back(asked, error="access_denied", error_description=text))
    found = tiktok.position(asked.client)
    if found is None or (found[1].sandbox and not _is_target(tiktok, found[1].applied, person)):
        text = "The account is not a target user of this sandbox"
        return see_other(
            consent.back(asked, error="access_denied", error_type="non_sandbox_target", error_description=text)
        )
    ticked = {value for name, value in ask.form_pairs if name == "scope"} | {BASIC}
    return see_other(_yes(tiktok, asked, person, tuple(s for s in asked.scopes if s in ticked)))


@PATHS.on("GET", "/switch")
def switch(tiktok: TikTok, ask: Ask) -> Answer:
    """Another account in the same browser; only practice has this link, TikTok wants you to log out."""
    to = ask.query.get("to", "")
    if to not in tiktok.accounts:
        return _dead_end("There is no such account", "no such account")
    back = f"{tiktok.place.host('web')}{AUTHORIZE}?{ask.query.get('back', '')}"
    return session.remember(tiktok, see_other(back), session.ACCOUNT, to)


def fits(entry: str, redirect: str) -> bool:
    """An entry of the list, whose port may be *; everything else must be the same, the last slash too."""
    if ":*/" not in entry:
        return entry == redirect
    before, _, after = entry.partition(":*/")
    return bool(re.fullmatch(rf"{re.escape(before)}:\d{{1,5}}/{re.escape(after)}", redirect))


def _checked(ask: Ask, position: Position) -> consent.Asked:
    """By what was applied. Raises DeadEnd."""
    applied, known = position.applied, None
    redirect = ask.query.get("redirect_uri", "")
    if LOGIN_KIT in applied.products:
        entries = [entry for platform in applied.platforms for entry in applied.redirects.get(platform, ())]
        known = consent.Client(position.client_key, [redirect] if any(fits(e, redirect) for e in entries) else [])
    desktop = DESKTOP in applied.platforms
    reviewed = () if position.approved else AFTER_REVIEW
    rules = consent.ConsentRules(
        scopes=applied.scopes - set(reviewed), separator=",", client_param="client_key",
        pkce=("S256",) if desktop else (), state_needed=True, untick=True,
    )  # fmt: skip
    asked = consent.check(ask.query, rules, known)
    if desktop and not HEX.fullmatch(asked.challenge):
        raise consent.DeadEnd("code_challenge is not the SHA-256 in hex")
    return replace(asked, method="S256-hex" if desktop else "")


def _named(reason: str) -> str:
    return next((name for name in NAMES if name in reason), "request")


def _is_target(tiktok: TikTok, applied: Settings, person: Account) -> bool:
    begins = applied.targets.get(person.username)
    return begins is not None and tiktok.place.now() >= begins


def _allowed_before(tiktok: TikTok, asked: consent.Asked, person: Account) -> bool:
    mine = (g for g in tiktok.engine.grants if (g.client, g.person) == (asked.client, person.username))
    return any(not g.ended and set(asked.scopes) <= set(g.scopes) for g in mine)


def _yes(tiktok: TikTok, asked: consent.Asked, person: Account, scopes: tuple[str, ...]) -> str:
    code = tiktok.engine.authorize(
        client=asked.client, person=person.username, scopes=scopes, redirect=asked.redirect,
        challenge=asked.challenge, method=asked.method,
    )  # fmt: skip
    return consent.back(asked, code=code.value, scopes=",".join(scopes))


def _drawn(tiktok: TikTok, ask: Ask, app: App, person: Account, number: str) -> str:
    web = tiktok.place.host("web")
    others = [
        el("a", f"Switch to @{name}", href=f"{web}/switch?to={name}&back={quote(ask.raw_query)}")
        for name in tiktok.accounts
        if name != person.username
    ]
    return page(
        f"{app.name} would like to access your TikTok account",
        el("p", f"Logged in as {person.name} (@{person.username}). ", *others),
        el(
            "form",
            el("input", type="hidden", name="request", value=number),
            *(_box(scope) for scope in tiktok.desk.open[number].scopes),
            el("button", "Continue", name="decision", value="allow"),
            el("button", "Cancel", name="decision", value="deny"),
            method="post",
            action=web + AUTHORIZE,
        ),
        site=SITE,
    )


def _box(scope: str) -> Html:
    box = el("input", type="checkbox", id=scope, name="scope", value=scope, checked=True, disabled=scope == BASIC)
    return el("label", box, f" {MEANS[scope]}", class_="choice", for_=scope)


def _dead_end(text: str, reason: str) -> Answer:
    """TikTok's own page; the browser stays here."""
    return html_answer(page("Something went wrong", el("p", text), site=SITE), 400, reason=reason)
