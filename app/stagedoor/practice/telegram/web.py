"""What a person sees in Telegram: BotFather, the pages behind a bot's links, their chats and messages.

Links as in core.telegram.org/api/links (bot links): startchannel, startgroup, start.
"""

from collections.abc import Iterable

from stagedoor.practice.forms import one, read
from stagedoor.practice.messages import Answer, Ask, html_answer, see_other
from stagedoor.practice.pages import Html, button_form, el, page
from stagedoor.practice.paths import Paths
from stagedoor.practice.telegram import botfather
from stagedoor.practice.telegram.forms import MESSAGE, add_to
from stagedoor.practice.telegram.state import RIGHTS, Bot, Chat, Message, Telegram

PATHS = Paths()
ROOMS = {"startchannel": ("channel",), "startgroup": ("group", "supergroup")}


@PATHS.on("GET", "/")
def chats(telegram: Telegram, _ask: Ask) -> Answer:
    listed = [el("li", el("a", c.title, href=_url(telegram, c.path))) for c in _own(telegram, None)]
    father = el("li", el("a", "BotFather", href=_url(telegram, "BotFather")))
    return _page("Chats", el("ul", father, *listed))


@PATHS.on("GET", "/BotFather")
def father(telegram: Telegram, _ask: Ask) -> Answer:
    said = [el("pre", el("strong", f"{who}: "), text) for who, text in telegram.talk]
    form = MESSAGE.draw(_url(telegram, "BotFather"))
    return _page("BotFather", el("p", "✔ verified bot"), *said, form)


@PATHS.on("POST", "/BotFather")
def tell_father(telegram: Telegram, ask: Ask) -> Answer:
    botfather.hear(telegram, one(read(MESSAGE, ask.form_pairs), "text"))
    return see_other(_url(telegram, "BotFather"))


@PATHS.on("GET", "/c/{number}")
def private_page(telegram: Telegram, ask: Ask) -> Answer:
    return _room(telegram, _by_path(telegram, f"c/{ask.params['number']}"))


@PATHS.on("POST", "/c/{number}")
def private_say(telegram: Telegram, ask: Ask) -> Answer:
    return _said(telegram, ask, _by_path(telegram, f"c/{ask.params['number']}"))


@PATHS.on("GET", "/c/{number}/{id}")
def private_message(telegram: Telegram, ask: Ask) -> Answer:
    return _message(_by_path(telegram, f"c/{ask.params['number']}"), ask.params["id"])


@PATHS.on("GET", "/{name}")
def named_page(telegram: Telegram, ask: Ask) -> Answer:
    """A public chat, or a bot with what its link asks for."""
    bot = telegram.bot_named(ask.params["name"])
    if bot is None:
        return _room(telegram, _by_path(telegram, ask.params["name"]))
    for wish in ROOMS:
        if wish in ask.query:
            return _offer(telegram, ask, bot, wish)
    start = button_form(_url(telegram, bot.username), "Start", start=ask.query.get("start", ""))
    return _page(bot.name, el("p", f"@{bot.username}"), start)


@PATHS.on("POST", "/{name}")
def named_action(telegram: Telegram, ask: Ask) -> Answer:
    bot = telegram.bot_named(ask.params["name"])
    if bot is None:
        return _said(telegram, ask, _by_path(telegram, ask.params["name"]))
    if "wish" in ask.form:
        return _added(telegram, ask, bot)
    telegram.start(bot, ask.form.get("start", ""))
    return _page(bot.name, el("p", "Started."))


@PATHS.on("GET", "/{name}/{id}")
def public_message(telegram: Telegram, ask: Ask) -> Answer:
    """A message as anybody sees it."""
    return _message(_by_path(telegram, ask.params["name"]), ask.params["id"])


def _offer(telegram: Telegram, ask: Ask, bot: Bot, wish: str) -> Answer:
    rooms = [(str(c.id), c.title) for c in _own(telegram, ROOMS[wish])]
    asked = ask.query.get("admin", "").split()
    form = add_to(wish, rooms, RIGHTS)
    values = {"wish": [wish], "parameter": [ask.query[wish]], "rights": asked or _all(wish)}
    return _page(f"Add {bot.name}", el("p", f"@{bot.username}"), form.draw(_url(telegram, bot.username), values))


