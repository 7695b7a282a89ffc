"""History and bin: a list of versions, and two versions side by side with the words that differ (design 10)."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from wijkdesk.core.i18n import _
from wijkdesk.services.histories import Written
from wijkdesk.ui.dossier.past.presenter import BIN, DOSSIER, RECORD, Item, State
from wijkdesk.ui.dossier.past.words import Span
from wijkdesk.ui.kit import theme
from wijkdesk.ui.kit.chips import Option
from wijkdesk.ui.kit.rows import VersionItem
from wijkdesk.ui.kit.scroll import ClearPage
from wijkdesk.ui.kit.widgets import (
    Button,
    Card,
    DangerButton,
    Heading,
    Icon,
    Label,
    Mark,
    Page,
    PrimaryButton,
    QuietButton,
    SegmentedChoice,
    Small,
    Tone,
    VersionList,
)

_NARROW = 760


class PastView(QWidget):
    """`chosen(id)` another line, `entered(id)` its record or versions, `moded(str)` dossier or bin; two buttons."""

    chosen = Signal(object)
    entered = Signal(object)
    moded = Signal(str)
    restored = Signal()
    erasing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.both = False
        self.state = State()
        self._quiet = False
        self.mode = SegmentedChoice(
            _("Wat"), [Option(DOSSIER, _("Geschiedenis"), Icon.HISTORY), Option(BIN, _("Prullenbak"), Icon.TRASH)],
            DOSSIER, small=True,
        )  # fmt: skip
        self.mode.chosen.connect(self._on_mode)
        self.title, self.note = Heading("", 2), Small("", wrap=True)
        self.status = Small("")
        self.title.setWordWrap(True)
        self.list = VersionList(_("Versies"))
        self.list.current.connect(self._on_current)
        self.list.opened.connect(self.entered)
        self.whole = QuietButton(_("Heel dit dossier"), Icon.CHEVRON_LEFT, "small")
        self.whole.clicked.connect(self._on_whole)
        self.heading = Heading("", 2)
        self.heading.setWordWrap(True)
        self.layout_choice = SegmentedChoice(
            _("Hoe vergelijken"),
            [Option(False, _("Alleen verschil"), Icon.GIT_COMPARE), Option(True, _("Alles"), Icon.LIST)],
            False, small=True,
        )  # fmt: skip
        self.layout_choice.chosen.connect(self._on_both)
        self.then_by, self.now_by = Small(""), Small("")
        self.then, self.now = _browser(_("Toen")), _browser(_("Nu"))
        self.written = _browser(_("Wat er is geschreven"))
        self.legend = Small(_("Doorgestreept = weg. Onderstreept = erbij."), wrap=True)
        self.safe = Label(_("De tekst van nu blijft bewaard."), 13, tint="muted", wrap=True)
        self.shield = Mark(Icon.SHIELD_CHECK)
        self.all_versions = Button(_("Alle versies tonen"), Icon.HISTORY, keys="Enter")
        self.all_versions.clicked.connect(self._on_all)
        self.restore = PrimaryButton("", Icon.UNDO_2)
        self.restore.clicked.connect(self.restored)
        self.erase = DangerButton(_("Wissen"), Icon.TRASH)
        self.erase.clicked.connect(self.erasing)
        self._lay_out()
        theme.follow(self.restyle)

    def _lay_out(self) -> None:
        self.left = Card()
        self.left.setAccessibleName(_("Lijst"))
        self.left.add(self.mode)
        self.left.body.addWidget(self.whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.left.add(self.title)
        self.left.add(self.status)
        self.left.add(self.note)
        scroll = ClearPage(_("Versies"))
        scroll.body.addWidget(self.list)
        scroll.body.addStretch(1)
        self.left.add(scroll, 1)
        self.right = Card()
        self.right.setAccessibleName(_("Vergelijking"))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.layout_choice)
        self.right.body.addLayout(head)
        self.right.body.addWidget(self.all_versions, 0, Qt.AlignmentFlag.AlignLeft)
        self.sides = QHBoxLayout()
        self.then_side = self._side(_("Toen"), self.then_by, self.then)
        self.now_side = self._side(_("Nu"), self.now_by, self.now)
        self.sides.addWidget(self.then_side, 1)
        self.sides.addWidget(self.now_side, 1)
        self.right.body.addWidget(self.written, 100)
        self.right.body.addLayout(self.sides, 100)
        self.right.add(self.legend)
        self.right.body.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(self.shield)
        foot.addWidget(self.safe, 1)
        foot.addStretch(0)
        foot.addWidget(self.erase)
        foot.addWidget(self.restore)
        self.right.body.addLayout(foot)
        self.page = Page(_("Geschiedenis"), margin=0, gap=0)
        self.box = QHBoxLayout()
        self.page.body.addLayout(self.box, 1)
        self.box.addWidget(self.left, 400)
        self.box.addWidget(self.right, 694)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.page)

    @staticmethod
    def _side(name: str, by: Small, browser: QTextBrowser) -> QWidget:
        side = QWidget()
        side.setProperty("ground", "clear")
        box = QVBoxLayout(side)
        box.setContentsMargins(0, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(Label(name, 14, 600))
        head.addWidget(by, 1)
        box.addLayout(head)
        box.addWidget(browser, 1)
        return side

    def restyle(self) -> None:
        """Room and colours of the look."""
        edge = theme.px(24)
        self.box.setContentsMargins(edge, theme.px(16), edge, theme.px(16))
        self.box.setSpacing(theme.px(16))
        self.sides.setSpacing(theme.px(16))
        self._fill()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """List above the comparison when there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        small = self.width() / theme.current().scale < _NARROW
        across, down = QHBoxLayout.Direction.LeftToRight, QHBoxLayout.Direction.TopToBottom
        self.box.setDirection(down if small else across)
        self.sides.setDirection(down if small else across)
        self.left.setMinimumHeight(theme.px(300) if small else 0)
        tall = self.state.mode == RECORD or bool(self.state.written)
        self.right.setMinimumHeight(theme.px(460) if small and tall else 0)

    def show_state(self, state: State) -> None:
        """Show a state."""
        self.state = state
        self._quiet = True
        self.mode.set_value(BIN if state.mode == BIN else DOSSIER)
        self.whole.setVisible(state.mode == RECORD)
        self.title.setText(state.title)
        self.status.setText(state.status)
        self.status.setVisible(bool(state.status))
        self.note.setText(state.note)
        items = [_item(item) for item in state.items]
        if items != self.list.rows.items:
            self.list.set_items(items)
        keys = [item.key for item in state.items]
        if state.current in keys:
            self.list.setCurrentIndex(self.list.rows.index(keys.index(state.current), 0))
        self.list.setVisible(bool(items))
        self._quiet = False
        self.heading.setText(state.heading)
        self.then_by.setText(state.then)
        self.now_by.setText(state.now)
        self.restore.setText(state.restore)
        self.restore.setVisible(bool(state.restore))
        self.erase.setVisible(state.erasable)
        kept = bool(state.restore) and state.mode == RECORD
        self.safe.setVisible(kept)
        self.shield.setVisible(kept)
        self.all_versions.setText(state.unfold or _("Alle versies tonen"))
        self.all_versions.setVisible(
            bool(state.unfold) or (state.mode == DOSSIER and state.current is not None)
        )
        compared: tuple[QWidget, ...] = (self.then_side, self.now_side, self.legend, self.layout_choice)
        for widget in compared:
            widget.setVisible(state.mode == RECORD)
        self._fill()
        self._fit()

    def _fill(self) -> None:
        self.written.setHtml("".join(_record_html(one) for one in self.state.written))
        self.written.setVisible(bool(self.state.written))
        self.right.body.setStretchFactor(self.sides, 0 if self.state.written else 100)
        differ = [one for one in self.state.fields if one.changed]
        fields = list(self.state.fields) if self.both or not differ else differ
        self.then.setHtml(_html([(one.label, one.then) for one in fields], old=True))
        self.now.setHtml(_html([(one.label, one.now) for one in fields], old=False))

    def _on_both(self, both: object) -> None:
        self.both = bool(both)
        self._fill()

    def turn(self) -> None:
        """Switch between all fields and what differs (key D)."""
        self.both = not self.both
        self.layout_choice.set_value(self.both)
        self._fill()

    def _on_all(self) -> None:
        if self.state.current is not None:
            self.entered.emit(self.state.current)

    def _on_mode(self, mode: object) -> None:
        self.moded.emit(str(mode))

    def _on_whole(self) -> None:
        self.moded.emit(DOSSIER)

    def _on_current(self, key: object) -> None:
        if not self._quiet and key is not None:
            self.chosen.emit(key)

    def first(self) -> QWidget:
        """Where the focus begins."""
        return self.list if self.list.isVisibleTo(self) else self.mode


