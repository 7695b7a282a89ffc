"""The past in words: versions of any record, the past of a whole dossier, and a version put back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _, format_day, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.models.base import DELETED, FieldType, Record
from wijkdesk.models.break_glass import BreakGlass
from wijkdesk.models.dossier import Worker
from wijkdesk.models.registry import KINDS
from wijkdesk.models.stand_in import StandIn
from wijkdesk.services import break_glass
from wijkdesk.services.break_glass import Glass
from wijkdesk.services.colleagues import name_of
from wijkdesk.services.session import from_moment
from wijkdesk.services.wording import field_title, in_words, spec_of, whole_name
from wijkdesk.storage import history, queries, timeline
from wijkdesk.storage.history import Version

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session
    from wijkdesk.storage.timeline import Moment, Touch

_SHORT = 40  # letters of a value that stand in the list
_NAMED = 3  # fields that a line of the list names
_HIDDEN = ("space", "pin", "setting", "read_entry")


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words; `long` = text worth comparing word by word."""

    name: str
    label: str
    before: str
    after: str
    long: bool


@dataclass(frozen=True)
class Past:
    """One version of a record: who, when, on which laptop, what changed, and all its values in words.

    A step of several quick versions looks like its last one; `parts` are all of them, the newest first.
    """

    commit: Id
    who: str
    when: dt.datetime
    own: bool
    first: bool
    changes: tuple[FieldChange, ...]
    values: tuple[tuple[str, str, str], ...]
    act: str = "edit"
    parts: tuple[Past, ...] = ()

    @property
    def summary(self) -> str:
        """What this version did, in a few words; one short field with its new value."""
        if self.first:
            return _("Gemaakt")
        what = ", ".join(change.label for change in self.changes) or _("Zonder verschil")
        only = self.changes[0] if len(self.changes) == 1 else None
        if only is not None and only.after and len(only.after) <= _SHORT:
            what = _("{field}: {value}").format(field=only.label, value=only.after)
        back = {"restore": _("Teruggezet"), "undo": _("Ongedaan gemaakt"), "redo": _("Opnieuw gedaan")}
        return f"{back[self.act]} · {what}" if self.act in back else what


@dataclass(frozen=True)
class Happening:
    """One line of the past of a dossier; `row` and `kind` lead to the record when it was one."""

    commit: Id
    who: str
    when: dt.datetime
    own: bool
    what: str
    kind: str
    row: Id | None


@dataclass(frozen=True)
class Written:
    """What a line of the past wrote in one record: what it is called now, and each field with its value in words."""

    name: str
    fields: tuple[tuple[str, str], ...]


def versions(session: Session, kind: str, row: Id) -> list[Past]:
    """The steps of a record, the newest first, each with all its versions."""
    found = history.versions(session.store, row)
    return [_step(session, kind, step, found[0]) for step in history.steps(found)][::-1]


def _step(session: Session, kind: str, step: list[Version], first: Version) -> Past:
    parts = tuple(_past(session, kind, one, first=one is first) for one in step)
    changes = _changes(session, kind, history.changed_in(step))
    return replace(parts[-1], first=parts[0].first, changes=changes, parts=parts[::-1])


def _changes(session: Session, kind: str, changed: Mapping[str, tuple[Any, Any]]) -> tuple[FieldChange, ...]:
    return tuple(
        _change(session, kind, name, before, after)
        for name, (before, after) in sorted(changed.items())
        if _worth_saying(kind, name)
    )


def _past(session: Session, kind: str, version: Version, *, first: bool) -> Past:
    changes = _changes(session, kind, version.changed)
    values = tuple(
        (name, field_title(kind, name), in_words(session, kind, name, value))
        for name, value in version.values.items()
        if _worth_saying(kind, name) and name != DELETED
    )
    who = session.worker_of(version.user).caption
    when = _local(version.wall)
    return Past(version.commit, who, when, version.own, first, changes, values, version.kind)


