"""The running note: every paragraph is one Statement, its author edits it until signed off (architecture.md §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, new_id
from wijkdesk.core.scripts import language_by_script
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.ordering import between
from wijkdesk.models.visit import ContactMoment, Statement, StatementKind
from wijkdesk.services import covered, drafts, mentions
from wijkdesk.services.session import Session
from wijkdesk.storage import queries
from wijkdesk.storage.unit_of_work import Unit

HEARD = (StatementKind.REPORTED, StatementKind.OPINION)  # what others said: ask who said it


class Talked(StrEnum):
    """Whether a paragraph was discussed with the family (domain.md B5)."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


_TALKED: tuple[tuple[Talked, bool | Unknown], ...] = (
    (Talked.YES, True), (Talked.NO, False), (Talked.NOT_YET, Unknown.NOT_ASKED),
)  # fmt: skip


@dataclass(frozen=True)
class Paragraph:
    """One paragraph as the worker has it on screen; the same fields as its Statement."""

    id: Id
    text: str = ""
    order: str = ""
    kind: StatementKind | None = None
    quote: bool = False
    hope: bool = False
    said_by: Id | None = None
    about: frozenset[str] = frozenset()
    domains: frozenset[str] = frozenset()
    heard_from: str | None = None
    language: str | None = None
    talked: Talked = Talked.NOT_YET

    @property
    def asks_who(self) -> bool:
        """Whether it still has to be said whose words these are."""
        return self.kind in HEARD and self.said_by is None


@dataclass(frozen=True)
class Written:
    """The outcome of a write: what changed, and which paragraphs became a new statement that corrects the old."""

    changes: ChangeSet
    replaced: Mapping[Id, Id] = field(default_factory=dict)


def of_moment(session: Session, moment: Id) -> list[Statement]:
    """The paragraphs of the running note in order: no words of scores, none that another one corrects."""
    found = queries.find(session.store, Statement, contact_moment=moment, order="order,id")
    corrected = {statement.corrects for statement in found}
    return [one for one in found if one.view is None and one.id not in corrected]


def paragraph(statement: Statement) -> Paragraph:
    """A statement as the editor holds it."""
    kind = statement.kind if isinstance(statement.kind, StatementKind) else None
    return Paragraph(
        statement.id, statement.text or "", statement.order or "", kind, statement.quote, statement.hope,
        statement.said_by, statement.about, statement.domains, statement.heard_from, statement.language,
        _talked(statement.discussed),
    )  # fmt: skip


def _talked(value: bool | Unknown) -> Talked:
    return next((one for one, stored in _TALKED if stored is value), Talked.NOT_YET)


def tagged(
    item: Paragraph, text: str, names: Sequence[mentions.Name], me: Id, before: str | None = None
) -> Paragraph:
    """The paragraph with another text; mentions that came or went move its tags, other tags stay."""
    was = item.text if before is None else before
    old, new = mentions.find(was, names), mentions.find(text, names)
    fresh = replace(
        item,
        text=text,
        about=(item.about - _ids(old, "@")) | _ids(new, "@"),
        domains=(item.domains - _ids(old, "#")) | _ids(new, "#"),
        language=_language(item.language, was, text),
    )
    return replace(fresh, said_by=_speaker(fresh, _opener(was, old), _opener(text, new), me))


def _language(chosen: str | None, was: str, text: str) -> str | None:
    """The language that the script tells, unless another was chosen."""
    return language_by_script(text) if chosen in (None, language_by_script(was)) else chosen


def _ids(found: Iterable[mentions.Found], mark: str) -> frozenset[str]:
    return frozenset(one.name.id.hex() for one in found if one.name.mark == mark)


def _opener(text: str, found: Sequence[mentions.Found]) -> Id | None:
    """Who is named before all else: "@Samira zegt". Whoever is named later on is spoken about."""
    first = next((one for one in found if one.name.mark == "@"), None)
    return first.name.id if first and not any(map(str.isalnum, text[: first.start])) else None


def _speaker(item: Paragraph, old: Id | None, new: Id | None, me: Id) -> Id | None:
    """Of words of others the one who is named first speaks, unless somebody else was chosen."""
    if item.kind not in HEARD:
        return item.said_by
    chosen = item.said_by is not None and item.said_by not in (old, me)
    return item.said_by if chosen else new


def of_kind(item: Paragraph, kind: StatementKind | None, names: Sequence[mentions.Name], me: Id) -> Paragraph:
    """The paragraph as another kind: what a worker saw or thinks is the worker's own, heard words ask who."""
    if kind is None:
        return replace(item, kind=None, said_by=None)
    if kind not in HEARD:
        return replace(item, kind=kind, said_by=me, quote=False)
    kept = item.said_by if item.said_by != me else None
    return tagged(replace(item, kind=kind, said_by=kept), item.text, names, me)


