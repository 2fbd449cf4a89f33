"""The macOS and Windows keychains as far as keyring's own classes see them: its real code over made-up systems."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import keyring.backends

_MODULES = Path(keyring.backends.__file__).parent


class WindowsError(Exception):
    def __init__(self, number: int, function: str) -> None:
        super().__init__(number, function, "made up")
        self.winerror = number
        self.funcname = function


class Credentials:
    """CredWrite and its kin over a folder, so that several processes share it. Values above 2,560 bytes get 1783."""

    CRED_TYPE_GENERIC = 1
    CRED_PERSIST_SESSION, CRED_PERSIST_LOCAL_MACHINE, CRED_PERSIST_ENTERPRISE = 1, 2, 3

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fails: int | None = None

    def CredRead(self, *, Type: int, TargetName: str) -> dict[str, Any]:  # noqa: N802, N803 -- the system's names
        self._fail("CredRead")
        if not self._file(TargetName).exists():
            raise WindowsError(1168, "CredRead")
        found: dict[str, Any] = json.loads(self._file(TargetName).read_text())
        return {**found, "CredentialBlob": found["CredentialBlob"].encode("utf-16-le")}

    def CredWrite(self, credential: dict[str, Any], _: int) -> None:  # noqa: N802 -- as above
        self._fail("CredWrite")
        if len(credential["CredentialBlob"].encode("utf-16-le")) > 2560:
            raise WindowsError(1783, "CredWrite")
        beside = self._file(credential["TargetName"]).with_suffix(".new")
        beside.write_text(json.dumps(credential))
        beside.rename(self._file(credential["TargetName"]))

    def CredDelete(self, *, Type: int, TargetName: str) -> None:  # noqa: N802, N803 -- as above
        self._fail("CredDelete")
        if not self._file(TargetName).exists():
            raise WindowsError(1168, "CredDelete")
        self._file(TargetName).unlink()

    def all(self) -> list[dict[str, Any]]:
        return [json.loads(file.read_text()) for file in sorted(self.folder.glob("*.json"))]

    def _file(self, target: str) -> Path:
        return self.folder / f"{target.encode().hex()}.json"

    def _fail(self, function: str) -> None:
        if self.fails is not None:
            raise WindowsError(self.fails, function)


def windows_ring(credentials: Credentials) -> Any:
    """keyring's WinVaultKeyring over made-up credentials."""
    package = ModuleType("win32ctypes.pywin32")
    package.__dict__.update(pywintypes=SimpleNamespace(error=WindowsError), win32cred=credentials)
    credentials.__dict__["__name__"] = "win32cred"
    made_up = {"win32ctypes": ModuleType("win32ctypes"), "win32ctypes.pywin32": package}
    sys.modules.update(made_up)
    try:
        module = _loaded("Windows.py", "keyring.backends.made_up_windows")
    finally:
        for name in made_up:
            del sys.modules[name]
    ring = module.WinVaultKeyring()
    ring.persist = "local machine"
    return ring


class Security:
    """The part of keyring's `api` module that its macOS class uses; `fails` is the number that the system answers."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str] = {}
        self.fails: int | None = None
        self.Error: type[Exception] = type("Error", (Exception,), {})
        self.NotFound = type("NotFound", (self.Error,), {})
        self.KeychainDenied = type("KeychainDenied", (self.Error,), {})

    def find_generic_password(self, _: str | None, service: str, username: str) -> str:
        self._fail()
        return self._found(service, username)

    def set_generic_password(self, _: str | None, service: str, username: str, password: str) -> None:
        self._fail()
        self.values[service, username] = password.partition("\0")[0]

    def delete_generic_password(self, _: str | None, service: str, username: str) -> None:
        self._fail()
        self._found(service, username)
        del self.values[service, username]

    def _found(self, service: str, username: str) -> str:
        if (service, username) not in self.values:
            raise self.NotFound(-25300, "made up")
        return self.values[service, username]

    def _fail(self) -> None:
        kinds = {-25300: self.NotFound, -128: self.KeychainDenied}
        if self.fails is not None:
            raise kinds.get(self.fails, self.Error)(self.fails, "made up")


def macos_ring(security: Security) -> Any:
    """keyring's macOS class over a made-up keychain."""
    module = _loaded("macOS/__init__.py", "keyring.backends.made_up_macos")
    module.__dict__["api"] = security
    return module.Keyring()


def _loaded(file: str, name: str) -> ModuleType:
    """A copy of keyring's module under another name: the real one stays as this system made it."""
    path = _MODULES / file
    inside = [str(path.parent)] if path.name == "__init__.py" else None
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=inside)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
