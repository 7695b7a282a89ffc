"""The QSS of the kit: one template; colours by role, sizes by `$pxN` (drawn at 100 %, scaled)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from string import Template

_TEMPLATE = Template("""
QMainWindow, QDialog, QWidget#page, QScrollArea, QStackedWidget, QAbstractScrollArea#page { background: $bg; }
QScrollArea { border: 0; } QScrollArea > QWidget > QWidget#page { background: $bg; }
QWidget[ground="clear"] { background: transparent; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: $px12; }
QFrame[role="card"][tone="info"] { background: $soft; border-color: $infoline; }
QFrame[role="card"][tone="warn"] { background: $warnsoft; border-color: $warnline; }
QFrame[role="card"][tone="danger"] { background: $dangersoft; border-color: $dangerline; }
QFrame[role="card"][tone="ok"] { background: $oksoft; border-color: $okline; }
QFrame[role="card"][tone="open"] { background: $open; border-color: $primary; }
QFrame[role="card"][tone="sunken"] { background: $bg; }
QFrame[role="card"][tone="dashed"] { background: $surface; border: 1px dashed $field; }
QFrame[role="bar"] { background: $surface; border: 0; border-bottom: 1px solid $line; }
QFrame[role="foot"] { background: $surface; border: 0; border-top: 1px solid $line; }
QFrame[role="sheet"] { background: $surface; border: 0; border-left: 1px solid $line; }
QFrame[role="hair"] { background: $hair; border: 0; max-height: 1px; min-height: 1px; }
QFrame[role="nav"] { background: $nav; border: 0; }
QFrame[role="nav"] QLabel { color: $navtext; }
QLabel { background: transparent; }
QLabel[tint="muted"] { color: $muted; } QLabel[tint="primary"] { color: $primary; }
QLabel[tint="ok"] { color: $ok; } QLabel[tint="warn"] { color: $warn; }
QLabel[tint="danger"] { color: $danger; }
QLabel[tint="info"] { color: $onsoft; } QLabel[tint="nav"] { color: $navtext; }
QLabel[tint="navstrong"] { color: $navstrong; } QLabel[tint="text"] { color: $text; }
QLineEdit, QTextEdit, QPlainTextEdit, QComboBox, QSpinBox {
  background: $surface; border: 1px solid $field; border-radius: $px8; padding: 0 $px11;
  selection-background-color: $primary; selection-color: $onprimary; min-height: $inner; }
QTextEdit, QPlainTextEdit { padding: $px5 $px7; }
QLineEdit[tall="small"], QComboBox[tall="small"] { min-height: $px30; }
QLineEdit[tall="large"] { min-height: $px46; }
QLineEdit:focus, QComboBox:focus, QSpinBox:focus { border: 2px solid $focus; padding: 0 $px10; min-height:
  $innerfocus; }
QLineEdit[tall="small"]:focus, QComboBox[tall="small"]:focus { min-height: $px28; }
QLineEdit[tall="large"]:focus { min-height: $px44; }
QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $focus; padding: $px4 $px6; }
QLineEdit[error="true"], QTextEdit[error="true"], QComboBox[error="true"] { border: 2px solid $danger; }
QLineEdit[right="true"] { background: $oksoft; color: $ok; border: 1px solid $ok; }
QLineEdit:disabled, QTextEdit:disabled, QComboBox:disabled { background: $sunken; color: $muted;
  border-color: $line; }
QLineEdit:read-only, QTextEdit[readOnly="true"] { background: $sunken; }
QLineEdit[ground="clear"] { background: transparent; border: 0; padding: 0; }
QComboBox::drop-down { border: 0; width: $px32; } QComboBox::down-arrow { image: none; }
QTabBar::scroller { width: $px32; }
QComboBox QAbstractItemView { background: $surface; border: 1px solid $field; padding: $px4; outline: 0;
  selection-background-color: $soft; selection-color: $onsoft; }
QComboBox QAbstractItemView::item { min-height: $px32; padding: 0 $px8; border-radius: $px4; }
QTextEdit[words="own"] { font-size: $px16; }
QTabBar { background: transparent; border: 0; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: $muted; padding: 0 $px12; margin-right: $px4; min-height:
  $px37;
  border: 2px solid transparent; border-bottom: 3px solid transparent; font-weight: 600; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $primary; border-bottom: 3px solid $primary; }
QTabBar::tab:focus { border: 2px solid $focus; border-radius: $px8; }
QTabWidget::pane { border: 0; border-top: 1px solid $line; }
QSlider { min-height: $px24; }
QListView, QTableView, QTreeView { background: transparent; border: 0; outline: 0; }
QTableView { background: $surface; border: 1px solid $line; border-radius: $px4; }
QHeaderView { background: transparent; border: 0; }
QScrollBar:vertical { width: $px12; background: transparent; margin: 0; }
QScrollBar:horizontal { height: $px12; background: transparent; margin: 0; }
QScrollBar::handle { background: $field; border-radius: $px4; margin: $px2; }
QScrollBar::handle:vertical { min-height: $px32; } QScrollBar::handle:horizontal { min-width: $px32; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  height: 0; width: 0; background: transparent; }
QMenu { background: $surface; border: 1px solid $line; padding: $px6; icon-size: $px16; }
QMenu::item { padding: $px8 $px24 $px8 $px12; border-radius: $px6; min-height: $px20; }
QMenu::item:selected { background: $soft; color: $onsoft; } QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $hair; margin: $px4 $px8; } QMenu::icon { padding-left: $px8; }
QToolTip { background: $text; color: $bg; border: 0; padding: $px6 $px8; font-size: $px13; }
QProgressBar { background: $sunken; border: 0; border-radius: $px3; max-height: $px6; min-height: $px6; }
QProgressBar::chunk { background: $primary; border-radius: $px3; }
QSplitter::handle { background: transparent; }
QGraphicsView { background: $surface; border: 1px solid $line; border-radius: $px12; }
QGraphicsView:focus { border: 2px solid $focus; }
QTextBrowser, QTextBrowser[readOnly="true"] { background: $surface; border: 0; padding: $px8; }
QTextBrowser:focus { border: 2px solid $focus; border-radius: $px8; }
QCalendarWidget QWidget { background: $surface; }
""")


class _Values(Mapping[str, str]):
    """Resolves `$pxN`, the two heights of a control and the colour roles."""

    def __init__(self, px: Callable[[float], int], color: Callable[[str], str], control: int) -> None:
        self._px, self._color, self._control = px, color, control

    def __getitem__(self, key: str) -> str:
        if key.startswith("px") and key[2:].isdigit():
            return f"{self._px(int(key[2:]))}px"
        if key == "inner":
            return f"{self._control - 2}px"
        if key == "innerfocus":
            return f"{self._control - 4}px"
        return self._color(key)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def stylesheet(px: Callable[[float], int], color: Callable[[str], str], control: int) -> str:
    """The style sheet for sizes, colours and the height of a control in px.

    Raises KeyError for a role that no theme has.
    """
    return _TEMPLATE.substitute(_Values(px, color, control))
