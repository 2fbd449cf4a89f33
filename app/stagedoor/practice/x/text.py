"""How long a post is for X, and whether it holds a link (docs.x.com/fundamentals/counting-characters).

Written from the published rules and independent of any client's counter: 280 units, most letters weigh
1, other signs 2, an emoji sequence 2, a link 23.
"""

import re
import unicodedata

from stagedoor.practice.names import named

LIMIT = 280
LINK_WEIGHT = 23
LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
ENDINGS = "|".join(
    named("""
        com net org io app dev co me info biz edu gov eu de uk us ca fr it es nl ch at jp tv xyz shop news cafe kitchen
        bio link live online site store art blog page food recipes ly gg to ai so fm be se no pl cz in br au nz ie pt
        gr ru kr cn mx md py rs پاکستان
    """)
)  # a sample of the registered ones
_PLAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+"  # labels of at most 63 characters
_ANY = r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+"  # other scripts need the https:// in front
LINK = re.compile(
    rf"(?<![\w@.$#-])(?:https?://{_ANY}|{_PLAIN})(?:{ENDINGS})(?![\w-])"
    r"(?::\d+)?(?:/[^\s\u202a-\u202e\u2066-\u2069]*[^\s\u202a-\u202e\u2066-\u2069.,;:!?'\")\]])?/?",
    re.IGNORECASE,
)
_SKIN = "[\U0001f3fb-\U0001f3ff]"
_SIGN = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
_ONE = rf"{_SIGN}\ufe0f?{_SKIN}?(?:[\U000e0020-\U000e007f]+)?"
EMOJI = re.compile(
    rf"[0-9#*]\ufe0f?\u20e3|[\U0001f1e6-\U0001f1ff]{{2}}|{_ONE}(?:\u200d{_ONE})*",
)


def has_link(text: str) -> bool:
    return LINK.search(text) is not None


def weight(text: str) -> int:
    """Units that X counts."""
    text = unicodedata.normalize("NFC", text)
    text, links = LINK.subn("", text)
    plain, emoji = EMOJI.subn("", text)
    return links * LINK_WEIGHT + emoji * 2 + sum(_of(ord(sign)) for sign in plain)


def _of(point: int) -> int:
    return 1 if any(low <= point <= high for low, high in LIGHT) else 2
