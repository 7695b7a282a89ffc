"""Colours: every theme has every role, every pair used has enough contrast."""

import pytest

from wijkdesk.ui.kit import tokens
from wijkdesk.ui.kit.paint import hue
from wijkdesk.ui.kit.stylesheet import stylesheet
from wijkdesk.ui.kit.theme import Theme
from wijkdesk.ui.kit.tone import Tone


@pytest.mark.parametrize("name", tokens.THEMES)
def test_every_pair_of_colours_has_enough_contrast(name: str) -> None:
    assert tokens.audit(name) == []


@pytest.mark.parametrize("name", tokens.THEMES)
def test_all_themes_have_the_same_roles(name: str) -> None:
    assert set(tokens.load(name)) == set(tokens.load("light"))


def test_contrast_is_that_of_wcag() -> None:
    assert round(tokens.contrast("#000000", "#FFFFFF"), 1) == 21.0
    assert round(tokens.contrast("#767676", "#FFFFFF"), 2) == 4.54
    assert tokens.contrast("#123B4A", "#123B4A") == 1.0


def test_the_audit_finds_a_pale_word() -> None:
    pale = tokens.load("light") | {"muted": "#B0B0B0"}
    found = tokens.audit("light", pale)
    assert {failure.front for failure in found} == {"muted"}
    assert all(failure.ratio < failure.minimum for failure in found)


@pytest.mark.parametrize("tone", Tone)
def test_every_tone_is_checked_for_contrast(tone: Tone) -> None:
    assert (tone.front, tone.back, tokens.TEXT) in tokens.pairs()
    assert tone.line in tokens.load("light")


def test_the_style_sheet_scales_and_has_no_open_places() -> None:
    looks = Theme("light"), Theme("light", 2.0)
    small, large = (stylesheet(look.px, look.hex, look.control) for look in looks)
    assert "$" not in small
    assert "border-radius: 12px" in small
    assert "border-radius: 24px" in large


def test_sizes_scale_and_never_vanish() -> None:
    theme = Theme("dark", 1.25)
    assert [theme.px(size) for size in (0, 0.2, 1, 14, 40)] == [0, 1, 1, 18, 50]
    assert (Theme("light", 9.0).scale, Theme("light", 0.1).scale) == (2.0, 1.0)
    assert Theme("light", touch=True).control == 44


def test_an_unknown_theme_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown theme"):
        Theme("pink")


def test_the_readable_font_comes_first_when_chosen() -> None:
    assert Theme("light", readable_font=True).families()[0] == "Atkinson Hyperlegible Next"
    assert Theme("light").families() == ["Inter", "Vazirmatn", "Noto Sans Ethiopic"]


@pytest.mark.parametrize("name", tokens.THEMES)
def test_no_two_people_of_a_household_share_a_colour_while_one_is_free(name: str) -> None:
    roles = [hue(place) for place in range(1, tokens.PEOPLE + 1)]
    assert len({tokens.load(name)[role] for role in roles}) == tokens.PEOPLE == 8
    assert hue(tokens.PEOPLE + 1) == roles[0]
    assert hue(0) == "muted"
