"""What exists at practice Telegram: one person, their chats, and bots."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from stagedoor.practice.bell import Bell
from stagedoor.practice.mint import URLSAFE
from stagedoor.practice.place import Place

DAY = 86_400
RIGHTS = ("post_messages", "edit_messages", "delete_messages")
# Without a list of its own a bot gets all but these (core.telegram.org/bots/api#getupdates).
NOT_BY_DEFAULT = ("chat_member", "message_reaction", "message_reaction_count")


@dataclass(frozen=True)
class Person:
    id: int
    first_name: str
    username: str


@dataclass
class Member:
    """A bot's place in a chat."""

    status: str  # administrator, member, restricted, left, kicked
    rights: frozenset[str] = frozenset()


@dataclass
class Message:
    id: int
    text: str
    at: float
    by_bot: int = 0  # 0: the person
    entities: list[dict[str, Any]] = field(default_factory=list)
    forwarded: "tuple[Chat, Message] | None" = None
    deleted: bool = False


@dataclass
class Chat:
    id: int
    type: str
    title: str
    username: str = ""
    members: int = 2
    bots: dict[int, Member] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    migrated_to: int = 0
    may_send: bool = True  # what plain members may do in a group
    deleted: bool = False  # the group, usually after an upgrade long ago
    blocked: bool = False  # a private chat whose person blocked the bot
    last_id: int = 0

    @property
    def path(self) -> str:
        """How its page is called: the public name, or c/ and the inner number."""
        return self.username or f"c/{str(abs(self.id)).removeprefix('100')}"


@dataclass
class Bot:
    id: int
    name: str
    username: str
    token: str
    privacy: bool = True
    updates: list[tuple[int, float, dict[str, Any]]] = field(default_factory=list)
    allowed: tuple[str, ...] = ()  # sticky; empty: the default
    webhook: str = ""
    next_update: int = 1
    polls: int = 0  # the number of the newest poll; an older one is terminated
    bell: Bell = field(default_factory=Bell)


class Telegram:
    """The whole state; tests read it and may change it."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.person = Person(5_204_117_360, "Crumb", "crumb_ana")
        self.bots: dict[int, Bot] = {}
        self.taken = {"crumb_bot", "crumbkitchen_bot"}
        self.chats = {chat.id: chat for chat in _chats()}
        self.talk: list[tuple[str, str]] = []  # who, text: the chat with BotFather
        self.topic: tuple[str, str] = ("", "")  # what BotFather waits for, and what it knows so far

    @property
    def messages(self) -> list[Message]:
        """Every message of every chat that is still there, oldest first by chat."""
        return [m for chat in self.chats.values() for m in chat.messages.values() if not m.deleted]

    def chat(self, title: str) -> Chat:
        """A chat by its title. Raises KeyError."""
        found = next((c for c in self.chats.values() if c.title == title), None)
        if found is None:
            raise KeyError(title)
        return found

    def bot(self, username: str) -> Bot:
        """A bot by its username. Raises KeyError."""
        found = self.bot_named(username)
        if found is None:
            raise KeyError(username)
        return found

    def bot_named(self, username: str) -> Bot | None:
        return next((b for b in self.bots.values() if b.username.lower() == username.lower()), None)

    def new_bot(self, name: str, username: str) -> Bot:
        bot = Bot(int(self.place.mint.number(10)), name, username, "")
        self.new_token(bot)
        self.bots[bot.id] = bot
        self.taken.add(username.lower())
        return bot

    def new_token(self, bot: Bot) -> str:
        """The old one is dead at once (core.telegram.org/bots/features#botfather)."""
        bot.token = self.place.mint.secret(35, before=f"{bot.id}:", alphabet=URLSAFE)
        return bot.token

    def set_rights(self, bot: Bot, chat: Chat, rights: Iterable[str]) -> None:
        """Makes the bot administrator with exactly these rights, and tells it."""
        self._change(bot, chat, Member("administrator", frozenset(rights)))

    def add_member(self, bot: Bot, chat: Chat) -> None:
        self._change(bot, chat, Member("member"))

    def remove(self, bot: Bot, chat: Chat, *, kicked: bool = True) -> None:
        self._change(bot, chat, Member("kicked" if kicked else "left"))

    def _change(self, bot: Bot, chat: Chat, new: Member) -> None:
        old = chat.bots.get(bot.id, Member("left"))
        chat.bots[bot.id] = new
        change = {"old": old, "new": new, "chat": chat, "at": self.place.now()}
        self.tell(bot, "my_chat_member", change)

    def start(self, bot: Bot, parameter: str = "") -> Chat:
        """The person presses Start in the private chat with the bot."""
        chat = self.private(bot) or Chat(self.person.id, "private", self.person.first_name)
        chat.bots[bot.id] = Member("member")
        self.chats[self._private_key(bot)] = chat
        self.say(chat, f"/start {parameter}".strip())
        return chat

    def private(self, bot: Bot) -> Chat | None:
        return self.chats.get(self._private_key(bot))

    def _private_key(self, bot: Bot) -> int:
        return -bot.id * 10**10  # the person's id is the same towards every bot; the chats are not

    def say(self, chat: Chat, text: str, forwarded: tuple[Chat, Message] | None = None) -> Message:
        """The person posts; bots that can see it are told."""
        message = self.put(chat, text)
        message.forwarded = forwarded
        for bot_id, member in chat.bots.items():
            bot = self.bots[bot_id]
            if member.status in ("administrator", "member") and _sees(bot, chat, member, text):
                kind = "channel_post" if chat.type == "channel" else "message"
                self.tell(bot, kind, {"chat": chat, "message": message})
        return message

    def put(self, chat: Chat, text: str, bot: int = 0) -> Message:
        chat.last_id += 1
        message = Message(chat.last_id, text, self.place.now(), bot)
        chat.messages[message.id] = message
        return message

    def tell(self, bot: Bot, kind: str, what: dict[str, Any]) -> None:
        """Queues an update when the bot wants that kind; what it did not want is not kept."""
        wanted = kind in bot.allowed if bot.allowed else kind not in NOT_BY_DEFAULT
        if wanted:
            bot.updates.append((bot.next_update, self.place.now(), {"kind": kind, **what}))
            bot.next_update += 1
        bot.bell.ring()

    def upgrade(self, chat: Chat) -> Chat:
        """A group becomes a supergroup with another id, as happens when it gets public or large."""
        new = Chat(-1_002_000_000_000 + chat.id, "supergroup", chat.title, members=chat.members)
        new.bots = dict(chat.bots)
        chat.migrated_to = new.id
        self.chats[new.id] = new
        return new


def _sees(bot: Bot, chat: Chat, member: Member, text: str) -> bool:
    """Privacy mode hides ordinary group messages from plain members (core.telegram.org/bots/features)."""
    group = chat.type in ("group", "supergroup")
    return not group or not bot.privacy or member.status == "administrator" or text.startswith("/")


def _chats() -> tuple[Chat, ...]:
    return (
        Chat(-1_001_487_202_911, "channel", "Crumb Kitchen News", "crumbkitchennews", 1204),
        Chat(-1_001_905_116_374, "channel", "Crumb Kitchen Testers", members=7),
        Chat(-4_810_223, "group", "Bake Club", members=12),
        Chat(-1_001_733_408_256, "supergroup", "Sourdough Circle", "sourdoughcircle", 318),
    )
