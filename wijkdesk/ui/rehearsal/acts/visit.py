"""Act 3, the heart: the first home visit of scenario F2, by keyboard alone, with a battery that dies."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton

from wijkdesk.ui.rehearsal import battery
from wijkdesk.ui.rehearsal.hand import Missed, MouseWatch
from wijkdesk.ui.rehearsal.stage import Stage

SENTENCE = battery.Life("v Jeroen wil het liever zelf oplossen, en zegt dat pas als ", "de deur")
OWN_WORDS = "أريد أن أرتاح من همّ المال"  # Samira's own words, in her own script


def play(stage: Stage) -> None:
    """The visit, from the door to the steps that were agreed."""
    watch = MouseWatch()
    _begin(stage)
    _note(stage)
    _basics(stage)
    _domains(stage)
    _agree(stage)
    with stage.step("Bezoek: geen muis nodig"):
        if presses := watch.stop():
            raise Missed(f"the visit took {presses} presses of the mouse")
    _die(stage)


def _begin(stage: Stage) -> None:
    with stage.step("Bezoek begonnen, cursor staat in de notitie") as hand:
        hand.press("Ctrl+2")
        hand.sees("El Amrani")
        hand.reach("El Amrani")
        hand.press("B")
        hand.sees("Gezien en gezegd")
        hand.wait(lambda: "Notitie" in hand.focus().accessibleName(), "the cursor is not in the note")
        hand.picture("bezoek-leeg")


def _note(stage: Stage) -> None:
    with stage.step("Lopende notitie met soorten, mensen en leefgebieden") as hand:
        for line in (
            "w Koelkast: melk, brood, drie eieren.",
            "w Op tafel ligt een brief van de verhuurder, 3 november.",
            "g @Samira zegt dat de deurwaarder op 3 december komt. #Wonen",
            "m Jeroen vindt dat school te weinig doet voor @Lina.",
        ):
            hand.write(line)
            hand.press("Return")  # finishes a name that ends the line
            if line.endswith("#Wonen"):
                hand.press("Return")
            hand.breathe(60)
        hand.write(OWN_WORDS)
        hand.press("Alt+3")
        hand.press("Alt+H")
        hand.press("Ctrl+S")
        hand.sees("5 regels")
        hand.picture("bezoek-notitie")


def _basics(stage: Stage) -> None:
    with stage.step("Eerst de basis: wonen en eten nu nodig") as hand:
        if (
            hand.find("Eerst de basis: wonen", QAbstractButton) is not None
        ):  # one line that unfolds: large text
            hand.area("Eerst de basis: wonen")
            hand.press("Space")
        hand.area("Wonen: Niet gevraagd")
        hand.press("1")
        hand.press("Right", 2)
        hand.press("1")
        hand.sees("Wonen: Nu nodig", "Eten: Nu nodig")
        hand.picture("bezoek-basis")


def _domains(stage: Stage) -> None:
    with stage.step("Cijfers en eigen woorden van ieder") as hand:
        hand.area("Geld,")
        hand.press("Down")
        hand.press("Return")
        hand.sees("Wonen, Samira")
        for score, words in (
            ("2", "Ik slaap niet sinds de brief er ligt."),
            ("4", "We redden ons wel."),
            ("6", "Mijn kamer is fijn."),
        ):
            hand.press(score)
            hand.press("Tab")
            hand.write(words)
            hand.press("Tab")
        hand.sees("Verschil van 4: praat hierover", "Nog niet gehoord", "Sami, ± 3 jaar", "Yassin, ± 14 jaar")
        hand.picture("bezoek-wonen")
        hand.press("Esc")


def _agree(stage: Stage) -> None:
    with stage.step("Stappen, een belofte en de volgende afspraak") as hand:
        hand.press("Ctrl+.")
        for step in (
            "Voedselpakket halen @Samira @Noor morgen",
            "Juf Lotte vragen om een gesprek @Jeroen over een week",
        ):
            hand.write(step)
            hand.press("Return")
            hand.sees(step.split(" @")[0])
        hand.press("Ctrl+Shift+.")
        hand.write("Schuldhulp bellen over de brief @Samira morgen")
        hand.press("Return")
        hand.sees("Schuldhulp bellen over de brief")
        hand.go_to("Belofte", QAbstractButton)
        hand.press("Right")
        hand.press("Shift+Tab")
        hand.write("Samen de brieven lezen over een week 10:30")
        hand.press("Return")
        hand.sees("Samen de brieven lezen")
        hand.picture("bezoek-afgesproken")


def _die(stage: Stage) -> None:
    with stage.step("Batterij leeg midden in een zin: niets kwijt") as hand:
        hand.press("Ctrl+Return")
        stage.lock_by_hand()
        battery.die_typing(stage, SENTENCE)
        stage.start()
        stage.unlock_to("Gezien en gezegd")
        hand.sees("Jeroen wil het liever zelf oplossen")
        hand.picture("na-de-batterij")
