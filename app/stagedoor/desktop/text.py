"""The one function that every text of ours passes before it is shown, so that it can be translated later.

Until then it knows one other language, for tests: a pseudo-language whose words are 40 % longer and marked, which
shows clipped labels and texts that went around this function.
"""

import re
from typing import Literal

Language = Literal["en", "pseudo"]

_LONGER = 0.4
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")
_ACCENTS = str.maketrans("aeiouAEIOU", "àéîöûÀÉÎÖÛ")


class _Current:
    language: Language = "en"


def tr(text: str, /, **values: object) -> str:
    """The text in the person's language, with `{name}` replaced by the value of that name.

    Values (names, numbers, addresses) are put in after translation and stay as they are. A text without values is
    taken as it is, braces included.
    """
    shown = _pseudo(text) if _Current.language == "pseudo" else text
    return shown.format(**values) if values else shown


def set_language(language: Language) -> None:
    """For everything that is made from now on; what is already on screen stays."""
    _Current.language = language


def _pseudo(text: str) -> str:
    return "".join(part if part.startswith("{") else _stretched(part) for part in _PLACEHOLDER.split(text))


def _stretched(text: str) -> str:
    """Every word longer, so that lines break as they would in a longer language; one letter at least."""
    words = re.split(r"(\W+)", text)
    return "".join(_longer(word) if word.isalpha() else word for word in words)


def _longer(word: str) -> str:
    accented = word.translate(_ACCENTS)
    extra = max(1, round(len(word) * _LONGER))
    last = accented[-1].lower()
    return accented + last * extra
