"""Faults that nobody catches, and a process that guards itself: each in a process of its own."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.system.programs import run, start

SECRET = "EAAGm0PX4ZCpsBAKZBt7dQ9ZAqZC0"

LOGGED = """
import asyncio, gc, logging, pathlib, sys, threading
from stagedoor.system.hooks import install_hooks, on_loop_fault
from stagedoor.system.logs import start_logging
folder, token = pathlib.Path(sys.argv[1]), sys.argv[2]
start_logging(folder / "a.log", folder, logging.DEBUG)
install_hooks()

def fail(token):
    raise RuntimeError(f"refused Bearer {token}")

"""

FAULTS = {
    "uncaught": "fail(token)",
    "uncaught_in_thread": "t = threading.Thread(target=fail, args=(token,)); t.start(); t.join()",
    "unraisable": """
class Dying:
    def __del__(self):
        fail(token)
Dying()
""",
    "loop_fault: Task exception was never retrieved": """
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(on_loop_fault)
    async def lost(token):
        fail(token)
    task = loop.create_task(lost(token))
    await asyncio.sleep(0)
    del task
    gc.collect()
asyncio.run(main())
""",
    "loop_fault: Exception in callback fail": """
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(on_loop_fault)
    loop.call_soon(fail, token)
    await asyncio.sleep(0)
asyncio.run(main())
""",
}


@pytest.mark.parametrize("event", FAULTS)
def test_what_nobody_caught_is_logged_without_values(tmp_path: Path, event: str) -> None:
    with start(LOGGED + FAULTS[event], tmp_path, SECRET) as program:
        out, err = program.communicate(timeout=30)
    text = (tmp_path / "a.log").read_text()
    [line] = [json.loads(each) for each in text.splitlines()]
    assert line["event"] == event
    assert "RuntimeError: refused Bearer [hidden]" in line["fault"]
    assert "fail" in line["fault"]
    assert SECRET not in out + err + text
    assert "Traceback" not in out + err
    assert err == ("Stagedoor met a fault of its own. The log has the details.\n" if event == "uncaught" else "")


PROGRAM = """
import asyncio, os, sys, threading
from stagedoor.bootstrap import build_program

def fail(token):
    raise RuntimeError(f"refused Bearer {token}")

async def main():
    async with build_program(os.environ):
        t = threading.Thread(target=fail, args=(sys.argv[1],)); t.start(); t.join()
        asyncio.get_running_loop().call_soon(fail, sys.argv[1])
        await asyncio.sleep(0)
asyncio.run(main())
"""


def test_the_program_logs_what_nobody_caught(tmp_path: Path) -> None:
    assert run(PROGRAM, SECRET, STAGEDOOR_HOME=str(tmp_path)) == ""
    [log] = tmp_path.rglob("*.log")
    events = [json.loads(line)["event"] for line in log.read_text().splitlines()]
    assert events == ["uncaught_in_thread", "loop_fault: Exception in callback fail"]


def test_an_interrupt_is_no_fault(tmp_path: Path) -> None:
    with start(LOGGED + "raise KeyboardInterrupt", tmp_path, SECRET) as program:
        assert program.communicate(timeout=30) == ("", "")
    assert program.returncode != 0
    assert not (tmp_path / "a.log").exists()


HARDENED = """
import ctypes, json, os, resource
from stagedoor.system.hardening import harden
harden()
open(os.environ["HOME"] + "/file", "w").close()
print(json.dumps({
    "mode": os.stat(os.environ["HOME"] + "/file").st_mode & 0o777,
    "core": resource.getrlimit(resource.RLIMIT_CORE),
    "dumpable": ctypes.CDLL(None).prctl(3, 0, 0, 0, 0),
    "environ": sorted(os.environ),
}))
"""


def hardened(home: Path, **environ: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(run(HARDENED, HOME=str(home), **environ))
    return told


def test_files_are_private_and_a_crash_leaves_no_memory(tmp_path: Path) -> None:
    told = hardened(tmp_path)
    assert told["mode"] == 0o600
    assert told["core"][0] == 0
    assert told["dumpable"] == 0


@pytest.mark.parametrize("name", ["SNAP", "FLATPAK_ID"])
def test_a_sandbox_may_look_at_its_process(tmp_path: Path, name: str) -> None:
    assert hardened(tmp_path, **{name: "/snap/stagedoor/1"})["dumpable"] == 1


def test_nobody_steers_the_keychain_or_tls_from_outside(tmp_path: Path) -> None:
    steering = {"PYTHON_KEYRING_BACKEND": "x", "KEYRING_PROPERTY_A": "x", "SSLKEYLOGFILE": str(tmp_path / "keys")}
    told = hardened(tmp_path, **steering, STAGEDOOR_HOME="kept", KEYRINGS="kept")
    assert not set(steering) & set(told["environ"])
    assert {"STAGEDOOR_HOME", "KEYRINGS"} <= set(told["environ"])


def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    code = """
import os, resource, signal, sys
from stagedoor.system.hardening import harden
os.chdir(sys.argv[1])
harden()
os.kill(os.getpid(), signal.SIGSEGV)
"""
    with start(code, tmp_path) as program:
        program.communicate(timeout=30)
    assert program.returncode < 0
    assert list(tmp_path.iterdir()) == []
