"""What the person chose takes effect; what was never chosen stays as the system has it."""

import pytest
from tests.desktop.desk import FakeDesk

from stagedoor.desktop import preferences
from stagedoor.desktop.preferences import apply_settings, offers_copied, text_size_of, theme_of
from stagedoor.desktop.theme import Theme, reduced_motion, set_reduced_motion


def test_choices_take_effect(theme: Theme):
    desk = FakeDesk(theme)
    apply_settings(desk, {preferences.THEME: "dark", preferences.TEXT_SIZE: "150", preferences.REDUCED_MOTION: "yes"})
    assert (theme.choice, theme.text_scale, reduced_motion()) == ("dark", 1.5, True)


def test_what_was_never_chosen_stays(theme: Theme):
    set_reduced_motion(True)
    apply_settings(FakeDesk(theme), {})
    assert (theme.choice, theme.text_scale, reduced_motion()) == ("light", 1.0, True)


def test_one_choice_leaves_the_others_alone(theme: Theme):
    theme.choose("dark")
    apply_settings(FakeDesk(theme), {preferences.TEXT_SIZE: "200"})
    assert (theme.choice, theme.text_scale) == ("dark", 2.0)


@pytest.mark.parametrize("kept", ["", "110", "huge", "-100", "²"])
def test_a_size_that_cannot_be_used_is_no_choice(theme: Theme, kept: str):
    apply_settings(FakeDesk(theme), {preferences.TEXT_SIZE: kept})
    assert text_size_of({preferences.TEXT_SIZE: kept}) == 0
    assert theme.text_scale == 1.0


def test_a_theme_that_there_is_not_is_the_systems():
    assert theme_of({preferences.THEME: "purple"}) == theme_of({}) == "system"
    assert theme_of({preferences.THEME: "dark"}) == "dark"


def test_copied_keys_are_offered_unless_that_is_switched_off():
    assert offers_copied({})
    assert offers_copied({preferences.OFFER_COPIED: "yes"})
    assert not offers_copied({preferences.OFFER_COPIED: "no"})
