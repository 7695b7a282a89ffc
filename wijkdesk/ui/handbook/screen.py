"""The handbook as a place in the window; `page=` or `about=` (a screen's id) opens a page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import N_
from wijkdesk.ui.handbook.presenter import HandbookPresenter, read_pages
from wijkdesk.ui.handbook.view import HandbookView
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import Screen, ScreenContext, ScreenSpec


class HandbookScreen(Screen):
    """Read and search."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.view = HandbookView(read_pages())
        self.body.addWidget(self.view)
        self.presenter = HandbookPresenter(self.view.show_state)
        self.view.page.connect(self.presenter.open)
        self.view.asked.connect(self.presenter.search)

    def activate(self, **params: object) -> None:
        """Open a page."""
        super().activate(**params)
        self.presenter.open(str(params.get("page") or ""), str(params.get("about") or ""))
        self.view.text.setFocus()

    def areas(self) -> list[QWidget]:
        """The chapters, then the text."""
        return [self.view.list, self.view.stack]


SPEC = ScreenSpec("handbook", N_("Handboek"), Icon.BOOK_OPEN_TEXT, "foot", 1, "", HandbookScreen)
