"""The forms of the simulated Telegram client."""

from collections.abc import Iterable, Sequence

from stagedoor.practice.forms import Field, Form

MESSAGE = Form("Send", (Field("text", "Message", "textarea"),))
LABELS = {
    "post_messages": "Post messages",
    "edit_messages": "Edit messages",
    "delete_messages": "Delete messages",
}


def add_to(wish: str, rooms: Sequence[tuple[str, str]], rights: Iterable[str]) -> Form:
    """Where the bot goes and what it may do there."""
    channel = wish == "startchannel"
    named = "channel" if channel else "group"
    return Form(
        "Add Bot as Admin" if channel else "Add Bot",
        (
            Field("wish", "", "hidden"),
            Field("parameter", "", "hidden"),
            Field("chat", f"Choose a {named}", "radio", tuple(rooms), required=f"Choose a {named}."),
            Field("rights", "What can this bot do?", "checkbox", tuple((r, LABELS[r]) for r in rights)),
        ),
    )
