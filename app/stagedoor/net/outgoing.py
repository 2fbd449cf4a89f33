"""From a Request to what goes over the wire: address, headers, body."""

import json
from urllib.parse import quote, urlencode

from stagedoor.domain.exchange import Request

_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"


def address(request: Request) -> str:
    """The address with the query appended, blanks as %20 (a plus is a plus for some platforms)."""
    if not request.query:
        return request.url
    joint = "&" if "?" in request.url else "?"
    return f"{request.url}{joint}{urlencode(request.query, quote_via=quote)}"


def content(request: Request) -> tuple[bytes | None, dict[str, str]]:
    """The body's bytes and the headers; a content type that the request names itself stays."""
    headers = {name.lower(): value for name, value in request.headers.items()}
    if request.form is not None:
        headers.setdefault("content-type", _FORM)
        return urlencode(request.form).encode(), headers
    if request.json is not None:
        headers.setdefault("content-type", _JSON)
        text = json.dumps(request.json, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
        return text.encode(), headers
    return request.data, headers
