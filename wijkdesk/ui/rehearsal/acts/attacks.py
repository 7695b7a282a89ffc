"""Act 9: what a thief, a changed program and a server of bad will send: refused, seen, and the rest goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QLineEdit

from wijkdesk.ui.rehearsal.acts.conflict import FIELD, to_person
from wijkdesk.ui.rehearsal.acts.sharing import share
from wijkdesk.ui.rehearsal.hand import Hand, Missed
from wijkdesk.ui.rehearsal.ports import Forged, Served
from wijkdesk.ui.rehearsal.stage import Stage

HONEST = "06-30303030"
FALSE_NAME = "Vervalst"
KEPT = "Het telt niet mee. Je dossiers zijn niet veranderd."
NAMES = {
    "forged_author": "andere schrijver",
    "swapped_space": "verplaatst naar een andere ruimte",
    "replayed": "nog eens gestuurd onder een nieuw nummer",
    "cut": "afgesneden",
    "flipped": "een bit anders",
    "own_keys": "sleutels van de server zelf",
}


def play(stage: Stage) -> None:
    """One honest change, and everything else around it."""
    _write_honestly(stage)
    attacks = _be_attacked(stage)
    seen: Counter[str] = Counter()
    for attack in attacks:
        _look_at(stage, attack, seen)
    _go_on(stage)
    _other_server(stage)


def _write_honestly(stage: Stage) -> None:
    with stage.step("Samir wijzigt iets echts") as hand:
        stage.at("samir")
        to_person(hand)
        hand.go_to(FIELD, QLineEdit)
        hand.press("Ctrl+A")
        hand.write(HONEST)
        hand.press("Tab")
        share(hand)
        hand.sees("Alles gedeeld")


def _be_attacked(stage: Stage) -> Sequence[Forged]:
    with stage.step("Een veranderd programma en een server die liegt: alles staat apart") as hand:
        stage.leave()
        samir = stage.laptops["samir"]
        attacks = stage.ports.forge(stage.profile_of("samir"), " ".join(samir.words))
        server = stage.serve()
        server.slip_in([unit for attack in attacks for unit in attack.units])
        stage.at("noor")
        share(hand)
        hand.wait(partial(_all_sent, server), "the lying server sent nothing")
        expected = Counter(code for attack in attacks for code in attack.codes)
        hand.wait(partial(_all_apart, hand, expected), f"not all is set apart: {expected}")
        if (told := hand.words().count(KEPT)) != sum(expected.values()):
            raise Missed(f"{told} times is said that it does not count")
        hand.picture("wat-nog-niet-veilig-is")
    return attacks


def _all_sent(server: Served) -> bool:
    return not server.left()


def _all_apart(hand: Hand, expected: Counter[str]) -> bool:
    return codes(hand, expected) == expected


def _trusted(hand: Hand) -> bool:
    return "niet de server" not in hand.words()


def codes(hand: Hand, asked: Counter[str]) -> Counter[str]:
    """How often each code stands on the screen as a line of its own."""
    return Counter(line for line in hand.words().split("\n") if line in asked)


def _look_at(stage: Stage, attack: Forged, seen: Counter[str]) -> None:
    with stage.step(f"Geweigerd: {NAMES[attack.name]}") as hand:
        for code in dict.fromkeys(attack.codes):
            hand.scroll_to(code, seen[code])
            hand.picture(f"geweigerd-{attack.name}-{code}")
        seen.update(attack.codes)


def _go_on(stage: Stage) -> None:
    with stage.step("De rest gaat door: het echte nummer is er, het valse nergens") as hand:
        to_person(hand)
        hand.sees(HONEST)
        hand.sees_not(FALSE_NAME)
        hand.press("Ctrl+1")
        hand.sees("Beloofd")
        hand.sees_not(FALSE_NAME)


def _other_server(stage: Stage) -> None:
    with stage.step("Geweigerd: een andere server op hetzelfde adres") as hand:
        stage.serve("ander")
        hand.press("Ctrl+1")
        share(hand)
        hand.sees("Dit is niet de server uit je uitnodiging.")
        hand.scroll_to("Dit is niet de server uit je uitnodiging.")
        hand.picture("geweigerd-andere-server")
        stage.serve()
        share(hand)
        hand.wait(partial(_trusted, hand), "our own server is refused too")
