r"""LinkedIn's "little text" as the server reads it: a backslash frees a sign, a bare one ends the text there.

Sources: learn.microsoft.com/linkedin/marketing/community-management/shares/little-text-format;
ComposioHQ/composio#2710; PipedreamHQ/pipedream#17353. A hashtag of letters and digits may stand bare.
"""

import re

LIMIT = 3000
MARKS = frozenset("\\|{}[]()<>@#*_~")
HASHTAG = re.compile(r"#\w+")


def shown(wire: str) -> str:
    """What people see: cut, without a word, at the first sign that stands bare."""
    out, at = "", 0
    while at < len(wire):
        sign = wire[at]
        if sign == "\\" and at + 1 < len(wire) and wire[at + 1] in MARKS:
            out, at = out + wire[at + 1], at + 2
        elif tag := HASHTAG.match(wire, at):
            out, at = out + tag[0], tag.end()
        elif sign in MARKS:
            break
        else:
            out, at = out + sign, at + 1
    return out


def units(wire: str) -> int:
    """UTF-16 units of what came over the wire; the true unit is not documented."""
    return len(wire.encode("utf-16-le", errors="surrogatepass")) // 2
