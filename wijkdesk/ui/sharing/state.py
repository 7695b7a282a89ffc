"""What the page "Delen en veiligheid" shows, in words; made of what the services say. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_when, ngettext
from wijkdesk.models.roles import CHANGED_TO, INVITED, label

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.services.admitting import Newcomer
    from wijkdesk.services.leases import Lease
    from wijkdesk.services.outgoing import Outgoing
    from wijkdesk.services.quarantine import Apart, Gap
    from wijkdesk.services.servers import Server
    from wijkdesk.services.syncing import SharingState
    from wijkdesk.ui.sharing.person_state import Effect


class Step(StrEnum):
    """How far a stage of safety is."""

    DONE = "done"
    BUSY = "busy"
    OPEN = "open"


@dataclass(frozen=True)
class Stage:
    """One of the places where work is safe: on the laptop, in a backup, on the server."""

    key: str
    title: str
    words: str
    step: Step


@dataclass(frozen=True)
class Member:
    """A colleague as a line: name, function and whether administrator or oneself."""

    name: str
    detail: str
    pill: str
    user: Id | None = None


@dataclass(frozen=True)
class LostLine:
    """A lost laptop as a line; `open` = it was not reported yet, `urgent` = the 72 hours run or ran out."""

    title: str
    detail: str
    open: bool
    urgent: bool
    row: Id


@dataclass(frozen=True)
class Invited:
    """An invitation as a line."""

    name: str
    detail: str
    pill: str
    good: bool


@dataclass(frozen=True)
class WaitingLine:
    """Something that still has to go to the server."""

    what: str
    where: str
    age: str


@dataclass(frozen=True)
class Facts:
    """All that was read for one look at the page."""

    now: dt.datetime
    sharing: SharingState
    own_fingerprint: str
    root_fingerprint: str
    admitted: bool
    admin: bool
    newcomers: tuple[Newcomer, ...]
    members: tuple[Member, ...]
    invited: tuple[Invited, ...]
    apart: tuple[Apart, ...]
    gaps: tuple[Gap, ...]
    waiting: tuple[Outgoing, ...]
    conflicts: int
    backup: dt.datetime | None
    escrow_missing: bool
    must_be_let_in: bool = False
    offered: bool = False
    lost: tuple[LostLine, ...] = ()
    gone: tuple[str, ...] = ()
    lease: Lease | None = None
    root: bool = False
    custodians: tuple[str, ...] = ()
    lacking: int = 0
    openings: tuple[Effect, ...] = ()
    documents: tuple[Outgoing, ...] = ()
    copied: bool = False
    refused: Mapping[Id, str] = field(default_factory=dict)  # what is about, of our own that was set apart

    @property
    def lease_over(self) -> bool:
        """Whether only contact with the server helps now."""
        return self.lease is not None and self.lease.over


@dataclass(frozen=True)
class State:
    """The page. `found` = a server looked at but not chosen yet; `errors` by field; `busy` = what is going on."""

    facts: Facts | None = None
    busy: str = ""
    found: Server | None = None
    address: str = ""
    founding: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    said: str = ""

    @property
    def waits(self) -> int:
        """How many things wait for a person."""
        facts = self.facts
        if facts is None:
            return 0
        return facts.conflicts + len(facts.apart) + len(facts.newcomers)

    def error(self, field: str) -> str:
        """The sentence next to a field."""
        return dict(self.errors).get(field, "")


def server_line(facts: Facts) -> str:
    """How the contact with the server stands."""
    sharing = facts.sharing
    if sharing.server is None:
        return _("Alles staat alleen op deze laptop.")
    if sharing.last_contact is None:
        return _("Er is nog geen contact geweest.")
    when = dt.datetime.fromtimestamp(sharing.last_contact / 1000).astimezone()
    return _("Laatste contact: {when}").format(when=format_when(when, facts.now))


def safe(facts: Facts) -> bool:
    """Whether nothing is left to do: all shared, a backup, nothing set apart, nothing missing."""
    sharing = facts.sharing
    shared = sharing.server is not None and not sharing.waiting and not facts.documents
    return shared and facts.backup is not None and not facts.apart and not facts.gaps


def headline(facts: Facts) -> str:
    """How much is not on the server yet, and the oldest of it."""
    sharing = facts.sharing
    if sharing.server is None:
        return _("Er is nog geen server. Alles staat op deze laptop.")
    if not sharing.waiting and facts.documents:
        return _documents(facts)
    if not sharing.waiting:
        return _("Alles is veilig.") if safe(facts) else _("Alles van jou is gedeeld.")
    many = ngettext(
        "{n} wijziging staat nog niet op de server.",
        "{n} wijzigingen staan nog niet op de server.",
        sharing.waiting,
    ).format(n=sharing.waiting)
    if facts.documents:
        many = f"{many} {_documents(facts)}"
    if sharing.oldest is None:
        return many
    return _("{many} De oudste is van {age} geleden.").format(many=many, age=age_of(facts, sharing.oldest))


def _documents(facts: Facts) -> str:
    number = len(facts.documents)
    words = ngettext(
        "{n} document staat nog niet op de server.", "{n} documenten staan nog niet op de server.", number
    )
    return words.format(n=number)


def age_of(facts: Facts, ms: int) -> str:
    """How long ago, in the largest unit that fits."""
    minutes = max(0, int(facts.now.timestamp() - ms / 1000) // 60)
    if minutes < 1:
        return _("minder dan 1 minuut")
    if minutes < 60:
        return ngettext("{n} minuut", "{n} minuten", minutes).format(n=minutes)
    if minutes < 48 * 60:
        return _("{n} uur").format(n=minutes // 60)
    return _("{n} dagen").format(n=minutes // (24 * 60))


def escrow_words(facts: Facts) -> tuple[str, str]:
    """Who keeps the emergency key, and what is not under it yet."""
    if facts.escrow_missing:
        return (
            _("Er is nog geen noodsleutel."),
            _("Raakt iedereen zijn wachtzin kwijt? Dan kan niemand nog bij de dossiers."),
        )
    names = _("Bewaarders: {names}.").format(names=", ".join(facts.custodians))
    if facts.lacking:
        more = ngettext(
            "{n} sleutel ligt er nog niet onder.", "{n} sleutels liggen er nog niet onder.", facts.lacking
        )
        return names, more.format(n=facts.lacking)
    return names, _("Twee van hen openen samen. Elke keer dat dat gebeurt, staat hier.")


def lease_words(facts: Facts) -> tuple[str, str]:
    """The warning about a laptop that was long without contact; empty while there is none."""
    lease = facts.lease
    if lease is None or not lease.warns:
        return "", ""
    if lease.over:
        return (
            _("Te lang geen contact met de server."),
            _("Verbind met internet en kies Nu delen. Er is niets gewist."),
        )
    days = ngettext("Nog {n} dag zonder contact.", "Nog {n} dagen zonder contact.", lease.days_left)
    return days.format(n=lease.days_left), _("Daarna opent WijkDesk pas weer na contact met de server.")


def stages(facts: Facts) -> tuple[Stage, ...]:
    """The three places where work is safe."""
    sharing = facts.sharing
    backup = format_when(facts.backup, facts.now) if facts.backup else _("nog geen")
    if sharing.server is None:
        there, step = _("nog geen server"), Step.OPEN
    elif sharing.waiting or facts.documents:
        there, step = _("{n} wachten").format(n=sharing.waiting + len(facts.documents)), Step.BUSY
    else:
        there, step = _("alles"), Step.DONE
    return (
        Stage("laptop", _("Op de laptop"), _("alles"), Step.DONE),
        Stage("backup", _("Reservekopie"), backup, Step.DONE if facts.backup else Step.OPEN),
        Stage("server", _("Op de server"), there, step),
    )


def waiting_lines(facts: Facts) -> tuple[WaitingLine, ...]:
    """What waits, oldest first."""
    return tuple(
        WaitingLine(
            what=one.what if one.count == 1 else _("{what} ({n} keer)").format(what=one.what, n=one.count),
            where=shown(one.where),
            age=age_of(facts, int(one.since.timestamp() * 1000)),
        )
        for one in (*facts.waiting, *facts.documents)
    )


def gap_lines(facts: Facts) -> tuple[str, ...]:
    """What is missing, a sentence a laptop and place."""
    return tuple(
        _("Er ontbreekt iets van de laptop van {who} bij {where}.").format(
            who=shown(gap.who), where=shown(gap.where)
        )
        for gap in facts.gaps
    )


def apart_details(facts: Facts, item: Apart) -> tuple[tuple[str, str], ...]:
    """Label and words for each thing known about what was set apart."""
    found = (
        (_("Wat"), shown(facts.refused.get(item.id, ""))),
        (_("Van wie"), shown(item.who)),
        (_("Waar"), shown(item.where) or _("niet te zien")),
        (_("Wanneer"), format_when(item.when, facts.now)),
        (_("Bewaard?"), item.kept),
        (_("Code"), item.code),
    )
    return tuple(line for line in found if line[1])


def role_options(*, newcomer: bool = False) -> list[tuple[str, str]]:
    """The roles that an administrator may give, each with its words; only a newcomer comes from outside."""
    return [(role.value, label(role)) for role in (INVITED if newcomer else CHANGED_TO)]