def _local(wall: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(wall / 1000).astimezone()


def _worth_saying(kind: str, name: str) -> bool:
    spec = spec_of(kind, name)
    return spec is None or not (spec.machine or spec.type is FieldType.ORDER)


def _change(session: Session, kind: str, name: str, before: Any, after: Any) -> FieldChange:  # noqa: ANN401
    spec = spec_of(kind, name)
    return FieldChange(
        name,
        field_title(kind, name),
        in_words(session, kind, name, before),
        in_words(session, kind, name, after),
        spec is not None and spec.type in (FieldType.LONG_TEXT, FieldType.TEXT),
    )


def restore(session: Session, kind: str, row: Id, commit: Id) -> ChangeSet:
    """Put a version back as a new one; the present text stays in the history.

    Raises UserError when the record or the version is not here.
    """
    cls = KINDS[kind]
    present = queries.get(session.store, cls, row)
    version = next((one for one in history.versions(session.store, row) if one.commit == commit), None)
    if present is None or version is None:
        raise UserError(_("Deze versie is niet meer te lezen."), kept=_("De tekst van nu blijft staan."))
    then = cls.from_values(row, present.space, version.values)
    changed = {
        name: getattr(then, name) for name in cls.specs() if getattr(then, name) != getattr(present, name)
    }
    with session.store.unit("restore", undo=_("Versie terugzetten")) as unit:
        if present.deleted:
            unit.restore(present)
        unit.change(present, **changed)
    return unit.changes


def of_dossier(session: Session, space: Id, limit: int = 200) -> list[Happening]:
    """What happened in a dossier, the newest first."""
    found = [_happening(session, moment) for moment in timeline.of_space(session.store, space, limit)]
    happened = [one for one in found if one is not None]
    broken = [_broken(glass) for glass in break_glass.of_dossier(session, space)]
    lent = [_lent(session, one) for one in queries.find(session.store, StandIn, dossier=space) if one.since]
    granted = [*broken, *lent]
    return sorted([*happened, *granted], key=_moment, reverse=True)[:limit] if granted else happened


def _moment(happening: Happening) -> dt.datetime:
    return happening.when


def _broken(glass: Glass) -> Happening:
    """Break-glass as a line of the past; it leads to no record of the dossier."""
    what = _("Noodtoegang: {reason}").format(reason=glass.reason)
    return Happening(glass.row, glass.who, glass.since, glass.mine, what, BreakGlass.KIND, None)


def _lent(session: Session, one: StandIn) -> Happening:
    """Standing in as a line of the past; it leads to no record of the dossier."""
    asked = queries.get(session.store, Worker, one.for_worker) if one.for_worker else None
    name = name_of(session, one.user) if one.user else _("Onbekend")
    what = _("Waarneming door {name} geregeld").format(name=name)
    if one.until:
        last = (from_moment(one.until) - dt.timedelta(seconds=1)).date()
        what = _("Waarneming door {name}, tot en met {day}").format(name=name, day=format_day(last))
    who, own = asked.caption if asked else _("Onbekend"), asked is not None and asked.id == session.me.id
    return Happening(one.id, who, from_moment(one.since or ""), own, what, StandIn.KIND, None)


def written(session: Session, commit: Id) -> list[Written]:
    """All that a line of the past wrote, the weightiest record first; empty for a line that wrote no records."""
    moment = timeline.of_commit(session.store, commit)
    return [_written(session, touch) for touch in _told(moment)] if moment is not None else []


def _written(session: Session, touch: Touch) -> Written:
    words: dict[str, list[str]] = {}
    for name, value in touch.values.items():
        if _worth_saying(touch.kind, name):
            label = _("Prullenbak") if name == DELETED else field_title(touch.kind, name)
            words.setdefault(label, []).append(in_words(session, touch.kind, name, value))
    fields = tuple((label, ", ".join(values)) for label, values in words.items())
    return Written(_name(session, touch), fields)


def _name(session: Session, touch: Touch) -> str:
    record = queries.get(session.store, KINDS[touch.kind], touch.row)
    return whole_name(session, record) if record else _(KINDS[touch.kind].TITLE)


def _told(moment: Moment) -> list[Touch]:
    touches = [touch for touch in moment.touches if touch.kind in KINDS and touch.kind not in _HIDDEN]
    return sorted(touches, key=_weight)


def _happening(session: Session, moment: Moment) -> Happening | None:
    touches = _told(moment)
    if not touches:
        return None
    main = touches[0]
    what = _("{name}: {fields}").format(name=_name(session, main), fields=_fields(main.kind, main.values))
    more = len(touches) - 1
    if more:
        what += " · " + ngettext("nog {count} ander", "nog {count} andere", more).format(count=more)
    who = session.worker_of(moment.user).caption
    own = moment.device in [identity.device for identity in session.store.identities.values()]
    return Happening(moment.commit, who, _local(moment.wall), own, what, main.kind, main.row)


def _weight(touch: Touch) -> int:
    order = ("contact_moment", "household", "person", "statement", "life_domain_view", "step")
    return order.index(touch.kind) if touch.kind in order else len(order)


def _fields(kind: str, values: dict[str, Any]) -> str:
    if values.get(DELETED) is True:
        return _("weggegooid")
    if values.get(DELETED) is False:
        return _("teruggezet")
    names = [field_title(kind, name) for name in values if _worth_saying(kind, name)]
    once = list(dict.fromkeys(names))
    if len(once) > _NAMED:
        return _("{fields} en meer").format(fields=", ".join(once[:_NAMED])).lower()
    return ", ".join(once).lower() or _("volgorde")


def record_of(session: Session, kind: str, row: Id) -> Record | None:
    """The record a history is of, also when it lies in the bin."""
    return queries.get(session.store, KINDS[kind], row)
