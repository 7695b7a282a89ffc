"""Which paragraph keeps its id when the text on screen is split, joined, cut or brought back."""

from wijkdesk.core.ids import new_id
from wijkdesk.models.visit import StatementKind
from wijkdesk.services.statements import Paragraph
from wijkdesk.ui.visit.parts.paragraphs import NEW, Sheet


def sheet(*texts: str) -> Sheet:
    made = Sheet()
    made.fill([Paragraph(new_id(), text, kind=StatementKind.REPORTED) for text in texts])
    return made


def test_typing_keeps_the_id() -> None:
    page = sheet("Een")
    before = page.items[0].id
    page.follow([(page.order[0], "Een twee")])
    assert [(item.id, item.text) for item in page.items] == [(before, "Een twee")]


def test_a_split_in_the_middle_gives_the_lower_part_the_same_kind() -> None:
    page = sheet("Een twee")
    before = page.items[0].id
    page.follow([(page.order[0], "Een "), (NEW, "twee")])
    assert page.items[0].id == before != page.items[1].id
    assert page.items[1].kind is StatementKind.REPORTED


def test_a_new_blank_paragraph_has_no_kind_yet() -> None:
    page = sheet("Een")
    page.follow([(page.order[0], "Een"), (NEW, "")])
    assert page.items[1].kind is None


def test_joining_keeps_the_upper_id() -> None:
    page = sheet("Een", "twee")
    upper = page.items[0].id
    page.follow([(page.order[0], "Eentwee")])
    assert [item.id for item in page.items] == [upper]


def test_a_blank_line_above_that_goes_takes_no_statement_with_it() -> None:
    page = sheet("", "twee")
    lower = page.items[1].id
    page.follow([(page.order[0], "twee")])
    assert [item.id for item in page.items] == [lower]


def test_what_the_text_undo_brings_back_is_the_same_statement() -> None:
    page = sheet("Een", "twee")
    first, second = page.items
    page.follow([(page.order[0], "Eentwee")])
    page.follow([(page.order[0], "Een"), (NEW, "twee")])
    assert [item.id for item in page.items] == [first.id, second.id]


def test_a_pasted_copy_is_a_new_statement() -> None:
    page = sheet("Een")
    key = page.order[0]
    page.follow([(key, "Een"), (key, "Een")])
    assert page.items[0].id != page.items[1].id


def test_the_lower_block_may_survive_a_join_and_the_upper_id_still_wins() -> None:
    page = sheet("Een", "twee")
    first, second = page.items
    page.follow([(page.order[1], "Een twee")])
    assert [item.id for item in page.items] == [first.id]
    page.follow([(NEW, "Een"), (page.order[0], "twee")])
    assert [(item.id, item.text) for item in page.items] == [(first.id, "Een"), (second.id, "twee")]
