"""What the journal of a renewal holds: the raw answer, bound to its renewal, and whose refresh token was sent."""

from __future__ import annotations

import hashlib
import hmac
import json

from stagedoor.domain.bundle import Bundle
from stagedoor.domain.entities import Renewal
from stagedoor.domain.exchange import Response
from stagedoor.domain.secret import Secret


def context(renewal: Renewal) -> str:
    return f"renewal|{renewal.grant_id}|{renewal.generation}"


def fingerprint(key: Secret, bundle: Bundle) -> str:
    """Tells later which refresh token was sent, without keeping it."""
    refresh = bundle.values.get("refresh", Secret(""))
    return hmac.new(key.reveal().encode(), refresh.reveal().encode(), hashlib.sha256).hexdigest()[:16]


def packed(response: Response, *, interrupted: bool) -> bytes:
    head = {"status": response.status, "headers": dict(response.headers), "date": response.date}
    return json.dumps({**head, "interrupted": interrupted}).encode() + b"\n" + response.body


def unpacked(packed: bytes) -> tuple[Response, bool]:
    """The answer, and whether a renewal before the one it belongs to was cut off."""
    head, _, body = packed.partition(b"\n")
    known = json.loads(head)
    interrupted = bool(known.pop("interrupted", False))
    return Response(**known, body=body), interrupted
