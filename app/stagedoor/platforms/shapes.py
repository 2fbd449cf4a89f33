"""Answers read into shapes: what a platform documents, and no guess where it sends something else."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import Struct

from stagedoor.domain.errors import BadAnswer

T = TypeVar("T")


class Shape(Struct, frozen=True, kw_only=True):
    """A part of an answer. Names that it does not list are passed over: platforms add fields without notice."""


def shaped(value: object, kind: type[T]) -> T:
    """The value as that shape; numbers may come as texts. Raises BadAnswer."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError:
        pass
    # Raised out here, without context: the validator's text may quote a value.
    raise BadAnswer("The answer is not what the platform documents.", "Try again in a moment.")


def web_address(text: str | None) -> str | None:
    """The address of a picture or page, None for anything that is not of the web."""
    return text if text and text.startswith(("https://", "http://")) else None
