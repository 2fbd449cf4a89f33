"""The function that every text passes."""

import pytest

from stagedoor.desktop.text import set_language, tr


def test_values_are_put_in_and_braces_alone_stay() -> None:
    assert tr("Step {number} of {count}", number=4, count=9) == "Step 4 of 9"
    assert tr('Paste {"access_token": …}') == 'Paste {"access_token": …}'


@pytest.mark.parametrize("text", ["Sign in again", "Works", "What it can do", "Most common mistake here"])
def test_the_pseudo_language_is_40_percent_longer(text: str) -> None:
    set_language("pseudo")
    assert len(tr(text)) >= 1.35 * len(text)
    assert tr(text) != text
    assert len(tr(text).split()) == len(text.split())


def test_the_pseudo_language_leaves_values_alone() -> None:
    set_language("pseudo")
    shown = tr("Posts go to {name}.", name="Crumb Kitchen")
    assert "Crumb Kitchen" in shown
    assert "Posts" not in shown
