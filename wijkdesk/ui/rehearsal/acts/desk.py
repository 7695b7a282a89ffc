"""Act 6: the desk: search in any script, undo, the past of a person, the looks."""

from __future__ import annotations

from wijkdesk.ui.rehearsal.stage import Stage


def play(stage: Stage) -> None:
    """What a worker does between visits."""
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
        hand.sees("Overzicht")
    with stage.step("Overzicht van het huishouden") as hand:
        hand.sees("Hoe gaat het?", "Wonen", "Volgende stappen")
        hand.picture("overzicht")
    with stage.step("Vandaag") as hand:
        hand.press("Ctrl+1")
        hand.sees("Beloofd", "Schuldhulp bellen")
        hand.picture("vandaag")
    with stage.step("Ongedaan maken en opnieuw doen") as hand:
        hand.press("Ctrl+Z")
        hand.sees("Ongedaan gemaakt")
        hand.press("Ctrl+Shift+Z")
        hand.sees("Opnieuw gedaan")
    with stage.step("Donker, hoog contrast, grote tekst") as hand:
        for name, theme, size in (
            ("donker", "Donker", 0),
            ("contrast", "Hoog contrast", 0),
            ("groot", "Licht", 4),
        ):
            hand.press("Ctrl+K")
            hand.write("Instellingen")
            hand.press("Return")
            hand.sees("Kleuren")
            hand.click(theme)
            hand.press("Ctrl++", size)
            hand.picture(f"instellingen-{name}")
            hand.press("Ctrl+1")
            hand.sees("Beloofd")
            hand.picture(f"vandaag-{name}")
        hand.press("Ctrl+-", 4)
        hand.picture("vandaag-weer-gewoon")
    with stage.step("Sneltoetsen en handboek") as hand:
        hand.press("F1")
        hand.sees("Handboek")
        hand.breathe(300)
        hand.picture("handboek")
        hand.press("Ctrl+/")
        hand.breathe(300)
        hand.picture("sneltoetsen")
        hand.press("Esc")
