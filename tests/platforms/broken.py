"""What may come instead of an answer: the family of broken JSON, wrong shapes, pages, and sockets that end."""

from typing import Any

from stagedoor.practice import World

Fault = tuple[str, dict[str, Any]]

_GOOD_STATUS: dict[str, object] = {
    "null": None, "number": 12, "text": "ok", "list": [], "list of objects": [{"id": "1"}], "empty object": {},
    "data null": {"data": None}, "data a list": {"data": [{"id": "1"}]}, "data a text": {"data": "1"},
    "data empty": {"data": {}}, "id null": {"data": {"id": None}}, "id an object": {"data": {"id": {"a": 1}}},
    "id a number": {"data": {"id": 7}}, "errors only": {"errors": [{"detail": "no", "title": "Not Found Error"}]},
    "metrics a list": {"data": {"id": "1", "name": "a", "username": "b", "public_metrics": [1]}},
    "deleted as a text": {"data": {"deleted": "perhaps"}}, "not deleted": {"data": {"deleted": False}},
    "usage in words": {"data": {"project_usage": "many", "project_cap": "³"}},
    "ok alone": {"ok": True}, "ok with nothing": {"ok": True, "result": None},
    "ok as a text": {"ok": "true", "result": {}},
    "ok false": {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"},
    "ok false, oddly": {"ok": False, "error_code": "many", "description": None},
    "result a list": {"ok": True, "result": [5]},
    "result empty": {"ok": True, "result": {}}, "result a text": {"ok": True, "result": "yes"},
    "result's id a text": {"ok": True, "result": {"id": "abc", "message_id": "xyz", "status": 5}},
    "result false": {"ok": True, "result": False}, "update without a number": {"ok": True, "result": [{"message": {}}]},
    "token null": {"access_token": None, "token_type": "bearer"}, "token empty": {"access_token": ""},
    "token a number": {"access_token": 5}, "token with blanks": {"access_token": "a b\nc"},
    "token of another kind": {"access_token": "abc", "token_type": "mac"}, "token a list": {"access_token": ["a"]},
}  # fmt: skip

_BAD_BODIES: dict[str, object] = {
    "null": None, "list": ["no"], "empty object": {}, "errors a number": {"errors": 5},
    "errors of numbers": {"errors": [5]},
    "errors a text": {"errors": "no"}, "code an object": {"errors": [{"code": {}}]}, "error a list": {"error": ["no"]},
    "error an object": {"error": {"code": 190}}, "title a number": {"title": 7, "detail": []},
    "error_code a text": {"error_code": "x", "description": 5}, "parameters a list": {"parameters": [1]},
    "wait in words": {"parameters": {"retry_after": "soon"}}, "wait negative": {"parameters": {"retry_after": -5}},
}  # fmt: skip

_RAW = {
    "not a number": '{"access_token": NaN, "data": NaN, "result": NaN}', "infinite": '{"data": Infinity}',
    "beyond floats": '{"ok": true, "result": 1e999, "data": 1e999}', "one key, two values": '{"ok": true, "ok": false}',
    "endless number": '{"ok": true, "result": ' + "9" * 5000 + "}", "two objects": '{"ok": true}{"ok": true}',
    "very deep": '{"data":' * 3000 + "1" + "}" * 3000, "form": "access_token=abc&expires_in=3600", "blank": " ",
    "single quotes": "{'data': {'id': '1'}}", "control character": '{"data": {"id": "\x01"}}',
}  # fmt: skip

BROKEN: dict[str, Fault] = {
    **{f"200 {name}": ("status", {"status": 200, "json": body}) for name, body in _GOOD_STATUS.items()},
    **{f"200 {name}": ("status", {"status": 200, "text": text}) for name, text in _RAW.items()},
    **{
        f"{status} {name}": ("status", {"status": status, "json": body})
        for status in (400, 401, 403, 404, 409, 418, 429, 500)
        for name, body in _BAD_BODIES.items()
    },
    **{f"{status} page": ("html", {"status": status}) for status in (200, 401, 403, 404, 407, 500, 502, 503, 511)},
    **{f"{status} empty": ("empty", {"status": status}) for status in (200, 201, 204, 400, 401, 403, 404, 500)},
    **{f"redirect {status}": ("redirect", {"status": status}) for status in (301, 302, 303, 307, 308)},
    "not JSON": ("not_json", {}),
    "no UTF-8": ("bad_utf8", {}),
    "a list": ("wrong_type", {}),
    "far too large": ("huge", {"bytes": 2 * 2**20}),
    "unpacks to too much": ("gzip_bomb", {"bytes": 4 * 2**20}),
    "hangs up": ("cut", {}),
}

# Here the platform does its part: once is enough, and what it did counts.
HALF_DONE: dict[str, Fault] = {
    "half an answer": ("truncated", {}),
    "hangs up in the middle": ("half", {}),
    "done, then hangs up": ("commit_then_cut", {}),
}


def plan(world: World, match: str, fault: Fault) -> None:
    kind, options = fault
    world.faults.add(match, kind, times=99, **options)
