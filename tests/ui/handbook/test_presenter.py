import re

import pytest

from wijkdesk.ui.handbook.presenter import (
    ABOUT,
    ORDER,
    TITLES,
    HandbookPage,
    HandbookPresenter,
    HandbookState,
    chapters,
    folder,
    read_pages,
)


class Stage:
    def __init__(self) -> None:
        self.states: list[HandbookState] = []
        self.presenter = HandbookPresenter(self.states.append)
        self.presenter.open()


def test_every_page_is_there_and_has_its_title() -> None:
    assert {path.stem for path in folder().glob("*.md")} == set(ORDER)
    for page in read_pages():
        assert page.text.startswith(f"# {TITLES[page.name]}\n")


@pytest.mark.parametrize("page", read_pages(), ids=[page.name for page in read_pages()])
def test_sentences_are_short(page: HandbookPage) -> None:
    for _title, text in chapters(page):
        for sentence in re.split(r"[.?!:;] ?", text):
            assert len(sentence.split()) <= 18, sentence


def test_help_opens_the_page_about_a_screen() -> None:
    stage = Stage()
    stage.presenter.open(about="visit")
    assert stage.states[-1].page.name == "bezoek"
    stage.presenter.open(about="no such screen")
    assert stage.states[-1].page.name == "bezoek"
    assert set(ABOUT.values()) <= set(ORDER)


def test_words_are_found_in_their_chapter() -> None:
    stage = Stage()
    stage.presenter.search("pincode verkeerde")
    (hit,) = stage.states[-1].hits
    assert (hit.page, hit.title) == ("veilig", "Vergrendelen")
    assert "pincode" in hit.sentence
    stage.presenter.search("kwantumfysica")
    assert stage.states[-1].hits == ()
    stage.presenter.open(hit.page)
    assert stage.states[-1].query == ""
