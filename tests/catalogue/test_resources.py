"""Data files are found from a source checkout, from an installed wheel and inside the frozen program."""

import shutil
import subprocess
import sys
from pathlib import Path

import stagedoor
from stagedoor.catalogue import resource_path

ROOT = Path(stagedoor.__file__).parents[2]


def asked(code: str, package_root: Path) -> str:
    """What a fresh interpreter prints that knows Stagedoor from `package_root` alone."""
    code = f"import sys; sys.path.insert(0, {str(package_root)!r}); {code}"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd="/")
    return run.stdout.strip()


def test_in_a_source_checkout():
    assert resource_path("platforms", "x.toml").is_file()
    assert resource_path().resolve() == ROOT / "resources"


def test_in_a_wheel(tmp_path):
    for part in ("domain", "catalogue"):
        shutil.copytree(ROOT / "app" / "stagedoor" / part, tmp_path / "stagedoor" / part)
    shutil.copy(ROOT / "app" / "stagedoor" / "__init__.py", tmp_path / "stagedoor")
    shutil.copytree(ROOT / "resources" / "platforms", tmp_path / "stagedoor" / "_resources" / "platforms")
    code = "from stagedoor.catalogue import load, resource_path as r; print(r(), 'x' in load(r()).ids())"
    assert asked(code, tmp_path) == f"{tmp_path}/stagedoor/_resources True"


def test_in_the_frozen_program(tmp_path):
    code = f"sys._MEIPASS = {str(tmp_path)!r}; from stagedoor.catalogue import resource_path as r; print(r('a'))"
    assert asked(code, ROOT / "app") == f"{tmp_path}/resources/a"
