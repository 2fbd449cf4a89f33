"""Meta's two descriptions, read further than the common reader does: fields that are asked for, and known gaps."""

import re
from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
_STRING = {"type": "string"}
_PICTURE = {"type": "object", "properties": {"data": {"$ref": "#/components/schemas/ProfilePictureSource"}}}
_NEWER: dict[str, dict[str, Any]] = {
    # developers.facebook.com/docs/graph-api/reference/user/accounts; the picture is an edge, which a field expands
    "Page": {"tasks": {"type": "array", "items": _STRING}, "picture": _PICTURE},
    "User": {"picture": _PICTURE},
    # .../instagram-platform/instagram-api-with-instagram-login/get-started
    "IGUser": {"user_id": _STRING, "account_type": {"enum": ["BUSINESS", "MEDIA_CREATOR"]}},
    # .../instagram-platform/instagram-graph-api/reference/ig-container
    "IGContainer": {"id": _STRING, "status_code": _STRING, "status": _STRING},
}
"""Fields that Meta's reference has and the file does not, by node."""
_NODE = re.compile(r"/v\d+\.\d+/[^/]+/?")
_NAMED = re.compile(r"^(/v\d+\.\d+/)[a-z][a-z0-9.]{4,}(?=[?]|$)")
"""A Page by the name in its address, which reads as well as its number (.../docs/graph-api/reference/page)."""


