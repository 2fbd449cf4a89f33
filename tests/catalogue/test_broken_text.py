"""What is no TOML text at all still names its file, its line and the mend."""

import pytest
from tests.catalogue.files import MINI, changed, line_of, refusal, resources

from stagedoor.catalogue import load
from stagedoor.domain.errors import BadPlatformFile

NOT_TOML = {
    "no value": (changed("code_seconds = 60", "code_seconds ="), "code_seconds ="),
    "no quotes": (changed('name = "Mini"', "name = Mini"), "name = Mini"),
    "key twice": (changed('name = "Mini"', 'name = "Mini"\nname = "Mono" # twice'), "twice"),
    "table twice": (changed("[need.card]", '[need.card]\ntext = ""\n[need.card] # twice'), "twice"),
    "impossible date": (changed("seen = 2026-11-21", "seen = 2026-13-45"), "seen ="),
    "quote not closed": (changed('press = "Allow"', 'press = "Allow'), 'press = "Allow'),
}


@pytest.mark.parametrize(("text", "marker"), NOT_TOML.values(), ids=NOT_TOML)
def test_what_is_not_toml_names_the_line(tmp_path, text, marker):
    error = refusal(tmp_path, text)
    assert f"mini.toml, line {line_of(text, marker)}: This is not TOML: " in error.cause
    assert "Mend this line" in error.fix


BYTES = {
    "empty": (b"", 1, "is empty"),
    "only spaces": (b"\n \n", 1, "is empty"),
    "byte order mark": (b"\xef\xbb\xbf" + MINI.encode(), 1, "without BOM"),
    "latin-1": (MINI.replace("A card", "Eine Kartenz\u00e4hlung").encode("latin-1"), 17, "Save the file as UTF-8"),
    "utf-16": (MINI.encode("utf-16"), 1, "Save the file as UTF-8"),
    "zero bytes": (b'id = "a\x00b"\n', 1, "Mend this line"),
    "far too large": (b"# " + b"x" * 2_000_000, 1, "too large"),
    "nested without end": (b"a = " + b"[" * 50_000, 1, "nested too deeply"),
    "number without end": (b"a = 1\nb = " + b"9" * 10_000, 2, "This is not TOML"),
}


@pytest.mark.parametrize(("content", "line", "words"), BYTES.values(), ids=BYTES)
def test_what_is_no_text_names_file_and_mend(tmp_path, content, line, words):
    error = refusal(tmp_path, content)
    assert f"{tmp_path}/platforms/mini.toml, line {line}: " in error.cause
    assert words in str(error)


def test_a_folder_in_the_place_of_a_file(tmp_path):
    folder = resources(tmp_path)
    (folder / "platforms" / "mini.toml").mkdir()
    with pytest.raises(BadPlatformFile, match="cannot be read"):
        load(folder)
