"""Text markup of the Bot API, enough to take good text and to refuse bad.

Source: core.telegram.org/bots/api#formatting-options.
"""

import re
from html import unescape
from typing import Any

from stagedoor.practice.telegram import errors

TAGS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough",
    "code": "code", "pre": "pre", "blockquote": "blockquote", "tg-spoiler": "spoiler", "a": "text_link",
}  # fmt: skip
TAG = re.compile(r"<(/?)([a-zA-Z-]*)([^<>]*)>|<")
RESERVED = set("_*[]()~`>#+-=|{}.!")
PAIRED = set("_*~`|[]()")


def parsed(text: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    """The plain text and its entities; offsets count UTF-16 units."""
    if not mode:
        return text, []
    if mode.lower() == "html":
        return _html(text)
    if mode.lower() == "markdownv2":
        return _markdown(text), []
    raise errors.bad("unsupported parse_mode")


def _html(text: str) -> tuple[str, list[dict[str, Any]]]:
    plain, entities, at = "", [], 0
    stack: list[tuple[str, int]] = []
    for found in TAG.finditer(text):
        plain += unescape(text[at : found.start()])
        at = found.end()
        closing, name = found[1] == "/", (found[2] or "").lower()
        if name not in TAGS:
            raise errors.bad(f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {found.start()}')
        if not closing:
            stack.append((name, _units(plain)))
            continue
        if not stack or stack[-1][0] != name:
            raise errors.bad(f"can't parse entities: Unexpected end tag at byte offset {found.start()}")
        start = stack.pop()[1]
        entities.append({"type": TAGS[name], "offset": start, "length": _units(plain) - start})
    if stack:
        raise errors.bad(f"can't parse entities: Can't find end tag corresponding to start tag \"{stack[-1][0]}\"")
    return plain + unescape(text[at:]), entities


def _markdown(text: str) -> str:
    """Escapes go; a reserved sign that opens nothing must be escaped."""
    plain, at = "", 0
    while at < len(text):
        sign = text[at]
        if sign == "\\" and at + 1 < len(text):
            plain, at = plain + text[at + 1], at + 2
            continue
        if sign in RESERVED - PAIRED:
            words = f"Character '{sign}' is reserved and must be escaped with the preceding '\\'"
            raise errors.bad(f"can't parse entities: {words}")
        plain, at = plain + ("" if sign in PAIRED else sign), at + 1
    return plain


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
