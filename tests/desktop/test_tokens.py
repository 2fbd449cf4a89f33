"""The table of colours: every pair that is read or seen has the contrast that it needs."""

import pytest
from PySide6.QtGui import QPalette

from stagedoor.desktop.theme import DARK, LIGHT, color, contrast, palette_for, tokens_of
from stagedoor.desktop.theme.tokens import ALL, READ, SEEN, Tokens, more_contrast

EVERY = [pytest.param(tokens, id=f"{tokens.scheme}-{n}") for n, tokens in enumerate(ALL)]


@pytest.mark.parametrize("tokens", EVERY)
def test_words_can_be_read(tokens: Tokens) -> None:
    ratios = {pair: contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) for pair in READ}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("tokens", EVERY)
def test_controls_can_be_seen(tokens: Tokens) -> None:
    ratios = {pair: contrast(getattr(tokens, pair[0]), getattr(tokens, pair[1])) for pair in SEEN}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 3} == {}


def test_contrast_is_that_of_the_web_guidelines() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#8098FF") == pytest.approx(2.67, abs=0.01)
    assert contrast("#7F8896", "#FFFFFF") == contrast("#FFFFFF", "#7F8896") == pytest.approx(3.58, abs=0.01)


def test_more_contrast_leaves_nothing_muted() -> None:
    strong = more_contrast(LIGHT)
    assert strong.muted == LIGHT.text
    assert contrast(strong.line, strong.card) >= 3


@pytest.mark.parametrize("tokens", EVERY)
def test_a_palette_knows_its_table(tokens: Tokens) -> None:
    palette = palette_for(tokens)
    assert tokens_of(palette) == tokens
    assert palette.color(QPalette.ColorRole.WindowText).name() == tokens.text.lower()
    assert color("bad", palette).name() == tokens.bad.lower()


def test_a_foreign_palette_is_read_by_its_lightness() -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, "#000000")
    assert tokens_of(palette) == DARK
    palette.setColor(QPalette.ColorRole.Window, "#FAFAFA")
    assert tokens_of(palette) == LIGHT
