"""What the panel of one colleague shows: laptops, the administrator's tasks, and what a step would do. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_partial, format_when, ngettext

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.services.laptops import Laptop
    from wijkdesk.services.leaving import Had

MOMENT = "%d-%m-%Y %H:%M"


class Mode(StrEnum):
    """What the panel is about: the colleague, his leaving, or a lost laptop."""

    ABOUT = "about"
    LEAVING = "leaving"
    LOST = "lost"


@dataclass(frozen=True)
class Person:
    """All that was read about a colleague; `can_*` = what this user may do here."""

    user: Id
    name: str
    function: str
    me: bool
    admin: bool
    has: Had
    laptops: tuple[Laptop, ...]
    now: dt.datetime
    i_administer: bool
    can_make_admin: bool
    can_invite: bool
    role: str = ""
    role_words: str = ""
    sees: str = ""

    @property
    def can_change_role(self) -> bool:
        """Whether this user may give the colleague another role."""
        return self.i_administer and not self.me and not self.admin


@dataclass(frozen=True)
class PersonState:
    """The panel; hidden without `person`. `device` = the laptop that was lost; `error` stands at `field`."""

    person: Person | None = None
    mode: Mode = Mode.ABOUT
    device: Id | None = None
    busy: bool = False
    error: str = ""
    field: str = ""
    code: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """One thing that a step does: which icon, what, and a word more."""

    icon: str
    what: str
    more: str


def laptop_line(person: Person, laptop: Laptop) -> tuple[str, str]:
    """A laptop in words: which it is, and when something of it last came in."""
    since = format_when(laptop.since, person.now)
    title = _("Deze laptop") if laptop.this else _("Laptop sinds {when}").format(when=since)
    if laptop.last_seen is None:
        return title, _("Er kwam nog niets van binnen.")
    return title, _("Laatste bericht: {when}").format(when=format_when(laptop.last_seen, person.now))


def leaving_effects(person: Person) -> tuple[Effect, ...]:
    """What taking a colleague out does."""
    name = shown(person.name)
    return (
        Effect(
            "key-round",
            _("{name} krijgt niets nieuws").format(name=name),
            _("Team en dossiers krijgen een nieuwe sleutel."),
        ),
        Effect(
            "laptop",
            _("De laptop van {name} doet niet meer mee").format(name=name),
            _("Wat daar nog niet gedeeld was, telt niet mee."),
        ),
        Effect("users", _("Andere collega’s merken niets"), _("Ook wat zij offline schreven, blijft.")),
    )


def lost_effects() -> tuple[Effect, ...]:
    """What reporting a laptop as lost does."""
    return (
        Effect("ban", _("De server laat de laptop niet meer toe"), _("Wat hij nog schrijft, telt niet mee.")),
        Effect(
            "trash",
            _("De laptop wist zichzelf bij het eerste contact"),
            _("Kluis, dossiers en reservekopieën gaan dan weg. Dit kan niet terug."),
        ),
        Effect("file-text", _("Er komt een blad voor de melding"), _("Melden kan binnen 72 uur nodig zijn.")),
    )


def had_lines(person: Person) -> tuple[tuple[str, str], ...]:
    """What a colleague has already: name and since when; of some only the index card is known here."""
    lines = []
    for held in person.has.dossiers:
        since = format_when(held.since, person.now) if held.since else ""
        alone = _("niemand anders") if held.alone else ""
        lines.append((shown(held.name), " · ".join(part for part in (alone, since) if part)))
    lines += [(shown(name), _("staat niet op deze laptop")) for name in person.has.elsewhere]
    for handed in person.has.shared:
        lines.append((_("Opdracht: {question}").format(question=handed.question), ""))
        lines += [(item.caption, format_partial(item.on or "")) for item in handed.items]
    return tuple(lines)


def had_summary(person: Person) -> str:
    """How much that is, in a sentence."""
    count = len(person.has.dossiers) + len(person.has.elsewhere)
    if person.has.shared and not count:
        return ngettext("{n} opdracht.", "{n} opdrachten.", len(person.has.shared)).format(
            n=len(person.has.shared)
        )
    if not count:
        return _("Er zijn hier geen dossiers bekend.")
    return ngettext("{n} dossier.", "{n} dossiers.", count).format(n=count)


def must_hand_over(person: Person) -> str:
    """A warning when dossiers would be left without anyone; empty when not."""
    count = sum(held.alone for held in person.has.dossiers) + len(person.has.elsewhere)
    if not count:
        return ""
    words = ngettext(
        "{n} dossier heeft misschien niemand anders. Laat het eerst overdragen.",
        "{n} dossiers hebben misschien niemand anders. Laat ze eerst overdragen.",
        count,
    )
    return words.format(n=count)
