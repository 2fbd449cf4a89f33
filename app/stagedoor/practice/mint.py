"""Issues every made-up secret and id, so that each has its true shape, says PRACTICE, and is remembered.

The mark keeps practice and real life apart: an app can refuse a practice key at a real platform, and a
key without the mark here. What was issued is kept, so that a test can search files and logs for it.
"""

import base64
import secrets
import string

MARK = "PRACTICE"
ALNUM = string.ascii_letters + string.digits
URLSAFE = ALNUM + "_-"


class Mint:
    """One per world."""

    def __init__(self) -> None:
        self._issued: list[str] = []
        self._last_number = 0

    @property
    def issued(self) -> list[str]:
        """Every secret value ever issued, oldest first."""
        return list(self._issued)

    def secret(self, length: int, *, before: str = "", alphabet: str = ALNUM) -> str:
        """`before`, then PRACTICE and random characters, `length` characters after `before`."""
        return self._keep(before + MARK + _random(length - len(MARK), alphabet))

    def sealed(self, ending: str, letters: int) -> str:
        """A secret that decodes from base64url to `letters` random letters and `ending`."""
        return self._keep(self.sealed_id(ending, letters))

    def sealed_id(self, ending: str, letters: int) -> str:
        """Like `sealed`, for a value that is no secret: base64url that begins with PRACTICE."""
        raw = base64.urlsafe_b64decode(MARK) + (_random(letters, ALNUM) + ending).encode()
        return base64.urlsafe_b64encode(raw).decode().rstrip("=")

    def ascending(self, digits: int) -> str:
        """A number with that many digits, larger than every one before it."""
        self._last_number += 1 + secrets.randbelow(1000)
        return str(17 * 10 ** (digits - 2) + self._last_number)

    def number(self, digits: int) -> str:
        return str(10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1)))

    def _keep(self, value: str) -> str:
        self._issued.append(value)
        return value


def _random(length: int, alphabet: str) -> str:
    return "".join(secrets.choice(alphabet) for _ in range(length))
