"""One platform alone: nothing else is opened, and names from outside stay inside the folder."""

import pytest
from tests.catalogue.files import MINI, changed, resources

from stagedoor.catalogue import load, load_one
from stagedoor.domain.errors import BadPlatformFile, NotFound


def test_broken_neighbours_do_not_matter(tmp_path):
    folder = resources(tmp_path, mini=MINI, broken="[", other=b"\xff")
    home = tmp_path / "home"
    home.mkdir()
    (home / "broken.toml").write_text("[")
    assert load_one(folder, home, "mini").name == "Mini"
    with pytest.raises(BadPlatformFile):
        load(folder, home)


def test_it_is_as_strict_about_types(tmp_path):
    folder = resources(tmp_path, mini=changed("code_seconds = 60", 'code_seconds = "60"'))
    with pytest.raises(BadPlatformFile, match=r"mini\.toml, line \d+, oauth\.user\.token\.code_seconds"):
        load_one(folder, None, "mini")


def test_a_slip_in_the_guide_does_not_keep_a_script_from_its_token(tmp_path):
    folder = resources(tmp_path, mini=changed('checks = ["me"]', 'checks = ["you"]'))
    assert load_one(folder, None, "mini").id == "mini"


@pytest.mark.parametrize("name", ["mimi", "", "../mini", "platforms/mini", "MINI", "mini.toml", ".hidden", "a" * 300])
def test_unknown_names_are_not_found(tmp_path, name):
    folder = resources(tmp_path, mini=MINI, **{".hidden": MINI})
    (tmp_path / "mini.toml").write_text(MINI)
    with pytest.raises(NotFound):
        load_one(folder, None, name)


def test_a_near_name_is_offered(tmp_path):
    folder = resources(tmp_path, mini=MINI)
    with pytest.raises(NotFound, match='Did you mean "mini"'):
        load_one(folder, None, "mimi")
    with pytest.raises(NotFound, match='Did you mean "mini"'):
        load(folder).spec("mimi")


def test_platforms_come_in_the_order_that_they_ask_for(tmp_path):
    def named(id: str, name: str, order: int) -> str:
        text = MINI.replace('"mini"', f'"{id}"').replace("mini.client_secret", f"{id}.client_secret")
        return text.replace('name = "Mini"', f'name = "{name}"\norder = {order}')

    folder = resources(tmp_path, a=named("a", "Zebra", 20), b=named("b", "Last", 90), c=named("c", "Ant", 20))
    assert load(folder).ids() == ["c", "a", "b"]
