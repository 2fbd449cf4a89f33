"""Takes secrets and control characters out of free text before it is written to a log.

The second net: logs carry an allow-list of fields (`logs.py`); this is for texts of libraries and exceptions.
"""

import re

HIDDEN = "[hidden]"

_READ_AT_MOST = 65_536  # characters

_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]?|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?|\x9b[0-?]*[ -/]*[@-~]?", re.DOTALL)
# Controls other than line ends, zero-width and bidirectional marks, lone surrogates.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_LINE_END = re.compile("[\r\n\x0b\x0c\x85\u2028\u2029]+")

# Names whose value is always secret; what stands before ("long_access_token") or after does not matter.
_HIDDEN_NAMES = (
    r"(?:access|refresh|id|bot|exchange|input|page|user)[_-]?token|(?:client|app|consumer|api|token)[_-]?secret"
    r"|(?:api|consumer|private|journal)[_-]?key|code[_-]?verifier|appsecret[_-]?proof|device[_-]?code"
    r"|oauth_\w{1,30}|passw(?:or)?d|passphrase|assertion|signature|session[_-]?id"
)
# Words that are secret only as a parameter or a quoted field: "error_code=190" and "state: live" stay readable.
_PARAMETER_NAMES = r"(?:(?<![A-Za-z0-9_])|(?<=26)|(?<=3[fF])|(?<=22))(?:code|state|token|secret|nonce|sig)"

# Every repetition has an end, so that no text makes a pattern try again and again.
_GAP = r"\s{0,8}"
_EQUALS = rf"{_GAP}=>?{_GAP}|%(?:25){{0,8}}3[dD]"
_QUOTE_AND_COLON = rf"""{_GAP}\\{{0,16}}["']?{_GAP}:{_GAP}|(?:%(?:25){{0,8}}22)?%(?:25){{0,8}}3[aA]"""
_QUOTED = r"""(?:b?(?P<{0}>\\{{0,16}}["'])(?:.*?(?<!\\)(?P={0})|.*))"""
# A quoted value in a percent-encoded text, once or several times.
_ENCODED = r"(?:%(?:25){0,8}20|\+){0,8}%(?:25){0,8}22.*?(?:%(?:25){0,8}22|$)"
_BARE = r"""[^\s&"'<>,;)\]}\\]+"""


def _value(name: str) -> str:
    return f"(?:{_QUOTED.format(name)}|{_BARE})"


_RULES = [
    (re.compile(r"(?i)((?:proxy-)?authorization|(?:set-)?cookie2?)(\W{0,4}[:=]).+"), rf"\1\2 {HIDDEN}"),
    (re.compile(r"eyJ[\w-]{5,}(?:\.[\w-]*){1,4}"), HIDDEN),
    (re.compile(r"(?:bot)?(?<!\d)\d{5,20}(?::|%3[aA])[A-Za-z0-9_-]{20,}"), HIDDEN),
    (
        re.compile(
            rf"(?is)((?:{_HIDDEN_NAMES})[\w-]{{0,20}}(?:\\{{0,16}}[\"'])?(?:{_EQUALS}|{_QUOTE_AND_COLON})){_value('q')}"
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(rf"(?is)({_PARAMETER_NAMES}(?:\\{{0,16}}[\"'])?(?:{_EQUALS})){_value('q')}"), rf"\1{HIDDEN}"),
    (
        re.compile(rf"(?is)({_PARAMETER_NAMES}(?:{_QUOTE_AND_COLON}))(?:{_QUOTED.format('q')}|{_ENCODED})"),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"(?i)\b(bearer)(?:\s+|%20|\+)[^\s\"',;]+"), rf"\1 {HIDDEN}"),
    (re.compile(r"\b((?i:basic|oauth))(?:\s+|%20|\+)(?=[\w+/-]*[\dA-Z=+/])[\w+/~.-]{8,}={0,2}"), rf"\1 {HIDDEN}"),
]

_OPAQUE = re.compile(r"[A-Za-z0-9_~+/|%-]{20,}={0,2}")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_WORDS = re.compile(r"(?:[a-z]+|[A-Z]+|(?:[a-z]{3,})?(?:[A-Z]{1,5}[a-z]{3,})+|[A-Z][a-z]+)?\d{0,4}|\d{1,20}")
_BETWEEN_WORDS = re.compile(r"[_~+/|-]")
_LONGEST_WORD = 24


def clean(text: str, limit: int = 2000) -> str:
    """The text on one line, without secrets, at most `limit` characters."""
    plain = _INVISIBLE.sub("", _ANSI.sub("", text[:_READ_AT_MOST]))
    for pattern, instead in _RULES:
        plain = pattern.sub(instead, plain)
    plain = _LINE_END.sub(" | ", _OPAQUE.sub(_without_opaque, plain)).strip(" |")
    return plain if len(plain) <= limit else plain[:limit] + "…"


def _without_opaque(found: re.Match[str]) -> str:
    run = found.group()
    if _UUID.fullmatch(run):
        return run
    readable = all(len(part) <= _LONGEST_WORD and _WORDS.fullmatch(part) for part in _BETWEEN_WORDS.split(run))
    return run if readable else HIDDEN
