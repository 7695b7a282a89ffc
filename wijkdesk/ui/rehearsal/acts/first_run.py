"""Act 1: an empty laptop becomes Noor's, with a kluis, a recovery code on paper and an organisation."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from wijkdesk.ui.rehearsal.hand import Missed
from wijkdesk.ui.rehearsal.stage import WHO, Stage

BLOCKS = 9


def play(stage: Stage) -> None:
    """The first run, from five words to the first look at the work."""
    with stage.step("Vijf woorden voor de kluis") as hand:
        stage.start("noor")
        hand.sees("Dit is jouw wachtzin")
        stage.laptop.words = read_words(stage)
        hand.picture("eerste-start")
    with stage.step("Woorden overtypen"):
        retype(stage)
    with stage.step("Herstelcode op papier en overgetypt") as hand:
        stage.laptop.code = read_code(stage)
        hand.picture("herstelcode")
        retype_code(stage)
        hand.picture("herstelcode-goed")
        hand.click("Verder")
    with stage.step("Organisatie gesticht") as hand:
        hand.sees("Wie ben jij?")
        for text in (WHO[stage.laptop.owner], "ouder- en kindcoach", "Buurtteam Oost"):
            hand.write(text)
            hand.press("Tab")
        hand.picture("organisatie")
        hand.click("Verder")
        hand.sees("Je kluis staat klaar")
        hand.picture("klaar")
        hand.click("Meteen beginnen")
        hand.sees("Vandaag")
        stage.enlarge()
        hand.picture("vandaag-leeg")


def make_kluis(stage: Stage) -> None:
    """The first three pages for another laptop, up to who you are."""
    stage.hand.sees("Dit is jouw wachtzin")
    stage.laptop.words = read_words(stage)
    retype(stage)
    stage.laptop.code = read_code(stage)
    retype_code(stage)
    stage.hand.click("Verder")
    stage.hand.sees("Wie ben jij?")


def retype(stage: Stage) -> None:
    """Type the five words once more; the kluis is made of them."""
    hand = stage.hand
    hand.click("Ik heb ze onthouden")
    hand.sees("Typ je woorden over")
    for word in stage.laptop.words:
        hand.write(word)
        hand.press("Tab")
    hand.click("Kluis maken")
    hand.sees("Bewaar je herstelcode op papier")


def retype_code(stage: Stage) -> None:
    """Type the code as it stands on paper."""
    hand = stage.hand
    hand.go_to("Blokje 1", QLineEdit)
    hand.write("".join(stage.laptop.code))
    hand.sees("8 van 8 goed")


def read_words(stage: Stage) -> list[str]:
    """The five words as they stand on the tiles."""
    stage.hand.wait(lambda: len(_tiles(stage)) == 5, "the five words never came")
    return _tiles(stage)


def _tiles(stage: Stage) -> list[str]:
    names = [widget for widget in stage.hand.names(QWidget) if widget.startswith("Woord ") and ": " in widget]
    return [name.split(": ")[1] for name in sorted(set(names)) if name.split(": ")[1]]


def read_code(stage: Stage) -> list[str]:
    """The eight blocks and the check character as they stand on the screen."""
    names = stage.hand.names(QWidget)
    code: list[str] = []
    for number in range(1, BLOCKS + 1):
        start = "Controleteken: " if number == BLOCKS else f"Blokje {number}: "
        found = next((name for name in names if name.startswith(start)), "")
        if not found:
            raise Missed(f"no block {number} on the screen")
        code.append(found.removeprefix(start).replace(" ", ""))
    return code
