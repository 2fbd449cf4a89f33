"""Files of sittings name platforms, fields, needs and answers of other files: a slip in one is said with its line."""

import shutil
from pathlib import Path

import pytest

from stagedoor.catalogue import load, resource_path
from stagedoor.domain.errors import BadPlatformFile

SLIPS = [
    ('platforms = ["facebook",', 'platforms = ["facebok",', 'There is no platform "facebok".'),
    ('"threads.meta_id"', '"threads.mata_id"', 'There is no field "threads.mata_id".'),
    ('"threads.developer"]', '"threads.develloper"]', 'There is no need "threads.develloper".'),
    ('platform = "instagram"', 'platform = "instagran"', 'There is no platform "instagran".'),
    ('details = ["privacy_url"', 'details = ["privacy_ulr"', 'There is no detail "privacy_ulr".'),
    ('mode = "published"', 'mood = "published"', 'There is no question "mood".'),
    ('mode = "published"', 'mode = "publik"', "publik"),
    ('kind = "pages"', 'kind = "pages"\nrote = 1', "rote"),
]


@pytest.mark.parametrize(("old", "new", "said"), SLIPS)
def test_a_slip_in_a_sitting_is_said_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    resources = tmp_path / "resources"
    shutil.copytree(resource_path() / "platforms", resources / "platforms")
    text = (resource_path() / "sittings" / "meta.toml").read_text()
    assert old in text
    text = text.replace(old, new, 1)
    (resources / "sittings").mkdir()
    (resources / "sittings" / "meta.toml").write_text(text)
    line = next(number for number, each in enumerate(text.splitlines(), 1) if new.rsplit("\n", maxsplit=1)[-1] in each)
    with pytest.raises(BadPlatformFile) as refused:
        load(resources)
    assert said in refused.value.cause
    assert f"meta.toml, line {line}" in refused.value.cause
    assert refused.value.fix


def test_those_that_are_shipped_are_sound() -> None:
    assert [sitting.id for sitting in load(resource_path()).sittings()] == ["meta"]
