"""Which browsers are on this computer, and how each opens an address, in a private window too."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple


class Known(NamedTuple):
    """A browser: its name, where it may lie, and what it wants for a private window."""

    id: str
    name: str
    private: str
    commands: tuple[str, ...]
    bundle: str
    program: str


KNOWN = (
    Known("firefox", "Firefox", "--private-window", ("firefox", "firefox-esr"), "Firefox",
          r"Mozilla Firefox\firefox.exe"),
    Known("chrome", "Chrome", "--incognito", ("google-chrome", "google-chrome-stable"), "Google Chrome",
          r"Google\Chrome\Application\chrome.exe"),
    Known("chromium", "Chromium", "--incognito", ("chromium", "chromium-browser"), "Chromium",
          r"Chromium\Application\chrome.exe"),
    Known("edge", "Edge", "--inprivate", ("microsoft-edge", "microsoft-edge-stable"), "Microsoft Edge",
          r"Microsoft\Edge\Application\msedge.exe"),
    Known("brave", "Brave", "--incognito", ("brave-browser", "brave"), "Brave Browser",
          r"BraveSoftware\Brave-Browser\Application\brave.exe"),
    Known("vivaldi", "Vivaldi", "--incognito", ("vivaldi", "vivaldi-stable"), "Vivaldi",
          r"Vivaldi\Application\vivaldi.exe"),
)  # fmt: skip

PRIVATE = "-private"
"""Ends the id of a private window."""


def found(environ: Mapping[str, str]) -> dict[str, list[str]]:
    """The command that starts each browser of `KNOWN` that is here, by id; the address comes last."""
    start = {"darwin": _of_macos, "win32": _of_windows}.get(sys.platform, _of_path)
    return {known.id: command for known in KNOWN if (command := start(known, environ))}


def command(id: str, environ: Mapping[str, str]) -> list[str]:
    """How to start that browser (or a private window of it); empty where it is not here."""
    private = id.endswith(PRIVATE)
    known = next((k for k in KNOWN if k.id == id.removesuffix(PRIVATE)), None)
    here = found(environ).get(known.id, []) if known else []
    return [*here, known.private] if here and known and private else here


def _of_path(known: Known, environ: Mapping[str, str]) -> list[str]:
    paths = (shutil.which(name, path=environ.get("PATH")) for name in known.commands)
    return [path for path in paths if path][:1]


def _of_macos(known: Known, environ: Mapping[str, str]) -> list[str]:
    folders = (Path("/Applications"), Path(environ.get("HOME", "/")) / "Applications")
    here = any((folder / f"{known.bundle}.app").exists() for folder in folders)
    return ["open", "-na", known.bundle, "--args"] if here else []


def _of_windows(known: Known, environ: Mapping[str, str]) -> list[str]:
    roots = (environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"))
    paths = (os.path.join(root, known.program) for root in roots if root)  # noqa: PTH118  (a path of Windows)
    return [path for path in paths if os.path.exists(path)][:1]  # noqa: PTH110
