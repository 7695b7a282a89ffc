"""Wie ziet wat: from services to words on the screen; no Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_day, format_when, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.disclosure import AskedHow, Channel, DisclosedItem, LawfulGround
from wijkdesk.models.roles import sees
from wijkdesk.models.visit import StatementKind
from wijkdesk.services import (
    agreements,
    assignments,
    copies,
    disclosures,
    dossiers,
    people,
    standing_in,
    who_sees,
)
from wijkdesk.services.assignment_notes import NOTE_KINDS, Note
from wijkdesk.services.assignments import Asked
from wijkdesk.services.copies import Shareable
from wijkdesk.services.disclosures import Given
from wijkdesk.services.session import Session
from wijkdesk.services.who_sees import Viewer, Who
from wijkdesk.services.wording import join
from wijkdesk.ui.dossier.access.state import (
    Choosable,
    Deal,
    Detail,
    Effect,
    Form,
    FormKind,
    NoteLine,
    Options,
    Row,
    SharedLine,
    Stop,
)

_STANDS_DAYS = 14  # what the form begins with


@dataclass(frozen=True)
class Facts:
    """All that the tab needs to know of one dossier."""

    dossier: Id
    viewers: tuple[Viewer, ...]
    given: tuple[Given, ...]
    people: Options
    colleagues: Options
    guests: Options
    responsible: Id | None
    now: dt.datetime
    deals: tuple[Deal, ...]
    practice: bool = False
    standbys: Options = ()
    lends: bool = True
    own: int = 0

    def viewer(self, key: bytes) -> Viewer | None:
        """Who has that key."""
        return next((one for one in self.viewers if one.key == key), None)


def read(session: Session, household: Id) -> Facts | None:
    """Read it all; None when the household is not here."""
    home = dossiers.household_of(session, household)
    if home is None:
        return None
    space, local = home.space, session.store.is_local(home.space)
    dossier = dossiers.dossier_of(session, space)
    given = tuple(disclosures.of_dossier(session, space))
    lends = standing_in.may_lend(session, space)
    return Facts(
        dossier=space,
        viewers=() if local else tuple(who_sees.viewers(session, space)),
        given=given,
        people=tuple((one.id.hex(), shown(one.caption)) for one in people.people_of(session, space)),
        colleagues=tuple((user.hex(), shown(name)) for user, name in who_sees.may_join(session, space)),
        guests=tuple(
            (user.hex(), f"{shown(name)}, {role}") for user, name, role in assignments.can_be_asked(session)
        ),
        responsible=dossier.responsible if dossier else None,
        now=session.now(),
        deals=tuple(_deal(session, one) for one in given),
        practice=local,
        standbys=tuple((user.hex(), shown(name)) for user, name in standing_in.can_stand_in(session, space))
        if lends
        else (),
        lends=lends,
        own=len(standing_in.own_dossiers(session)),
    )


def rows(facts: Facts) -> tuple[Row, ...]:
    """The rows of the table."""
    return tuple(_row(facts, one) for one in facts.viewers)


def _row(facts: Facts, one: Viewer) -> Row:
    name = shown(one.name) if one.who not in (Who.TEAM, Who.SAFETY_NET) else one.name
    return Row(
        key=one.key,
        who=one.who,
        name=_("{name} (jij)").format(name=name) if one.who is Who.ME else name,
        detail=one.detail,
        sights=(one.dossier, one.safety, one.assignment),
        until=_until(facts, one),
        stoppable=_stoppable(facts, one),
    )


def _until(facts: Facts, one: Viewer) -> str:
    if one.last_day is not None:
        return format_day(one.last_day, weekday=False, short=True)
    return format_when(one.until, facts.now) if one.until else ""


def _stoppable(facts: Facts, one: Viewer) -> bool:
    if one.last_day is not None:
        return facts.lends
    if one.who is Who.GUEST:
        return one.asked is not None and one.asked.open
    return one.who is Who.PAPER and one.given is not None and one.given.valid


def _deal(session: Session, one: Given) -> Deal:
    record = one.disclosure
    names = [agreements.short_name(session, Id(bytes.fromhex(row))) for row in sorted(record.given_by)]
    asked = record.asked.label if isinstance(record.asked, AskedHow) else ""
    when = _day(record.when)
    agreed = ", ".join(
        part
        for part in (join([shown(name) for name in names]) or _("zonder toestemming"), asked, when)
        if part
    )
    pill, state = _validity(one)
    return Deal(record.id, shown(record.caption), record.purpose or "", agreed, pill, state)


def _validity(one: Given) -> tuple[str, str]:
    record = one.disclosure
    if record.withdrawn_on is not None:
        return _("ingetrokken"), "withdrawn"
    if not one.valid:
        return _("verlopen"), "over"
    if one.due:
        return _("opnieuw vragen"), "due"
    if record.valid_until is None:
        return _("geldig"), "valid"
    return _("geldig tot en met {day}").format(day=_day(record.valid_until)), "valid"


def _day(iso: str | None) -> str:
    return format_day(dt.date.fromisoformat(iso), short=True) if iso and len(iso) == 10 else (iso or "")


# ---- the panel beside the table


def detail(facts: Facts, one: Viewer | None) -> Detail:
    """About the row in use."""
    if one is None:
        return Detail()
    if one.who is Who.GUEST and one.asked is not None:
        return _assignment(one.asked, shown(one.name))
    if one.who is Who.PAPER and one.given is not None:
        return _paper(facts, one.given)
    if one.last_day is not None:
        return _standing(facts, one)
    sentences = {
        Who.ME: (_("Dit dossier staat op jouw laptop."),),
        Who.COLLEAGUE: (
            sees(one.role) or _("Ziet dit dossier helemaal."),
            _("Weghalen of toevoegen kan ook op Overzicht, bij Collega’s."),
        ),
        Who.TEAM: (
            _("Zij hebben de sleutel van het team. De server geeft hun dit dossier niet."),
            _("Alleen met noodtoegang kunnen ze erbij: met een reden, een dag lang. Je ziet dat dan hier."),
        ),
        Who.SAFETY_NET: (
            _("Twee bewaarders samen kunnen elke sleutel openen, na een besluit."),
            _("Iedereen ziet dat dan in Delen."),
        ),
    }.get(one.who, ())
    return Detail(shown(one.name) if one.who not in (Who.TEAM, Who.SAFETY_NET) else one.name, sentences)


def _standing(facts: Facts, one: Viewer) -> Detail:
    day = format_day(one.last_day, weekday=False, short=True) if one.last_day else ""
    words = _("Jij neemt dit dossier waar tot en met {day}.") if one.who is Who.ME else ""
    return Detail(
        title=shown(one.name),
        sentences=(
            (words or _("Neemt dit dossier waar tot en met {day}.")).format(day=day),
            _("Leest en schrijft alles, ook wat er al stond. De veiligheidsmap blijft dicht."),
            _("Daarna gaat het dossier vanzelf weer van je laptop.")
            if one.who is Who.ME
            else _("Daarna gaat het dossier vanzelf weer van die laptop."),
        ),
        stop=_("Waarneming stoppen") if facts.lends else "",
    )


def _assignment(one: Asked, name: str) -> Detail:
    lines = [_("Gevraagd door {name}.").format(name=shown(one.asked_by))]
    if one.record.due:
        lines.append(_("Antwoord graag voor {day}.").format(day=_day(one.record.due)))
    if not one.open:
        lines.append(
            _("Gestopt op {day}. {name} krijgt niets nieuws meer.").format(
                day=_day(one.record.ended_on), name=name
            )
        )
    return Detail(
        title=_("Opdracht aan {name}").format(name=name),
        sentences=tuple(lines),
        question=one.record.question or "",
        shared=tuple(_shared(item) for item in one.shared),
        notes=tuple(_note(note) for note in one.notes),
        writes=one.open,
        stop=_("Stoppen met delen") if one.open else "",
    )


def _shared(item: copies.Shared) -> SharedLine:
    changed = tuple(_("{field}: nu «{now}»").format(field=one.label, now=one.now) for one in item.differences)
    return SharedLine(item.copy.id, item.words, changed, item.gone)


def _note(note: Note) -> NoteLine:
    kind = note.statement.kind
    label = kind.label if isinstance(kind, StatementKind) else ""
    return NoteLine(note.statement.id, shown(note.who), label, note.statement.text or "", note.mine)


def _paper(facts: Facts, one: Given) -> Detail:
    record = one.disclosure
    return Detail(
        title=shown(record.caption),
        sentences=tuple(
            part for part in (record.purpose or "", _validity(one)[0].capitalize() + ".") if part
        ),
        shared=tuple(SharedLine(item.id, _given(facts, item)) for item in one.items),
        stop=_("Stoppen met delen") if one.valid else "",
    )


def _given(facts: Facts, item: DisclosedItem) -> str:
    """What was given, in the words of then; a name is hidden with all names."""
    name = item.row is not None and item.row.hex() in dict(facts.people)
    return shown(item.caption) if name else item.caption


def stop(facts: Facts, one: Viewer) -> Stop:
    """What stopping does and what they have already."""
    name = shown(one.name)
    if one.last_day is not None:
        return _stop_standing(facts, name)
    items = one.given.items if one.given else _items_of(facts, one)
    others = Effect("users", _("Andere mensen merken niets"), _("Zij houden hun toegang."))
    over = _("De afspraak om te delen is ingetrokken.")
    effects: tuple[Effect, ...]
    if one.who is Who.GUEST:
        nothing = Effect(
            "key-round",
            _("{name} krijgt niets nieuws").format(name=name),
            _("De opdracht krijgt een nieuwe sleutel."),
        )
        effects = (
            nothing,
            Effect("file-text", over, _("Er gaat geen papier meer uit voor {name}.").format(name=name)),
            others,
        )
    else:
        effects = (Effect("file-text", _("{name} krijgt geen papier meer").format(name=name), over), others)
    return Stop(
        title=_("Delen met {name} stoppen").format(name=name),
        effects=effects,
        had_title=_("Dit heeft {name} al").format(name=name),
        had=tuple((_given(facts, item), _day(item.on)) for item in items),
        people=facts.people,
    )


def _stop_standing(facts: Facts, name: str) -> Stop:
    gone = _("Het dossier gaat van de laptop van {name}").format(name=name)
    stays = _("Wat {name} schreef, blijft").format(name=name)
    effects = (
        Effect("clock", gone, _("Dat gebeurt zodra die laptop verbinding heeft.")),
        Effect("file-text", stays, _("Het staat in het dossier, met de naam erbij.")),
    )
    title = _("Waarneming door {name} stoppen").format(name=name)
    return Stop(title, effects, "", (), (), button=_("Stop de waarneming"), asks=False)


def _items_of(facts: Facts, one: Viewer) -> tuple[DisclosedItem, ...]:
    """All that a guest got of this dossier, under whichever agreement."""
    who = one.asked.record.asked_of if one.asked else None
    found = [
        item
        for given in facts.given
        if who is not None and given.disclosure.member == who
        for item in given.items
    ]
    return tuple(sorted(found, key=_given_on))


def _given_on(item: DisclosedItem) -> tuple[str, str]:
    return item.on or "", item.order or ""


# ---- the form


def form(
    session: Session, facts: Facts, kind: FormKind, asked: Asked | None = None
) -> tuple[Form, tuple[Shareable, ...]]:
    """What the form asks, and what can be shared."""
    whole = kind in (FormKind.OUTSIDE, FormKind.STAND_IN)
    items = () if whole else tuple(copies.shareable(session, facts.dossier))
    if asked is not None:
        there = {one.copy.source_row for one in asked.shared}
        items = tuple(one for one in items if one.record.id not in there)
    stands = kind is FormKind.STAND_IN
    until = session.today() + dt.timedelta(days=_STANDS_DAYS if stands else disclosures.VALID_DAYS)
    made = Form(
        kind=kind,
        title=_TITLES[kind](),
        explain=_EXPLAINS[kind](),
        to=facts.guests if kind is FormKind.ASSIGNMENT else (facts.standbys if stands else ()),
        people=() if stands else facts.people,
        items=tuple(
            Choosable(
                one.record.id,
                one.words,
                _(type(one.record).TITLE),
            )
            for one in items
        ),
        grounds=tuple((one.value, one.label) for one in LawfulGround),
        asked=tuple((one.value, one.label) for one in AskedHow),
        channels=tuple(
            (one.value, one.label) for one in (Channel.PAPER, Channel.ASSIGNMENT, Channel.PACKAGE)
        ),
        until=until.isoformat(),
        own=facts.own,
    )
    return made, items


def _stand_in_title() -> str:
    return _("Waarneming")


def _assignment_title() -> str:
    return _("Opdracht maken")


def _more_title() -> str:
    return _("Meer delen in deze opdracht")


def _outside_title() -> str:
    return _("Afspraak met iemand van buiten")


def _stand_in_why() -> str:
    return _("Een collega zorgt voor dit dossier, van vandaag tot en met een dag. Dan stopt het vanzelf.")


def _assignment_why() -> str:
    return _("Kies zelf wat meegaat. De rest van het dossier blijft dicht.")


def _more_why() -> str:
    return _("Wat je kiest, staat straks ook op de andere laptop. Dat kan niet terug.")


def _outside_why() -> str:
    return _(
        "Zonder deze afspraak gaat er niets naar buiten. Daarna kan een beheerder deze partner uitnodigen."
    )


_TITLES = {
    FormKind.ASSIGNMENT: _assignment_title,
    FormKind.MORE: _more_title,
    FormKind.OUTSIDE: _outside_title,
    FormKind.STAND_IN: _stand_in_title,
}
_EXPLAINS = {
    FormKind.ASSIGNMENT: _assignment_why,
    FormKind.MORE: _more_why,
    FormKind.OUTSIDE: _outside_why,
    FormKind.STAND_IN: _stand_in_why,
}


def note_kinds() -> Options:
    """The kinds of note one can write in an assignment."""
    return tuple((one.value, one.label) for one in NOTE_KINDS)


def stale_words(count: int) -> str:
    """How many copies are behind, in words; empty when none is."""
    if not count:
        return ""
    return ngettext(
        "{n} kopie is ouder dan het dossier", "{n} kopieën zijn ouder dan het dossier", count
    ).format(n=count)
