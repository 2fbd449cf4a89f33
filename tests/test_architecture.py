"""Rules about the source itself: who may import whom, what a file may hold, what no file may name."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "app" / "stagedoor"
SOURCES = sorted(PACKAGE.rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
PLATFORM_FILES = sorted((ROOT / "resources" / "platforms").glob("*.toml"))
LOCKS = [ROOT / ".ci" / "requirements.txt", ROOT / ".ci" / "requirements-dev.txt"]
LONGEST = 320

# Written in pieces, because this file is searched too.
UNFINISHED = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "NotImplemented" + "Error"]) + r")\b")
SKIPS = re.compile(
    r"pytest\.("
    + "|".join(["ski" + "p", "xfai" + "l", "mark\\.ski" + "p", "mark\\.xfai" + "l"])
    + r")|importor"
    + "skip"
)
REGISTRIES = re.compile(
    "|".join(
        [
            "pypi" + r"\.org",
            "python" + r"hosted\.",
            "npm" + r"js\.",
            "--(extra-)?index" + "-url",
            "--find" + "-links",
            "--trusted" + "-host",
        ]
    )
)


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [f"{sys.prefix}/bin/lint-imports", "--no-cache", "--config", f"{folder}/pyproject.toml"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "app"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def strings_in_code(source: Path) -> Iterator[tuple[int, str]]:
    """Line and value of every string that is not a docstring; comments do not reach the tree at all."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def matches(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1)
        if pattern.search(line)
    ]


def platform_hosts() -> re.Pattern[str]:
    tables = [tomllib.loads(file.read_text(encoding="utf-8"))["hosts"] for file in PLATFORM_FILES]
    hosts = {str(address).partition("://")[2].partition("/")[0] for table in tables for address in table.values()}
    assert hosts
    return re.compile(r"(?<![\w.-])(" + "|".join(re.escape(host) for host in sorted(hosts)) + r")(?![\w-])")


def test_imports_follow_the_layers() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("services/planted.py", "import stagedoor.net", "Services and faces get their adapters as ports"),
        ("practice/planted.py", "import stagedoor.domain", "Practice imports nothing of Stagedoor"),
        ("domain/planted.py", "import stagedoor.oauth", "One direction, no cycles"),
        ("cli/planted.py", "import httpx", "The HTTP client only in net"),
        ("net/planted.py", "import sqlite3", "SQLite only in store"),
        ("store/planted.py", "import keyring", "Keychains and ciphers only in vault"),
    ],
)
def test_a_wrong_import_is_caught(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "app" / "stagedoor", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "app" / "stagedoor" / module).write_text(f"{line}\n", encoding="utf-8")
    result = lint_imports(tmp_path)
    assert result.returncode == 1, result.stdout
    assert re.search(re.escape(contract) + r"\s+BROKEN", result.stdout), result.stdout
    assert "planted" in result.stdout


def test_files_stay_short() -> None:
    lengths = {
        file.relative_to(ROOT): len(file.read_text(encoding="utf-8").splitlines()) for file in [*SOURCES, *TESTS]
    }
    assert {file: lines for file, lines in lengths.items() if lines > LONGEST} == {}


def test_no_host_of_a_platform_stands_in_the_code() -> None:
    """Hosts are data of resources/platforms; practice plays the other side and is free."""
    address = re.compile(r"https?://(?!127\.0\.0\.1|localhost|\[::1\])[A-Za-z0-9\[]")
    hosts = platform_hosts()
    found = [
        f"{source.relative_to(ROOT)}:{line}: {text!r}"
        for source in SOURCES
        if (PACKAGE / "practice") not in source.parents
        for line, text in strings_in_code(source)
        if address.search(text) or hosts.search(text)
    ]
    assert found == []


def test_nothing_is_left_unfinished() -> None:
    assert matches(UNFINISHED, [*SOURCES, *TESTS]) == []


def test_no_test_is_skipped_or_expected_to_fail() -> None:
    assert matches(SKIPS, TESTS) == []


def test_every_package_has_tests() -> None:
    packages = sorted(init.parent.name for init in PACKAGE.glob("*/__init__.py"))
    assert packages
    assert [name for name in packages if not list((ROOT / "tests" / name).rglob("test_*.py"))] == []


def test_no_file_names_a_package_registry() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / name for name in listed.stdout.split("\0") if name]
    assert matches(REGISTRIES, [file for file in files if file.is_file()]) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    assert "/" not in re.sub(r"^\s*#.*$", "", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {
        LOCKS[0]: project["dependencies"],
        LOCKS[1]: project["dependencies"] + project["optional-dependencies"]["dev"],
    }
    for lock, requirements in wanted.items():
        names = {re.match(r"[\w.-]+", r)[0].lower().replace("_", "-") for r in requirements}  # type: ignore[index]  # a requirement begins with its name
        locked = set(re.findall(r"^([a-z0-9-]+)==", lock.read_text(encoding="utf-8"), flags=re.MULTILINE))
        assert names - locked == set()
