import pytest

from wijkdesk.core.match import NO_MATCH, rank, spans


@pytest.mark.parametrize(
    ("query", "name", "expected"),
    [
        (["hai"], "Haile", 0),
        (["hai"], "Souhaila El Amrani", 1),
        (["samria"], "Samira El Amrani", 2),
        (["vermer"], "Jeroen Vermeer", 2),
        (["haile", "sel"], "Selam Haile", 0),
        (["سمي"], "سميرة", 0),
        (["hai"], "De Wit", NO_MATCH),
        ([], "Haile", NO_MATCH),
        (["x"], "Felix", NO_MATCH),
    ],
)
def test_how_well_a_name_fits(query: list[str], name: str, expected: int) -> None:
    assert rank(query, name) == expected


def test_letters_found_are_marked_in_the_text_as_it_is_written() -> None:
    assert spans(["cafe"], "Het Café") == ((4, 8),)
    assert spans(["hai", "sel"], "Selam Haile") == ((0, 3), (6, 9))
    assert spans(["zz"], "Selam") == ()


def test_marks_never_lie_over_each_other() -> None:
    found = spans(["sam", "samira"], "Samira")
    assert found == ((0, 6),)
