"""Notes in an assignment: what the person asked and the workers of the dossier write there for each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id, natural_id, new_id
from wijkdesk.models.assignment import Assignment, Copy
from wijkdesk.models.dossier import Space
from wijkdesk.models.ordering import between
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services import disclosures, drafts
from wijkdesk.services.colleagues import name_of
from wijkdesk.services.session import worker_id
from wijkdesk.storage import queries

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet
    from wijkdesk.services.session import Session


NOTE_KINDS: Final = (
    StatementKind.INTERPRETATION, StatementKind.OBSERVATION, StatementKind.REPORTED, StatementKind.OPINION,
)  # fmt: skip
PLACE = "assignments"
_FIELD = "note"


@dataclass(frozen=True)
class Note:
    """Something written in an assignment: by whom, when, mine or not."""

    statement: Statement
    who: str
    mine: bool


def assignment_id(space: Id) -> Id:
    """The id of the assignment of a space: there is one."""
    return natural_id(space, Assignment.KIND)


def user_of(session: Session, worker: Id | None) -> Id | None:
    """Whose profile that is: by the roster, not by what the profile says of itself."""
    users = session.store.trusts[session.organisation].ever()
    return next((user for user in users if worker_id(session.organisation, user) == worker), None)


def worker_name(session: Session, worker: Id | None) -> str:
    """The name of who has that profile."""
    user = user_of(session, worker)
    return name_of(session, user) if user else _("Onbekend")


def notes(session: Session, space: Id) -> list[Note]:
    """What was written in an assignment itself, in order."""
    copied = {one.row for one in queries.find(session.store, Copy, space=space)}
    found = queries.find(session.store, Statement, space=space, order="order,id")
    return [
        Note(one, worker_name(session, one.said_by), one.said_by == session.me.id)
        for one in found
        if one.id not in copied
    ]


def write_note(session: Session, space: Id, text: str, kind: StatementKind) -> tuple[Statement, ChangeSet]:
    """Write something in an assignment. UserError (`text`) when there is nothing; Refused `ended`."""
    _check_writing(session, space, text)
    last = [note.statement.order for note in notes(session, space)]
    made = Statement(
        id=new_id(), space=space, kind=kind, text=text.strip(), said_by=session.me.id,
        recorded_at=session.stamp(), order=between(last[-1] if last else None, None),
    )  # fmt: skip
    with session.store.unit("edit", undo=_("Notitie schrijven")) as unit:
        unit.create(made)
    drafts.drop(session, [assignment_id(space)], _FIELD)
    return made, unit.changes


def keep_draft(session: Session, space: Id, text: str) -> None:
    """Keep the note that is being typed in an assignment; an empty one is forgotten."""
    row = assignment_id(space)
    if text.strip():
        drafts.keep(session, space, Assignment.KIND, row, _FIELD, text, place=f"{PLACE}/{space.hex()}")
    else:
        drafts.drop(session, [row], _FIELD)


def draft_of(session: Session, space: Id) -> str:
    """The note that was being typed in an assignment."""
    found = drafts.of_place(session, f"{PLACE}/{space.hex()}")
    return found[0].text if found else ""


def change_note(session: Session, note: Note, text: str) -> ChangeSet:
    """Write other words for a note of one's own. UserError as `write_note`; Refused `not_yours`."""
    if not note.mine:
        raise Refused("not_yours", _("Deze notitie is van een ander."), kept=_("Er is niets veranderd."))
    _check_writing(session, note.statement.space, text)
    with session.store.unit("edit", undo=_("Notitie wijzigen")) as unit:
        unit.change(note.statement, text=text.strip())
    return unit.changes


def remove_note(session: Session, note: Note) -> ChangeSet:
    """Lay a note of one's own in the bin. Refused `not_yours`."""
    if not note.mine:
        raise Refused("not_yours", _("Deze notitie is van een ander."), kept=_("Er is niets veranderd."))
    with session.store.unit("edit", undo=_("Notitie weggooien")) as unit:
        unit.delete(note.statement)
    return unit.changes


def _check_writing(session: Session, space: Id, text: str) -> None:
    if not text.strip():
        raise UserError(_("Schrijf eerst iets."), field="text")
    record = queries.get(session.store, Assignment, assignment_id(space))
    if record is None or record.ended_on is not None:
        raise Refused("ended", _("Deze opdracht is gestopt."), kept=_("Je tekst staat er nog."))
    _check_reader(session, record)


def _check_reader(session: Session, record: Assignment) -> None:
    """What a worker writes here goes to the person asked: to someone outside only under an agreement in force."""
    reader = user_of(session, record.asked_of)
    home = queries.find(session.store, Space, space=record.space, limit=1)
    if record.asked_of == session.me.id or reader is None or not home or home[0].dossier is None:
        return
    if disclosures.is_outside(session, reader):
        disclosures.check(session, home[0].dossier, reader)