def _all(wish: str) -> list[str]:
    """A channel knows bots as administrators only; a group takes them as members."""
    return list(RIGHTS) if wish == "startchannel" else []


def _added(telegram: Telegram, ask: Ask, bot: Bot) -> Answer:
    wish = ask.form["wish"]
    rooms = [(str(c.id), c.title) for c in _own(telegram, ROOMS.get(wish, ()))]
    form = add_to(wish, rooms, RIGHTS)
    values = read(form, ask.form_pairs)
    if errors := form.errors(values):
        text = form.draw(_url(telegram, bot.username), values, errors)
        return _page(f"Add {bot.name}", text, status=400, reason="; ".join(errors.values()))
    chat = telegram.chats[int(one(values, "chat"))]
    if wish == "startchannel" or values["rights"]:
        telegram.set_rights(bot, chat, values["rights"])
    else:
        telegram.add_member(bot, chat)
    if one(values, "parameter"):
        telegram.say(chat, f"/start@{bot.username} {one(values, 'parameter')}")
    return _page(f"Add {bot.name}", el("p", f"{bot.name} was added to {chat.title}."))


def _own(telegram: Telegram, types: Iterable[str] | None) -> list[Chat]:
    found = (c for c in telegram.chats.values() if c.type != "private" and not c.migrated_to)
    return [c for c in found if types is None or c.type in types]


def _by_path(telegram: Telegram, path: str) -> Chat | None:
    return next((c for c in telegram.chats.values() if c.path.lower() == path.lower()), None)


def _room(telegram: Telegram, chat: Chat | None) -> Answer:
    if chat is None:
        return _page("Not found", el("p", "This chat does not exist."), status=404)
    said = [_line(telegram, chat, m) for m in chat.messages.values() if not m.deleted]
    word = "subscribers" if chat.type == "channel" else "members"
    form = MESSAGE.draw(_url(telegram, chat.path))
    return _page(chat.title, el("p", f"{chat.members:,} {word}"), *said, form)


def _line(telegram: Telegram, chat: Chat, message: Message) -> Html:
    forwards = [
        button_form(
            _url(telegram, chat.path), f"Forward {message.id} to {bot.name}", forward=str(message.id), bot=bot.username
        )
        for bot in telegram.bots.values()
        if telegram.private(bot)
    ]
    return el("section", el("pre", message.text), *forwards)


def _said(telegram: Telegram, ask: Ask, chat: Chat | None) -> Answer:
    if chat is None:
        return _page("Not found", el("p", "This chat does not exist."), status=404)
    if "forward" in ask.form:
        return _forwarded(telegram, ask, chat)
    values = read(MESSAGE, ask.form_pairs)
    if one(values, "text"):
        telegram.say(chat, one(values, "text"))
    return see_other(_url(telegram, chat.path))


def _forwarded(telegram: Telegram, ask: Ask, chat: Chat) -> Answer:
    bot = telegram.bot_named(ask.form.get("bot", ""))
    number = ask.form["forward"]
    message = chat.messages.get(int(number)) if number.isdecimal() else None
    to = telegram.private(bot) if bot else None
    if message is None or to is None:
        return _page("Not found", status=404)
    telegram.say(to, message.text, (chat, message))
    return see_other(_url(telegram, chat.path))


def _message(chat: Chat | None, number: str) -> Answer:
    message = chat.messages.get(int(number)) if chat and number.isdecimal() else None
    if chat is None or message is None or message.deleted:
        return _page("Post not found", status=404)
    return _page(chat.title, el("pre", message.text))


def _url(telegram: Telegram, path: str) -> str:
    return f"{telegram.place.host('web')}/{path}"


def _page(title: str, *parts: str, status: int = 200, reason: str = "") -> Answer:
    return html_answer(page(title, *parts, site="Telegram"), status, reason=reason or title)
