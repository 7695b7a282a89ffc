"""Act 2: a dossier for the family El Amrani-Vermeer, in less than a minute of typing."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPushButton

from wijkdesk.ui.rehearsal.stage import Stage

PEOPLE = (
    "Samira El Amrani 34 moeder\nJeroen Vermeer 37 vader\nLina Vermeer 8\nYassin Vermeer 14\nSami Vermeer 3"
)


def play(stage: Stage) -> None:
    """From an empty list to a household with five people and an address."""
    with stage.step("Leeg: wat kan ik doen") as hand:
        hand.press("Ctrl+2")
        hand.sees("Nog geen huishoudens", "Dossier openen")
        hand.picture("huishoudens-leeg")
    with stage.step("Dossier geopend voor vijf mensen") as hand:
        hand.click("Dossier openen")
        hand.sees("Wie wonen er?")
        for line in PEOPLE.split("\n"):
            hand.write(line)
            hand.press("Return")
        hand.go_to("Straat en nummer", QLineEdit)
        hand.write("Merelstraat 12")
        hand.go_to("Telefoon", QLineEdit)
        hand.write("06-12345678")
        hand.picture("dossier-openen")
        hand.go_to("Dossier openen", QPushButton)
        hand.press("Space")
        hand.sees("Overzicht", "Samira El Amrani", "Lina")
        hand.picture("dossier")
