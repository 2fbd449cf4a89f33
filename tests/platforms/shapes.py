"""What independent client libraries sent to the platforms, as it was captured, and our requests in the same form."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest

from stagedoor.domain.exchange import Request
from stagedoor.net import outgoing

OLD_HOSTS = {"twitter.com": "x.com", "api.twitter.com": "api.x.com"}  # aliases that still answer (facts of 2026-11)


@pytest.fixture(scope="session")
def shapes(contracts: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((contracts / "oauth" / "provider_shapes.json").read_text(encoding="utf-8"))
    return found


def address(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    return parts.scheme, OLD_HOSTS.get(parts.netloc, parts.netloc), parts.path


def sent(request: Request) -> dict[str, Any]:
    """A request as the captures hold one."""
    content, headers = outgoing.content(request)
    body = dict(parse_qsl((content or b"").decode(), keep_blank_values=True))
    return {
        "method": request.method, "address": address(outgoing.address(request)), "fields": set(body),
        "grant_type": body.get("grant_type"), "type": headers.get("content-type"),
        "basic": headers.get("authorization", "").partition(" ")[0] == "Basic",
    }  # fmt: skip


def captured(capture: dict[str, Any]) -> dict[str, Any]:
    body = dict(parse_qsl(capture["body"], keep_blank_values=True))
    return {
        "method": capture["method"], "address": address(capture["url"]),
        "fields": set(body) - {"scope"},  # some repeat the scopes at a renewal; RFC 6749, section 6: may be left out
        "grant_type": body.get("grant_type"), "type": capture["headers"].get("content-type"),
        "basic": "authorization" in capture["headers"],
    }  # fmt: skip


def asked(capture: Any) -> tuple[tuple[str, str, str], dict[str, list[str]]]:
    """Address and parameters of a captured sign-in page."""
    if isinstance(capture, dict):
        return address(capture["url"]), {name: [value] for name, value in capture["query"].items()}
    return address(capture), parse_qs(urlsplit(capture).query)
