"""What a person's token reaches: who they are, their Pages, the businesses that own some, and their permissions."""

from collections.abc import Iterable
from typing import Any

from stagedoor.practice.messages import Answer, Ask, json_answer
from stagedoor.practice.meta import errors
from stagedoor.practice.meta.caller import Caller, caller, number, picked, refuse_lapsed, sent
from stagedoor.practice.meta.state import Meta, Page
from stagedoor.practice.paths import Paths

PATHS = Paths()


@PATHS.on("GET", "/{version}/me")
def me(meta: Meta, ask: Ask) -> Answer:
    """With a Page's token it is the Page. The number alone is told after the end of data access, too."""
    who = caller(meta, ask)
    if sent(ask).get("fields") != "id":
        refuse_lapsed(meta, who.token)
    if who.token.kind == "PAGE":
        return json_answer(picked(ask, page_fields(meta, who, meta.pages[who.token.subject])))
    person = meta.people[who.token.person]
    picture = {"data": {"url": f"{meta.place.host('web')}/face/{person.key}.png", "is_silhouette": False}}
    return json_answer(picked(ask, {"id": person.id, "name": person.name, "picture": picture}, ("name", "id")))


@PATHS.on("GET", "/{version}/me/accounts")
def accounts(meta: Meta, ask: Ask) -> Answer:
    """The Pages that were ticked, without those that a business portfolio owns."""
    who = _reader(meta, ask, "pages_show_list")
    mine = [p for p in meta.pages.values() if p.id in who.granted.pages and who.token.person in p.tasks]
    return _listed(meta, ask, who, [p for p in mine if not p.business])


@PATHS.on("GET", "/{version}/me/businesses")
def businesses(meta: Meta, ask: Ask) -> Answer:
    who = _reader(meta, ask, "business_management")
    found = [{"id": id, "name": name} for id, name in meta.businesses.items() if id in who.granted.businesses]
    return json_answer({"data": found})


@PATHS.on("GET", "/{version}/{id}/owned_pages")
def owned(meta: Meta, ask: Ask) -> Answer:
    who = _reader(meta, ask, "business_management")
    id = ask.params["id"]
    if id not in who.granted.businesses:
        raise errors.no_object(id)
    return _listed(meta, ask, who, [p for p in meta.pages.values() if p.business == id and p.id in who.granted.pages])


@PATHS.on("GET", "/{version}/{id}/client_pages")
def client_pages(meta: Meta, ask: Ask) -> Answer:
    who = _reader(meta, ask, "business_management")
    if ask.params["id"] not in who.granted.businesses:
        raise errors.no_object(ask.params["id"])
    return json_answer({"data": []})


@PATHS.on("GET", "/{version}/me/permissions")
def permissions(meta: Meta, ask: Ask) -> Answer:
    who = caller(meta, ask)
    if who.token.kind == "PAGE":
        raise errors.said(100, "(#100) Tried accessing nonexisting field (permissions) on node type (Page)")
    return json_answer({"data": [{"permission": scope, "status": "granted"} for scope in who.token.scopes]})


@PATHS.on("DELETE", "/{version}/me/permissions")
def take_back(meta: Meta, ask: Ask) -> Answer:
    """Every token of this person and Meta app ends."""
    who = caller(meta, ask, "USER")
    meta.kill(458, who.token.person, who.app.id)
    meta.granted.pop((who.app.id, who.token.person), None)
    return json_answer({"success": True})


def page_fields(meta: Meta, who: Caller, page: Page) -> dict[str, Any]:
    """`access_token` and `tasks` stand there for a person's token only; a Page's token inherits that one's end."""
    account = meta.accounts.get(page.instagram)
    linked = account is not None and account.professional and account.id in who.granted.accounts
    web = meta.place.host("web")
    fields: dict[str, Any] = {
        "id": page.id, "name": page.name, "username": page.username, "link": f"{web}/{page.username}",
        "followers_count": page.followers, "fan_count": page.followers, "category": "Food", "access_token": None,
        "picture": {"data": {"url": f"{web}/face/{page.id}.png", "is_silhouette": False}}, "tasks": None,
        "instagram_business_account": account_fields(meta, account.id) if account and linked else None,
    }  # fmt: skip
    if who.token.kind != "USER":
        return fields
    tasks = page.tasks.get(who.token.person, [])
    if tasks and page.id in who.granted.pages:
        token = _page_token(meta, who, page)
        fields |= {"access_token": token, "tasks": tasks}
    return fields


def account_fields(meta: Meta, id: str) -> dict[str, Any]:
    account = meta.accounts[id]
    return {
        "id": account.id, "username": account.username, "name": account.name, "followers_count": account.followers,
        "profile_picture_url": f"{meta.place.host('web')}/face/{account.id}.png", "media_count": 3,
    }  # fmt: skip


def _page_token(meta: Meta, who: Caller, page: Page) -> str:
    """The same one each time while it is good, as at Meta."""
    life = 0 if who.token.long else who.token.ends
    for token in meta.tokens.values():
        same = (token.kind, token.app, token.person, token.subject) == ("PAGE", who.app.id, who.token.person, page.id)
        if same and not token.dead and token.scopes == who.token.scopes and token.ends == life:
            return token.value
    lives = life - meta.now() if life else 0
    made = meta.issue("PAGE", who.app.id, who.token.person, who.token.scopes, lives, subject=page.id)
    made.ends = life
    return made.value


def _listed(meta: Meta, ask: Ask, who: Caller, pages: Iterable[Page]) -> Answer:
    """A part of the list, with the cursors to the next one."""
    every = list(pages)
    start, limit = number(sent(ask), "after", 0), number(sent(ask), "limit", 25)
    part = every[start : start + limit]
    body: dict[str, Any] = {"data": [picked(ask, page_fields(meta, who, page), ("name", "id")) for page in part]}
    if part:
        body["paging"] = {"cursors": {"before": str(start), "after": str(start + len(part))}}
    if part and start + limit < len(every):
        body["paging"]["next"] = f"{ask.url}?access_token={who.token.value}&after={start + limit}"
    return json_answer(body)


def _reader(meta: Meta, ask: Ask, scope: str) -> Caller:
    who = caller(meta, ask, "USER")
    refuse_lapsed(meta, who.token)
    if scope not in who.token.scopes:
        raise errors.said(10, f"(#10) This endpoint requires the '{scope}' permission", status=403)
    return who