def _item(item: Item) -> VersionItem:
    icon = Icon.CHECK if item.pill else None
    return VersionItem(
        item.key, item.who, item.when, item.what, item.pill, Tone.OK, icon, item.letters, item.inner
    )


def _browser(name: str) -> QTextBrowser:
    browser = QTextBrowser()
    browser.setAccessibleName(name)
    browser.setOpenLinks(False)
    browser.setTabChangesFocus(True)
    browser.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return browser


def _record_html(one: Written) -> str:
    name = f"font-size:{theme.px(15)}px;font-weight:600;color:{theme.hex_of('text')}"
    label, words = f"color:{theme.hex_of('muted')}", f"color:{theme.hex_of('text')}"
    lines = "".join(
        f"<p style='margin:0 0 2px 0;font-size:{theme.px(14)}px'><span style='{label}'>{escape(field)}</span>&nbsp; "
        f"<span style='{words}'>{_lines(value)}</span></p>"
        for field, value in one.fields
    )
    return f"<p style='margin:10px 0 4px 0;{name}'>{escape(one.name)}</p>{lines}"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _html(fields: list[tuple[str, tuple[Span, ...]]], *, old: bool) -> str:
    return "".join(_field_html(label, spans, old=old) for label, spans in fields)


def _field_html(label: str, spans: tuple[Span, ...], *, old: bool) -> str:
    small = f"color:{theme.hex_of('muted')};font-size:{theme.px(13)}px"
    words = "".join(_span_html(span, old=old) for span in spans) or "–"
    body = f"font-size:{theme.px(15)}px;color:{theme.hex_of('text')}"
    return (
        f"<p style='margin:0 0 2px 0;{small}'>{escape(label)}</p>"
        f"<p style='margin:0 0 10px 0;{body}'>{words}</p>"
    )


def _span_html(span: Span, *, old: bool) -> str:
    text = escape(span.text).replace("\n", "<br>")
    if not span.changed:
        return text
    front, back = ("danger", "dangersoft") if old else ("ok", "oksoft")
    line = "line-through" if old else "underline"
    style = f"color:{theme.hex_of(front)};background:{theme.hex_of(back)};text-decoration:{line}"
    return f"<span style='{style};{'' if old else 'font-weight:600'}'>{text}</span>"
