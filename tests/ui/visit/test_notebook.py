"""Local paragraphs against those in the store."""

from dataclasses import replace

from wijkdesk.core.ids import Id, new_id
from wijkdesk.models.visit import Statement, StatementKind
from wijkdesk.services.drafts import Draft
from wijkdesk.services.statements import Paragraph
from wijkdesk.ui.visit.notebook import Notebook

MOMENT, SPACE = new_id(), new_id()


def note(text: str, order: str, row: Id | None = None) -> Statement:
    return Statement(id=row or new_id(), space=SPACE, contact_moment=MOMENT, text=text, order=order)


def book(*notes: Statement) -> Notebook:
    made = Notebook(MOMENT)
    made.take(notes)
    return made


def texts(made: Notebook) -> list[str]:
    return [item.text for item in made.items]


def test_what_a_colleague_wrote_comes_in_and_own_typing_stays() -> None:
    first, second = note("Een", "B"), note("Twee", "D")
    made = book(first, second)
    made.edited([replace(made.items[0], text="Een en"), made.items[1]])
    made.take([first.with_(text="EEN"), second.with_(text="TWEE"), note("Ertussen", "C")])
    assert texts(made) == ["Een en", "Ertussen", "TWEE"]


def test_what_was_binned_elsewhere_goes_unless_it_is_being_typed() -> None:
    first, second = note("Een", "B"), note("Twee", "D")
    made = book(first, second)
    made.edited([made.items[0], replace(made.items[1], text="Twee en")])
    made.take([])
    assert texts(made) == ["Twee en"]


def test_only_what_differs_is_sent_and_only_once() -> None:
    made = book(note("Een", "B"), note("Twee", "D"))
    gone = made.items[1].id
    made.edited([replace(made.items[0], text="Een!"), Paragraph(new_id(), "  ")])
    items, removed = made.sending()
    assert ([item.text for item in items], removed) == (["Een!"], [gone])
    assert made.sending() == ([], [])


def test_a_write_that_failed_is_tried_again() -> None:
    made = book(note("Een", "B"))
    made.edited([replace(made.items[0], text="Een!")])
    items, _gone = made.sending()
    made.unsent(items)
    assert [item.text for item in made.dirty()] == ["Een!"]


def test_kept_drafts_come_back_once_in_their_place() -> None:
    first, second = note("Een", "B"), note("Twee", "D")
    fresh = new_id()
    made = Notebook(MOMENT)
    place = f"visit/{MOMENT.hex()}/note/C/observation"
    made.take(
        [first, second],
        [
            Draft(SPACE, "statement", fresh, "text", "Ertussen", 8, place=place),
            Draft(SPACE, "statement", second.id, "text", "Twee en", 7, (b"x",), place),
        ],
    )
    assert texts(made) == ["Een", "Ertussen", "Twee en"]
    assert made.items[1].kind is StatementKind.OBSERVATION
    assert made.seen[second.id] == (b"x",)
    assert [item.text for item in made.typed()] == ["Ertussen", "Twee en"]


def test_a_draft_knows_its_place() -> None:
    made = book(note("Een", "B"))
    made.edited([*made.items, Paragraph(new_id(), "Nieuw", kind=StatementKind.DECISION)])
    assert made.place(made.items[1]).endswith(f"/note/{made.items[1].order}/decision")
    assert made.items[1].order > "B"


def test_a_draft_that_comes_back_is_the_workers_own_again() -> None:
    me = new_id()
    made = Notebook(MOMENT)
    place = f"visit/{MOMENT.hex()}/note/C/hypothesis"
    made.take([], [Draft(SPACE, "statement", new_id(), "text", "Misschien schaamte", 5, place=place)], (), me)
    assert made.items[0].said_by == me


def test_a_paragraph_that_is_joined_before_it_was_written_takes_its_draft_along() -> None:
    """Else it comes back after a lock, as a line that nobody typed."""
    made = book(note("Een fiets", "B"))
    fresh = Paragraph(new_id(), "in de gang.")
    made.edited([made.items[0], fresh])
    assert made.typed() == [made.items[1]]
    made.edited([replace(made.items[0], text="Een fiets in de gang.")])
    assert made.left() == [fresh.id]
    assert fresh.id in made.sending()[1]
    assert made.left() == []
