"""Seals bytes with AES-256-GCM so that they open only with the same key and for the same purpose.

Layout: one version byte, 12 random bytes of nonce, the sealed bytes with their 16-byte tag.
"""

from __future__ import annotations

import base64
import binascii
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stagedoor.domain.errors import SecretCorrupt
from stagedoor.domain.secret import Secret

_VERSION = b"\x01"
_NONCE = 12
_KEY = 32


def seal(key: bytes, plain: bytes, context: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return _VERSION + nonce + AESGCM(key).encrypt(nonce, plain, context.encode())


def unseal(key: bytes, sealed: bytes, context: str) -> bytes:
    """Raises SecretCorrupt where key, bytes or context do not fit."""
    version, nonce, body = sealed[:1], sealed[1 : 1 + _NONCE], sealed[1 + _NONCE :]
    if version != _VERSION or len(nonce) != _NONCE:
        raise _corrupt()
    try:
        return AESGCM(key).decrypt(nonce, body, context.encode())
    except InvalidTag:
        raise _corrupt() from None


def key_bytes(key: Secret) -> bytes:
    """Raises SecretCorrupt where the key is not base64 of 32 bytes."""
    try:
        raw = base64.b64decode(key.reveal(), validate=True)
    except (binascii.Error, ValueError):
        raise _corrupt() from None
    if len(raw) != _KEY:
        raise _corrupt()
    return raw


def _corrupt() -> SecretCorrupt:
    return SecretCorrupt("The sealed bytes do not open: they are damaged, or the key is another one.", "Sign in again.")
