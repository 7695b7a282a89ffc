"""A conflict as a card to choose on: its sides with what differs, the ways to choose, and what it will become."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wijkdesk.core.differences import Piece, Stretch, compare, side
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _, format_when
from wijkdesk.models.base import FieldType
from wijkdesk.services.conflicts import Both, Conflict, Side, Sort, choose, keep_both
from wijkdesk.services.wording import spec_of

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session

BOTH, NEW = "C", "N"


@dataclass(frozen=True)
class CardSide:
    """One version on the card: letter, who, a line with when and where, and its words in stretches."""

    letter: str
    who: str
    line: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class Way:
    """A way to choose: `key` is also the letter on the keyboard."""

    key: str
    words: str


@dataclass(frozen=True)
class Card:
    """Everything on the card. `chosen` = key of a way, empty while nothing is; `text` = own new words."""

    conflict: Conflict
    sides: tuple[CardSide, ...]
    ways: tuple[Way, ...]
    chosen: str
    text: str
    result: tuple[Stretch, ...]
    note: str

    @property
    def writing(self) -> bool:
        """Whether own words are being typed."""
        return self.chosen == NEW

    @property
    def many_lines(self) -> bool:
        """Whether the field takes more than one line."""
        spec = spec_of(self.conflict.kind, self.conflict.field)
        return spec is not None and spec.type is FieldType.LONG_TEXT

    @property
    def differs(self) -> bool:
        """Whether what it becomes is shown against the first version."""
        return any(stretch.piece is not Piece.SAME for stretch in self.result)


def card(conflict: Conflict, now: dt.datetime) -> Card:
    """The card of a conflict, with the way that keeps most chosen beforehand where there is one."""
    made = Card(
        conflict=conflict,
        sides=tuple(_side(conflict, index, now) for index in range(len(conflict.sides))),
        ways=_ways(conflict),
        chosen="",
        text=conflict.joined if conflict.sort is Sort.TEXT else "",
        result=(),
        note=_note(conflict),
    )
    return pick(made, _default(conflict))


def _default(conflict: Conflict) -> str:
    if conflict.sort is Sort.DELETE:
        return conflict.sides[1].letter
    return BOTH if conflict.both is Both.JOINED else ""


def _note(conflict: Conflict) -> str:
    if conflict.sort is Sort.DELETE:
        return _("Tot je kiest, blijft het staan. De andere versie blijft in de geschiedenis.")
    return _("Wat je niet kiest, blijft in de geschiedenis.")


def _ways(conflict: Conflict) -> tuple[Way, ...]:
    if conflict.sort is Sort.DELETE:
        away, keep = conflict.sides[:2]
        return Way(away.letter, _("Weghalen")), Way(keep.letter, _("Laten staan"))
    ways = [Way(one.letter, _("Houd {letter}").format(letter=one.letter)) for one in conflict.sides]
    if conflict.both is not Both.NO:
        ways.append(Way(BOTH, _("Houd beide")))
    if conflict.sort is Sort.TEXT:
        ways.append(Way(NEW, _("Nieuwe tekst")))
    return tuple(ways)


def _side(conflict: Conflict, index: int, now: dt.datetime) -> CardSide:
    one = conflict.sides[index]
    who = shown(one.who)
    return CardSide(
        letter=one.letter,
        who=_("{name} (jij)").format(name=who) if one.mine else who,
        line=" · ".join(part for part in (_when(conflict, one, now), one.laptop, one.clock) if part),
        stretches=_stretches(conflict, index),
    )


def _when(conflict: Conflict, one: Side, now: dt.datetime) -> str:
    when = format_when(one.when, now)
    moments = sorted(other.when for other in conflict.sides)
    if moments[0] == moments[-1]:
        return when
    if one.when == moments[0]:
        return _("{when}, het eerst").format(when=when)
    return _("{when}, het laatst").format(when=when) if one.when == moments[-1] else when


def _stretches(conflict: Conflict, index: int) -> tuple[Stretch, ...]:
    """The words of a side; what another side has not stands out."""
    words = conflict.sides[index].words
    if conflict.sort is not Sort.TEXT:
        return (Stretch(words, Piece.SAME),)
    first = conflict.sides[0].words
    if index == 0:
        return tuple(side(compare(words, conflict.sides[1].words), after=False))
    return tuple(side(compare(first, words), after=True))


def pick(made: Card, way: str) -> Card:
    """The card with another way chosen; an unknown one changes nothing."""
    if way and way not in [one.key for one in made.ways]:
        return made
    chosen = replace(made, chosen=way)
    return replace(chosen, result=_result(chosen))


def write(made: Card, text: str) -> Card:
    """The card with other new words."""
    typed = replace(made, text=text)
    return replace(typed, result=_result(typed))


def _result(made: Card) -> tuple[Stretch, ...]:
    conflict = made.conflict
    if not made.chosen:
        return ()
    if conflict.sort is Sort.DELETE:
        away = made.chosen == conflict.sides[0].letter
        words = _("Het gaat naar de prullenbak.") if away else _("Het blijft staan, met wat erbij kwam.")
        return (Stretch(words, Piece.SAME),)
    words = _words(made)
    if conflict.sort is not Sort.TEXT or (made.chosen == BOTH and conflict.both is Both.SECOND):
        return (Stretch(words, Piece.SAME),)
    return tuple(compare(conflict.sides[0].words, words))


def _words(made: Card) -> str:
    conflict = made.conflict
    if made.chosen == NEW:
        return made.text
    if made.chosen == BOTH:
        second = conflict.both is Both.SECOND
        return "\n".join(one.words for one in conflict.sides) if second else conflict.joined
    return _chosen_side(made).words


def _chosen_side(made: Card) -> Side:
    return next(one for one in made.conflict.sides if one.letter == made.chosen)


def keep(session: Session, made: Card) -> ChangeSet:
    """Carry the choice out. UserError while nothing is chosen or the words do not fit; else as `conflicts.choose`."""
    if not made.chosen:
        raise UserError(_("Kies eerst wat er blijft."))
    if made.chosen == BOTH:
        return keep_both(session, made.conflict)
    if made.chosen == NEW:
        return choose(session, made.conflict, made.text.strip() or None)
    return choose(session, made.conflict, _chosen_side(made).value)