def split(item: Paragraph, at: int) -> tuple[Paragraph, Paragraph]:
    """Enter: the upper part keeps the id; the lower part is new and of the same kind when it has text."""
    upper, lower = item.text[:at].rstrip(), item.text[at:].lstrip()
    below = replace(item, id=new_id(), text=lower, order="") if lower else Paragraph(new_id())
    return replace(item, text=upper), below


def join(upper: Paragraph, lower: Paragraph) -> Paragraph:
    """Backspace at the start: the upper id stays, with the tags of both; the lower goes to the bin."""
    text = " ".join(part for part in (upper.text.rstrip(), lower.text.lstrip()) if part)
    return replace(
        upper,
        text=text,
        kind=upper.kind or lower.kind,
        said_by=upper.said_by or lower.said_by,
        heard_from=upper.heard_from or lower.heard_from,
        hope=upper.hope or lower.hope,
        about=upper.about | lower.about,
        domains=upper.domains | lower.domains,
    )


def ordered(items: Sequence[Paragraph]) -> list[Paragraph]:
    """Give an order to those that have none or stand out of line; the others keep theirs."""
    out: list[Paragraph] = []
    for place, item in enumerate(items):
        before = out[-1].order if out else None
        if item.order and item.order > (before or ""):
            out.append(item)
            continue
        later = next((one.order for one in items[place + 1 :] if one.order > (before or "")), None)
        out.append(replace(item, order=between(before, later)))
    return out


def write(
    session: Session,
    moment: ContactMoment,
    items: Sequence[Paragraph],
    *,
    shown: Mapping[Id, Statement] | None = None,
    removed: Iterable[Id] = (),
    seen: Mapping[Id, Sequence[bytes]] | None = None,
) -> Written:
    """Write what differs of these paragraphs as one step; empty ones and `removed` go to the bin.

    `shown` are the statements as they were on screen when editing began (none given = as they stand now),
    `seen` the commits a draft kept. Of a signed paragraph, or of someone else's, a correction is written.
    """
    known = dict(shown) if shown is not None else {one.id: one for one in of_moment(session, moment.id)}
    changed = [
        item.id for item in items if item.id in known and set(_differs(known[item.id], item)) - {"order"}
    ]
    fixed = covered.locked(session, moment.id, changed)
    replaced: dict[Id, Id] = {}
    with session.store.unit(undo=_("Notitie")) as unit:
        for item in items:
            old = known.get(item.id) or queries.get(session.store, Statement, item.id)
            if old is None:
                _add(session, unit, moment, item)
            elif new := _rewrite(session, unit, old, item, (seen or {}).get(item.id), item.id in fixed):
                replaced[item.id] = new
        for row in removed:
            if row in known:
                unit.delete(known[row])
    drafts.drop(session, [*(item.id for item in items), *removed])
    return Written(unit.changes, replaced)


def _rewrite(
    session: Session, unit: Unit, old: Statement, item: Paragraph, bases: Sequence[bytes] | None, fixed: bool
) -> Id | None:
    """Bring a statement to what is on screen; gives the id of the correction if one was needed."""
    if not item.text.strip():
        if not old.deleted:
            unit.delete(old)
        return None
    differs = _differs(old, item)
    if old.deleted:
        unit.restore(old)  # taken away and brought back by the undo of the text field
    if fixed and set(differs) - {"order"}:
        return _correct(session, unit, old, differs)
    if differs:
        unit.change(old, seen={"text": bases} if bases else None, **differs)
    return None


def _add(session: Session, unit: Unit, moment: ContactMoment, item: Paragraph) -> None:
    if not item.text.strip():
        return
    now = session.stamp()
    unit.create(
        Statement(
            id=item.id, space=moment.space, contact_moment=moment.id, order=item.order or None,
            kind=item.kind, text=item.text.strip(), quote=item.quote, hope=item.hope, said_by=item.said_by,
            observed_at=now, recorded_at=now, about=item.about, domains=item.domains,
            heard_from=item.heard_from, language=item.language, discussed=dict(_TALKED)[item.talked],
        )
    )  # fmt: skip


def _differs(old: Statement, item: Paragraph) -> dict[str, Any]:
    new = {
        "text": item.text.strip(), "order": item.order or old.order, "kind": item.kind, "quote": item.quote,
        "hope": item.hope, "said_by": item.said_by, "about": item.about, "domains": item.domains,
        "heard_from": item.heard_from, "language": item.language,
    }  # fmt: skip
    differs: dict[str, Any] = {name: value for name, value in new.items() if getattr(old, name) != value}
    if item.talked is not _talked(
        old.discussed
    ):  # True equals the number of "not asked": never compare those
        differs["discussed"] = dict(_TALKED)[item.talked]
    return differs


def _correct(session: Session, unit: Unit, old: Statement, differs: Mapping[str, Any]) -> Id:
    fresh = old.with_(id=new_id(), corrects=old.id, recorded_at=session.stamp(), **differs)
    unit.create(fresh)
    return fresh.id
