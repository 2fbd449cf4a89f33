"""The bytes of the sealed file, without any I/O.

    {"vault": 1, "id", "kdf": {"name": "argon2id", "kib", "passes", "lanes", "salt"}, "key"}   the header
    {"<record name>": "<sealed value>", ...}                                                   the records
    <HMAC-SHA-256 of both lines under the data key>
    <SHA-256 of the three lines>

The passphrase gives a key (Argon2id, RFC 9106) that opens only `key`: the random data key, bound to the rest of the
header. Each record is AES-256-GCM, bound to the vault and its name. The HMAC covers what is between records: one that
was removed, or put back from an older file. The last line needs no key, so damage is told apart from a wrong
passphrase. All values are base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from stagedoor.domain.errors import SecretCorrupt, SecretDenied
from stagedoor.domain.secret import Secret
from stagedoor.vault import seal

VERSION = 1
_KEY = 32
_SALT = 16


class Costs(NamedTuple):
    """Argon2id: memory in KiB, passes over it, lanes."""

    kib: int = 128 * 1024
    passes: int = 3
    lanes: int = 4


COSTS = Costs()
NO_COSTS = Costs(kib=8, passes=1, lanes=1)  # for a random passphrase of 256 bits, which nobody can guess
_MOST = Costs(kib=1024 * 1024, passes=20, lanes=16)  # a changed header must not eat the memory


class Content(NamedTuple):
    header: dict[str, Any]
    records: dict[str, str]
    signed: bytes
    mac: str


def new_header(passphrase: Secret, costs: Costs) -> tuple[dict[str, Any], bytes]:
    """A header and the data key that it wraps."""
    kdf = {"name": "argon2id", **costs._asdict(), "salt": _text(os.urandom(_SALT))}
    header: dict[str, Any] = {"vault": VERSION, "id": os.urandom(16).hex(), "kdf": kdf}
    data_key = os.urandom(_KEY)
    header["key"] = _text(seal.seal(_stretched(passphrase, kdf), data_key, _dump(header)))
    return header, data_key


def data_key(header: dict[str, Any], passphrase: Secret) -> bytes:
    """Raises SecretDenied for another passphrase, SecretCorrupt where the header cannot be one of ours."""
    bound = _dump({name: value for name, value in header.items() if name != "key"})
    try:
        key, wrapped = _stretched(passphrase, header["kdf"]), _bytes(header["key"])
    except (ValueError, TypeError, KeyError):
        raise _corrupt() from None
    try:
        return seal.unseal(key, wrapped, bound)
    except SecretCorrupt:
        raise SecretDenied("The passphrase does not open your locked file.", "Try again; capitals count.") from None


def pack(header: dict[str, Any], records: dict[str, str], key: bytes) -> bytes:
    signed = f"{_dump(header)}\n{_dump(records)}\n".encode()
    whole = signed + f"{_mac(key, signed)}\n".encode()
    return whole + f"{hashlib.sha256(whole).hexdigest()}\n".encode()


def unpack(data: bytes) -> Content:
    """Raises SecretCorrupt for damage; proves nothing against a forger before `verify`."""
    lines = data.split(b"\n")
    whole = b"\n".join(lines[:3]) + b"\n"
    if len(lines) != 5 or lines[3:] != [hashlib.sha256(whole).hexdigest().encode(), b""]:
        raise _corrupt()
    try:
        content = Content(json.loads(lines[0]), json.loads(lines[1]), b"\n".join(lines[:2]) + b"\n", lines[2].decode())
        version, kdf = content.header["vault"], content.header["kdf"]["name"]
    except (ValueError, TypeError, KeyError):
        raise _corrupt() from None
    if (version, kdf) != (VERSION, "argon2id"):
        raise SecretCorrupt("Your locked file was written by another version of Stagedoor.", "Update Stagedoor.")
    return content


def verify(content: Content, key: bytes) -> None:
    if not hmac.compare_digest(_mac(key, content.signed).encode(), content.mac.encode()):
        raise _corrupt()


def seal_record(content: Content, key: bytes, name: str, value: str) -> str:
    return _text(seal.seal(_derived(key, b"records"), value.encode(), _bound(content, name)))


def unseal_record(content: Content, key: bytes, name: str) -> str:
    return seal.unseal(_derived(key, b"records"), _bytes(content.records[name]), _bound(content, name)).decode()


def _bound(content: Content, name: str) -> str:
    return f"{content.header['id']}|{name}"


def _stretched(passphrase: Secret, kdf: dict[str, Any]) -> bytes:
    costs = Costs(kdf["kib"], kdf["passes"], kdf["lanes"])
    if any(asked > most for asked, most in zip(costs, _MOST, strict=True)):
        raise ValueError("costs")
    stretch = Argon2id(
        salt=_bytes(kdf["salt"]), length=_KEY, iterations=costs.passes, lanes=costs.lanes, memory_cost=costs.kib
    )
    return stretch.derive(passphrase.reveal().encode())


def _mac(key: bytes, signed: bytes) -> str:
    return hmac.new(_derived(key, b"file"), signed, hashlib.sha256).hexdigest()


def _derived(key: bytes, purpose: bytes) -> bytes:
    return hmac.digest(key, b"stagedoor " + purpose, "sha256")


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, separators=(",", ":"), sort_keys=True)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)


def _corrupt() -> SecretCorrupt:
    return SecretCorrupt(
        "Your locked file is damaged or was changed by something else.",
        "The one before it lies beside it, with .bak at its end; or put it back from your backup.",
    )