class Reader(Protocol):
    """The common reader of one description."""

    doc: dict[str, Any]

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> list[str]: ...
    def response(
        self, method: str, url: str, status: int, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> list[str]: ...
    def operation(self, method: str, url: str) -> tuple[Any, Any, Any, Any]: ...


class Graph:
    """The Graph API. What is asked for must all belong to one kind of node, and so must what is answered."""

    undescribed = ("/debug_token", "/oauth/access_token", "/access_token", "/refresh_access_token",
                   "/owned_pages", "/client_pages")  # fmt: skip
    """Calls that the file has not: tokens are no nodes, and the edges belong to Business, which was left out."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._nodes = reader.doc["components"]["schemas"]
        for name, fields in _NEWER.items():
            node = self._nodes.setdefault(name, {"type": "object", "properties": {}, "additionalProperties": False})
            node["properties"].update(fields)
        answers = reader.doc["paths"]["/{version}/{id}"]["get"]["responses"]["200"]["content"]["application/json"]
        answers["schema"]["anyOf"].append({"$ref": "#/components/schemas/IGContainer"})

    def operation(self, method: str, url: str) -> tuple[Any, Any, Any, Any]:
        if urlsplit(url).path.rstrip("/").endswith(self.undescribed):
            return None, None, {}, {}
        return _known(self._reader, method, url)

    def request(self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> list[str]:
        url = _NAMED.sub(r"\g<1>1", url) if method == "GET" else url
        asked = dict(parse_qsl(urlsplit(url).query)).get("fields", "")
        return self._reader.request(method, url, headers, body) + self._unknown(method, url, asked)

    def response(
        self, method: str, url: str, status: int, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> list[str]:
        return self._reader.response(method, url, status, headers, body)

    def _unknown(self, method: str, url: str, asked: str) -> list[str]:
        """Fields that no kind of node has together."""
        kinds = self._kinds(method, url)
        if not asked or any(self._has(kind, asked) for kind in kinds):
            return []
        return [f"query fields: no node of {', '.join(kinds) or 'the file'} has {asked}"]

    def _kinds(self, method: str, url: str) -> list[str]:
        _, described, _, _ = self._reader.operation(method, url)
        if not described:
            return []
        answer = described["responses"]["200"]["content"]["application/json"]["schema"]
        if not _NODE.fullmatch(urlsplit(url).path):
            answer = answer.get("properties", {}).get("data", {}).get("items", {})
        return [_name(each) for each in answer.get("anyOf", []) if each]

    def _has(self, kind: str, asked: str) -> bool:
        known = self._nodes[kind]["properties"]
        return all(name in known and (not inner or self._inside(known[name], inner)) for name, inner in split(asked))

    def _inside(self, field: dict[str, Any], inner: str) -> bool:
        field = field.get("properties", {}).get("data", field)
        return "$ref" in field and self._has(_name(field), inner)


class Threads:
    """Meta's collection of calls to Threads, which names the fields of each in a variable."""

    def __init__(self, reader: Reader, collection: Mapping[str, Any]) -> None:
        self._reader = reader
        token = reader.doc["paths"]["/oauth/access_token"]["post"]["responses"]["200"]["content"]["application/json"]
        token["schema"]["properties"]["user_id"] = {}  # real answers have a number, too (gitroomhq/postiz-app)
        variables = {each["key"]: str(each["value"]) for each in collection["variable"]}
        self._fields: dict[tuple[str, str], set[str]] = {}
        for method, address in _calls(collection["item"]):
            named = re.search(r"[?&]fields=\{\{(\w+)\}\}", address)
            path = re.sub(r"\{\{\w+\}\}", "1", address.removeprefix("{{api_host}}")).partition("?")[0]
            if named and named[1] in variables:
                known = {name for name, _ in split(variables[named[1]])}
                self._fields.setdefault((method, self._path(method, f"/v1.0{path}")), set()).update(known)

    def operation(self, method: str, url: str) -> tuple[Any, Any, Any, Any]:
        return _known(self._reader, method, url)

    def request(self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> list[str]:
        """The collection has all parameters in the query; the token address takes them as a form, too
        (developers.facebook.com/docs/threads/get-started/get-access-tokens-and-permissions).
        """
        sent = {name: value for name, value in (headers or {}).items() if name.lower() != "content-type"}
        is_form = (headers or {}).get("content-type") == FORM and urlsplit(url).path == "/oauth/access_token"
        if is_form:
            pairs = [*parse_qsl(urlsplit(url).query), *parse_qsl(body.decode(), keep_blank_values=True)]
            url, body = f"{urlsplit(url).path}?{urlencode(pairs)}", b""
        asked = dict(parse_qsl(urlsplit(url).query)).get("fields", "")
        known = self._fields.get((method, self._path(method, url)), set())
        odd = [name for name, _ in split(asked) if name not in known]
        found = self._reader.request(method, url, sent if is_form else headers, body)
        return found + [f"query fields: {name} is none of {', '.join(sorted(known)) or 'nothing'}" for name in odd]

    def response(
        self, method: str, url: str, status: int, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> list[str]:
        return self._reader.response(method, url, status, headers, body)

    def _path(self, method: str, url: str) -> str:
        return str(self._reader.operation(method, url)[0] or "")


def _known(reader: Reader, method: str, url: str) -> tuple[Any, Any, Any, Any]:
    """A call that the description has not is held against it all the same, and found wanting."""
    found = reader.operation(method, url)
    return found if found[0] is not None else (urlsplit(url).path, {}, {}, {})


def split(fields: str) -> list[tuple[str, str]]:
    """The outermost names, each with what stands in its braces."""
    found, depth, name = [], 0, ""
    for sign in fields + ",":
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if sign == "," and not depth:
            outer, _, inner = name.partition("{")
            found.append((outer, inner.removesuffix("}")))
            name = ""
        else:
            name += sign
    return [(outer, inner) for outer, inner in found if outer]


def _name(reference: Mapping[str, str]) -> str:
    return reference["$ref"].rpartition("/")[2]


def _calls(items: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Method and address of every call, folders opened."""
    found: list[tuple[str, str]] = []
    for item in items:
        if "item" in item:
            found += _calls(item["item"])
            continue
        url = item["request"]["url"]
        found.append((item["request"]["method"], url if isinstance(url, str) else url["raw"]))
    return found
