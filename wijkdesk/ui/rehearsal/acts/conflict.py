"""Act 8: the same phone number changed on both laptops while no server answers: by stick and by server both see both,
one chooses."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit

from wijkdesk.ui.rehearsal.acts.sharing import open_dossier, share
from wijkdesk.ui.rehearsal.hand import Hand
from wijkdesk.ui.rehearsal.stage import WHO, Stage

NUMBERS = {"samir": "06-20202020", "noor": "06-10101010"}
FIELD = "Nummer of adres"


def play(stage: Stage) -> None:
    """From two numbers to one, with the other in the history."""
    stage.unplug()
    for owner in ("samir", "noor"):
        _change(stage, owner)
    _by_stick(stage)
    stage.serve()
    for owner in ("noor", "samir", "noor"):
        _share(stage, owner)
    _both_versions(stage, "noor")
    _both_versions(stage, "samir")
    _choose(stage)
    _chosen(stage, "samir")
    _chosen(stage, "noor")


def _change(stage: Stage, owner: str) -> None:
    with stage.step(f"Zonder server: {WHO[owner]} wijzigt het nummer van Samira") as hand:
        if stage.laptop.owner != owner:
            stage.at(owner)
        to_person(hand)
        hand.go_to(FIELD, QLineEdit)
        hand.press("Ctrl+A")
        hand.write(NUMBERS[owner])
        hand.press("Tab")
        share(hand)
        hand.sees("Geen verbinding met de server. Alles staat veilig op deze laptop.")
        hand.picture(f"zonder-server-{owner}")


def _by_stick(stage: Stage) -> None:
    with stage.step("Zonder server: Noor geeft Samir een pakket op een stick") as hand:
        stage.stick.parent.mkdir(parents=True, exist_ok=True)
        hand.click("Pakket maken voor een collega")
        hand.sees("Voor wie", "Wat gaat mee", "wijziging")
        hand.picture("pakket-maken")
        hand.click("Pakket bewaren…")
        hand.name_file(stage.stick)
        hand.sees("Pakket gemaakt", "Alleen Samir Haddad kan het pakket openen.")
    with stage.step("Samir opent het pakket en heeft beide nummers") as hand:
        stage.at("samir")
        hand.press("Ctrl+F9")
        hand.click("Pakket openen")
        hand.name_file(stage.stick)
        hand.sees("Pakket geopend", "Van Noor", "kwam")
        hand.picture("pakket-geopend")


def _share(stage: Stage, owner: str) -> None:
    with stage.step(f"Weer een server: {WHO[owner]} deelt") as hand:
        if stage.laptop.owner != owner:
            stage.at(owner)
        share(hand)
        hand.sees("Alles gedeeld")


def _both_versions(stage: Stage, owner: str) -> None:
    with stage.step(f"Twee versies naast elkaar bij {WHO[owner]}") as hand:
        if stage.laptop.owner != owner:
            stage.at(owner)
        hand.press("Ctrl+1")
        hand.press("Ctrl+F9")
        hand.sees("1 keuze wacht.")
        hand.picture(f"een-keuze-wacht-{owner}")
        hand.click("Kiezen")
        hand.sees("Twee versies", "Bereikbaar via · Samira El Amrani", *NUMBERS.values(), *WHO.values())
        hand.sees("vandaag")
        hand.picture(f"twee-versies-{owner}")


def _choose(stage: Stage) -> None:
    with stage.step("Samir kiest zijn nummer") as hand:
        words = hand.words()
        first = words.index(NUMBERS["samir"]) < words.index(NUMBERS["noor"])
        hand.press("A" if first else "B")
        hand.sees("Zo wordt het")
        hand.picture("gekozen-nog-niet-bewaard")
        hand.press("Return")
        hand.sees("Geen dubbele versies")
        share(hand)


def _chosen(stage: Stage, owner: str) -> None:
    with stage.step(f"Bij {WHO[owner]} staat de keuze, en het andere nummer in de geschiedenis") as hand:
        if stage.laptop.owner != owner:
            stage.at(owner)
            share(hand)
        hand.sees_not("1 keuze wacht.")
        to_person(hand)
        hand.sees(NUMBERS["samir"])
        hand.sees_not(NUMBERS["noor"])
        hand.go_to("Geschiedenis van bereikbaar via")
        hand.press("Space")
        hand.sees("Alleen verschil", *NUMBERS.values())
        hand.picture(f"ander-nummer-in-geschiedenis-{owner}")


def to_person(hand: Hand) -> None:
    """To Personen, with Samira in the form."""
    open_dossier(hand, "Personen")
    hand.reach("Samira El Amrani")
    hand.sees(FIELD)
