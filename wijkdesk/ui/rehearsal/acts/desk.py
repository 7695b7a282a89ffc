"""Act 6: the desk: search in any script, undo, the past of a person, the looks."""

from __future__ import annotations

from PySide6.QtWidgets import QSlider

from wijkdesk.ui.rehearsal.acts.sharing import open_dossier
from wijkdesk.ui.rehearsal.stage import Stage


def play(stage: Stage) -> None:
    """What a worker does between visits."""
    _search(stage)
    _undo(stage)
    _looks(stage)
    _help(stage)


def _search(stage: Stage) -> None:
    with stage.step("Zoeken in elk schrift, zonder accenten") as hand:
        hand.press("Ctrl+K")
        hand.write("lina")
        hand.sees("Lina")
        hand.picture("zoeken")
        hand.press("Ctrl+A")
        hand.write("المال")
        hand.sees("المال")
        hand.picture("zoeken-arabisch")
        hand.press("Ctrl+A")
        hand.write("samira")
        hand.sees("Samira El Amrani")
        hand.press("Return")
        hand.sees("Roepnaam", "06-12345678")
        hand.picture("persoon")
    with stage.step("Overzicht van het huishouden") as hand:
        open_dossier(hand)
        hand.sees("Hoe gaat het?", "Wonen", "Volgende stappen")
        hand.picture("overzicht")
    with stage.step("Vandaag") as hand:
        hand.press("Ctrl+1")
        hand.sees("Beloofd", "Schuldhulp bellen")
        hand.picture("vandaag")


def _undo(stage: Stage) -> None:
    with stage.step("Ongedaan maken en opnieuw doen") as hand:
        hand.press("Ctrl+Z")
        hand.sees("Ongedaan gemaakt")
        hand.press("Ctrl+Shift+Z")
        hand.sees("Opnieuw gedaan")


def _looks(stage: Stage) -> None:
    with stage.step("Donker, hoog contrast, grote tekst") as hand:
        for name, theme in (("donker", "Donker"), ("contrast", "Hoog contrast"), ("groot", "Licht")):
            hand.go_by_palette("Instellingen")
            hand.sees("Kleuren")
            hand.click(theme)
            if name == "groot":
                hand.go_to("Grootte van de tekst", QSlider)
                hand.press("End")
            hand.picture(f"instellingen-{name}")
            hand.press("Ctrl+1")
            hand.sees("Beloofd")
            hand.picture(f"vandaag-{name}")
        hand.go_by_palette("Instellingen")
        hand.sees("Kleuren")
        hand.go_to("Grootte van de tekst", QSlider)
        hand.press("Home")
        hand.press("Ctrl+1")
        stage.enlarge()
        hand.picture("vandaag-weer-gewoon")


def _help(stage: Stage) -> None:
    with stage.step("Sneltoetsen en handboek") as hand:
        hand.press("F1")
        hand.sees("Handboek")
        hand.breathe(300)
        hand.picture("handboek")
        hand.press("Ctrl+/")
        hand.breathe(300)
        hand.picture("sneltoetsen")
        hand.press("Esc")
