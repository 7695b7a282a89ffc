"""Act 7: two laptops: a server, an invitation, fingerprints compared aloud, a dossier that is given to a colleague."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit

from wijkdesk.ui.rehearsal.acts import first_run
from wijkdesk.ui.rehearsal.hand import Hand, Missed
from wijkdesk.ui.rehearsal.stage import WHO, Stage

FAMILY = "El Amrani"
SHARED = "Alles gedeeld"
OUTCOMES = (
    "verstuurd, ", "Er was niets nieuws.", "Geen verbinding", "De beheerder moet je nog toelaten.",
    "Dit is niet de server",
)  # fmt: skip
FUNCTION = "jeugd- en gezinswerker"


def play(stage: Stage) -> None:
    """From a laptop alone to two that show the same."""
    _server(stage)
    _invite(stage)
    _join(stage)
    _let_in(stage)
    _hand_over(stage)
    _look_along(stage)


def _server(stage: Stage) -> None:
    with stage.step("Server gevonden en zijn controlegetal vergeleken") as hand:
        server = stage.serve()
        hand.press("Ctrl+F9")
        hand.sees("Server van je organisatie")
        hand.picture("delen-zonder-server")
        hand.go_to("Adres", QLineEdit)
        hand.write(server.url.removeprefix("https://"), secret=False)
        hand.press("Return")
        hand.sees("Gevonden:")
        same(hand.spoken_after("Controlegetal: "), groups(server.pin.hex()[:32]))
        hand.picture("delen-controlegetal")
        hand.press("Space")
        hand.sees(SHARED)
        hand.picture("delen-verbonden")


def _invite(stage: Stage) -> None:
    with stage.step("Samir uitgenodigd met een bestand") as hand:
        hand.click("Collega uitnodigen")
        hand.sees("Hoe heet je collega?")
        hand.write(WHO["samir"])
        hand.press("Return")
        hand.sees("De rol bepaalt wat een collega mag zien.")
        hand.press("Return")
        hand.name_file(stage.invitation)
        hand.sees("Uitnodiging bewaard als", "wacht op antwoord")
        stage.root = hand.shown_after("Vingerafdruk van je organisatie: ")
        hand.picture("uitnodiging-gemaakt")


def _join(stage: Stage) -> None:
    with stage.step("Laptop van Samir: eigen kluis"):
        stage.start("samir")
        first_run.make_kluis(stage)
    with stage.step("Laptop van Samir: meedoen met de uitnodiging") as hand:
        hand.click("Ik heb een uitnodiging")
        hand.sees("Meedoen met een organisatie")
        hand.click("Uitnodiging kiezen")
        hand.name_file(stage.invitation)
        same(hand.spoken_after("Vingerafdruk van de organisatie: "), spelled(stage.root))
        hand.write(WHO["samir"])
        hand.press("Tab")
        hand.write(FUNCTION)
        hand.picture("uitnodiging-gekozen")
        hand.press("Return")
        hand.sees("Je beheerder moet je nog toelaten")
        stage.laptop.fingerprint = hand.spoken_after("Vingerafdruk van deze laptop: ")
        share(hand)
        hand.sees("De beheerder moet je nog toelaten.")
        hand.picture("wacht-op-toelaten")


def _let_in(stage: Stage) -> None:
    with stage.step("Noor vergelijkt de vingerafdruk en laat Samir toe") as hand:
        stage.at("noor")
        share(hand)
        hand.sees("Samir Haddad wil meedoen")
        read_aloud = stage.laptops["samir"].fingerprint
        same(hand.spoken_after("Vingerafdruk van Samir Haddad: "), read_aloud)
        hand.picture("vingerafdruk-vergelijken")
        hand.click("Gelijk: toelaten")
        hand.sees("Samir Haddad toelaten?")
        hand.click("Ja, toelaten")
        hand.sees("2 leden", SHARED)
        hand.sees_not("wil meedoen")
        hand.picture("samir-toegelaten")


def _hand_over(stage: Stage) -> None:
    with stage.step("Samir bij het dossier gezet") as hand:
        open_dossier(hand)
        hand.sees("Collega’s bij dit dossier")
        hand.click("Collega toevoegen")
        hand.choose(WHO["samir"])
        hand.sees("Samir Haddad werkt nu mee aan dit dossier.")
        stage.overview = told(hand)
        hand.scroll_to(WHO["samir"])
        hand.picture("dossier-met-collega")
        share(hand)
        hand.sees(SHARED)


def _look_along(stage: Stage) -> None:
    with stage.step("Samir ziet het huishouden, de cijfers en het verslag") as hand:
        stage.at("samir", "2 leden")  # the first contact lets him in, and opens all places
        hand.wait(partial(_gets_in, hand), "the household never came")
        hand.picture("samir-huishoudens")
        stage.enlarge()
        share(hand)
        open_dossier(hand)
        hand.sees("Samira El Amrani", "Hoe gaat het?", "Samira 2, Jeroen 4, Lina 6", "Schuldhulp bellen")
        hand.wait(partial(_sees_all, hand, stage.overview), f"Samir misses something of {stage.overview}")
        hand.picture("samir-overzicht")
        hand.press("Ctrl+Tab", 2)
        hand.reach("uisbezoek")
        hand.press("Return")
        hand.sees(
            "Op tafel ligt een brief van de verhuurder, 3 november.", "Koelkast: melk, brood, drie eieren."
        )
        hand.picture("samir-bezoek")


def open_dossier(hand: Hand, tab: str = "Overzicht") -> None:
    """From anywhere to a page of the family's dossier."""
    hand.press("Ctrl+2")
    hand.sees(FAMILY)
    hand.reach(FAMILY)
    hand.press("Return")
    hand.sees("Kop van het dossier")
    hand.turn_to(tab)


def share(hand: Hand) -> None:
    """To Delen, and share now."""
    hand.press("Ctrl+F9")
    hand.sees("Delen en veiligheid")
    hand.press("F9")
    hand.wait(partial(_told, hand), "sharing never ended")


def _told(hand: Hand) -> bool:
    words = hand.words()
    return any(outcome in words for outcome in OUTCOMES)


def _gets_in(hand: Hand) -> bool:
    hand.press("Ctrl+2")
    return FAMILY in hand.words()


def _sees_all(hand: Hand, lines: tuple[str, ...]) -> bool:
    return not set(lines) - set(told(hand))


def told(hand: Hand) -> tuple[str, ...]:
    """The lines of the first page of a dossier, but for those about colleagues, which name who looks."""
    workers = [*WHO.values(), "Collega", "coach", FUNCTION]
    lines = hand.words("Overzicht").split("\n")
    return tuple(line for line in lines if len(line) > 2 and not any(name in line for name in workers))


def same(seen: str, expected: str) -> None:
    """Both are the same, letter by letter."""
    if seen != expected:
        raise Missed(f"{seen!r} is not {expected!r}")


def groups(text: str) -> str:
    """A number in groups of four, as a screen reader spells it."""
    return spelled(" ".join(text[i : i + 4].upper() for i in range(0, len(text), 4)))


def spelled(text: str) -> str:
    """Groups as a screen reader spells them."""
    return ", ".join(" ".join(group) for group in text.split())
