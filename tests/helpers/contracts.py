"""Checks what was sent and answered against the platforms' own published descriptions.

They lie outside the repository: STAGEDOOR_CONTRACTS names the folder (else ../shared/contracts). Tests that
need them carry `@pytest.mark.contracts`.
"""

import importlib.util
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol

from tests.helpers import meta_contract

ROOT = Path(__file__).resolve().parents[2]
# Contract name: file below the folder, function of to_openapi.py
SOURCES = {
    "x": ("x/openapi.json", "x"),
    "youtube": ("google/youtube.v3.json", "discovery"),
    "google_oauth2": ("google/oauth2.v2.json", "discovery"),
    "telegram": ("telegram/api.json", "telegram"),
    "graph": ("meta/graph_nodes.json", "graph"),
    "threads": ("meta/threads.postman_collection.json", "threads"),
}


class Contract(Protocol):
    """One platform's description. Both methods give a list of sentences, empty when all is well."""

    def request(self, method: str, url: str, headers: Mapping[str, str] | None = None, body: bytes = b"") -> list[str]:
        """Unknown parameters and fields count as mistakes too."""

    def response(
        self, method: str, url: str, status: int, headers: Mapping[str, str] | None = None, body: bytes = b""
    ) -> list[str]: ...

    def operation(self, method: str, url: str) -> tuple[Any, Any, Any, Any]:
        """Path and description of an operation; None first when the contract has none."""


class Sent(Protocol):
    """A request as a practice world logs it."""

    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def raw_query(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> bytes: ...


def folder() -> Path:
    return Path(os.environ.get("STAGEDOOR_CONTRACTS", ROOT.parent / "shared" / "contracts"))


def available() -> bool:
    return folder().is_dir() and _tools().is_dir()


@cache
def contract(name: str) -> Contract:
    """The contract of that name, converted once per process."""
    source, function = SOURCES[name]
    described = json.loads((folder() / source).read_text(encoding="utf-8"))
    converted = getattr(_module("to_openapi"), function)(described)
    with tempfile.TemporaryDirectory() as out:
        path = Path(out) / f"{name}.json"
        path.write_text(json.dumps(converted), encoding="utf-8")
        found: Contract = _read_further(name, _module("contract").Contract(path), described)
    return found


def _read_further(name: str, reader: Any, described: Any) -> Contract:
    """Two descriptions name the fields that may be asked for, which the common reader does not look at."""
    if name == "graph":
        return meta_contract.Graph(reader)
    return meta_contract.Threads(reader, described) if name == "threads" else reader


def request_problems(name: str, requests: Iterable[Sent], prefix: str) -> list[str]:
    """What a contract finds wrong with logged requests, one line each.

    `prefix` is where the described host lies in the world, such as /x/api; other requests, and calls that the
    contract does not describe (token endpoints), pass.
    """
    described = contract(name)
    problems = []
    for sent in requests:
        url = sent.path.removeprefix(prefix) + (f"?{sent.raw_query}" if sent.raw_query else "")
        if not sent.path.startswith(prefix + "/") or described.operation(sent.method, url)[0] is None:
            continue
        found = described.request(sent.method, url, sent.headers, sent.body)
        problems += [f"{sent.method} {sent.path}: {each}" for each in found]
    return problems


def _tools() -> Path:
    return folder().parent / "tools" / "contract_tools"


@cache
def _module(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"stagedoor_{name}", _tools() / f"{name}.py")
    if spec is None or spec.loader is None:
        raise ImportError(name)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
