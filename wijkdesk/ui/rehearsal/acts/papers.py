"""Act 4: the page that stays behind, on paper, on the screen, as a code; and the note of the visit, signed off."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from wijkdesk.ui.rehearsal.hand import Hand, Missed
from wijkdesk.ui.rehearsal.stage import Stage

PDF_START = b"%PDF-"


def play(stage: Stage) -> None:
    """From the end of the visit to the signed note."""
    with stage.step("Bezoek afgerond") as hand:
        hand.press("Ctrl+Shift+Return")
        hand.sees("Bezoek afgerond", "Blad voor het gezin")
        hand.picture("bezoek-afgerond")
    with stage.step("Blad voor het gezin") as hand:
        hand.click("Blad voor het gezin")
        hand.sees("1 bladzijde")
        hand.turn_to("Keuzes")
        hand.sees("Taal", "Arabisch")
        hand.turn_to("Voorbeeld")
        hand.breathe(600)
        hand.picture("blad-nederlands")
        save(stage, "blad-nederlands")
    with stage.step("Blad in het Arabisch, grote letters") as hand:
        hand.turn_to("Keuzes")
        hand.click("Arabisch")
        hand.click("Grote letters")
        hand.turn_to("Voorbeeld")
        hand.breathe(1200)
        hand.picture("blad-arabisch-groot")
        save(stage, "blad-arabisch-groot")
        hand.turn_to("Keuzes")
        hand.click("Grote letters")
    with stage.step("Blad groot op het scherm, om een foto van te maken") as hand:
        hand.press("F11")
        show(hand, "blad-laat-zien")
    with stage.step("Blad als code") as hand:
        hand.press("Ctrl+Shift+C")
        show(hand, "blad-als-code")
    with stage.step("Verslag van het bezoek vastgesteld") as hand:
        hand.click("Verslag")
        hand.sees("Vaststellen")
        hand.breathe(800)
        hand.picture("verslag")
        hand.click("Vaststellen")
        hand.sees("Verslag vaststellen?")
        hand.click("Stel het verslag vast")
        hand.sees("Vastgesteld")
        hand.picture("verslag-vastgesteld")
        save(stage, "verslag")


def show(hand: Hand, name: str) -> None:
    """Wait for the window that fills the screen, keep a picture of it, close it."""
    hand.wait(partial(_fills, hand), "nothing fills the screen")
    hand.picture(name)
    hand.press("Esc")
    hand.wait(partial(_gone, hand), "Esc does not close it")


def _fills(hand: Hand) -> bool:
    return hand.window.isFullScreen()


def _gone(hand: Hand) -> bool:
    return not hand.window.isFullScreen()


def save(stage: Stage, name: str) -> Path:
    """Save the paper on the screen as a PDF through the dialog, and look whether it is one."""
    hand, target = stage.hand, stage.out / f"niet-versleuteld-{name}.pdf"
    hand.press("Ctrl+Shift+S")
    proposed = hand.name_file(target)
    if "niet versleuteld" not in proposed and "niet-versleuteld" not in proposed:
        raise Missed("the proposed name does not say that the file is not encrypted")
    hand.wait(target.exists, "the PDF was never written")
    if not target.read_bytes().startswith(PDF_START):
        raise Missed("what was saved is no PDF")
    stage.papers.append(target.name)
    return target
