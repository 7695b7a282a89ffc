"""The look in force: colours, sizes and fonts from tokens, switched live (ux.md §2.1).

Painted widgets ask this module (`color`, `px`, `font`) and call `follow` to hear of a switch.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from wijkdesk.core.paths import resource
from wijkdesk.ui.kit import tokens
from wijkdesk.ui.kit.stylesheet import stylesheet

SYSTEM = "system"
NAMES = (SYSTEM, *tokens.THEMES)
READABLE = "Atkinson Hyperlegible Next"
_SCRIPTS = ["Vazirmatn", "Noto Sans Ethiopic"]
_R = QPalette.ColorRole
_ROLES = {
    _R.Window: "bg", _R.Base: "surface", _R.AlternateBase: "sunken", _R.Button: "surface", _R.Text: "text",
    _R.WindowText: "text", _R.ButtonText: "text", _R.BrightText: "danger", _R.Highlight: "primary",
    _R.HighlightedText: "onprimary", _R.Link: "primary", _R.LinkVisited: "p3", _R.PlaceholderText: "muted",
    _R.ToolTipBase: "text", _R.ToolTipText: "bg", _R.Accent: "primary", _R.Mid: "line", _R.Dark: "field",
    _R.Light: "surface", _R.Shadow: "field",
}  # fmt: skip


class Theme:
    """One look. `name`: system, light, dark, contrast; `scale` 1.0 to 2.0; `touch` = targets of 44 px."""

    def __init__(
        self, name: str = SYSTEM, scale: float = 1.0, readable_font: bool = False, touch: bool = False
    ) -> None:
        if name not in NAMES:
            raise ValueError(f"unknown theme {name!r}")
        self.name = name
        self.scale = min(2.0, max(1.0, scale))
        self.readable_font = readable_font
        self.touch = touch
        self.actual = system_name() if name == SYSTEM else name
        self._hex = tokens.load(self.actual)
        self._fonts: dict[tuple[float, int], QFont] = {}
        self._colors = {role: QColor(value) for role, value in self._hex.items()}

    @property
    def dark(self) -> bool:
        """Whether words are lighter than their ground."""
        return self.actual != "light"

    def color(self, role: str) -> QColor:
        """The colour of a token. Raises KeyError for a role that does not exist."""
        return self._colors[role]

    def hex(self, role: str) -> str:
        """The colour of a token as #RRGGBB, for QSS, HTML and SVG."""
        return self._hex[role]

    def px(self, size: float) -> int:
        """Pixels for a size drawn at 100 %; never below 1 (0 stays 0)."""
        return 0 if size == 0 else max(1, round(size * self.scale))

    @property
    def control(self) -> int:
        """Height of a button or field in pixels: 40, or 44 in touch mode, scaled."""
        return self.px(44 if self.touch else 40)

    def families(self) -> list[str]:
        """Font families in order: Latin, Arabic, Ethiopic."""
        return [READABLE if self.readable_font else "Inter", *_SCRIPTS]

    def font(self, size: float = 14, weight: int = 400) -> QFont:
        """A font of `size` px at 100 %; big bold type is set a little tighter, as in the designs."""
        made = self._fonts.get((size, weight))
        if made is None:
            made = self._fonts[size, weight] = self._make_font(size, weight)
        return QFont(made)  # a copy, which its owner may change: far cheaper than naming the families anew

    def _make_font(self, size: float, weight: int) -> QFont:
        font = QFont()
        font.setFamilies(self.families())
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        if size >= 18 and weight >= 700 and not self.readable_font:
            font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98.7)
        return font

    def palette(self) -> QPalette:
        """The palette for Fusion, so that what QSS does not reach has the same colours."""
        palette = QPalette()
        for role, token in _ROLES.items():
            palette.setColor(role, self.color(token))
        for role in (_R.Text, _R.WindowText, _R.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("muted"))
        return palette

    def apply(self, app: QApplication) -> None:
        """Put this look on the whole application and tell all painted widgets."""
        load_fonts()
        _hub.theme = self
        _hub.watch_system(app)
        _set_scheme(self)
        app.setStyle("fusion")
        app.setPalette(self.palette())
        app.setFont(self.font())
        app.setStyleSheet(stylesheet(self.px, self.hex, self.control))
        _hub.changed.emit()


class _Hub(QObject):
    """Holds the look in force and hears the system; one per process."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme: Theme | None = None
        self.watching = False
        self.fonts_loaded = False

    def watch_system(self, app: QApplication) -> None:
        if self.watching:
            return
        self.watching = True
        app.styleHints().colorSchemeChanged.connect(self.on_system)
        app.aboutToQuit.connect(self.on_quit)

    def on_system(self) -> None:
        app = QApplication.instance()
        theme = self.theme
        if theme is None or theme.name != SYSTEM or not isinstance(app, QApplication):
            return
        if system_name() != theme.actual:
            Theme(SYSTEM, theme.scale, theme.readable_font, theme.touch).apply(app)

    def on_quit(self) -> None:
        self.watching = False
        self.fonts_loaded = False


_hub = _Hub()


def system_name() -> str:
    """The theme that fits the settings of the system: contrast, dark or light."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return "light"
    hints = app.styleHints()
    if hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"


def _set_scheme(theme: Theme) -> None:
    hints = QGuiApplication.styleHints()
    wanted = {SYSTEM: Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light}.get(
        theme.name, Qt.ColorScheme.Dark
    )
    hints.setColorScheme(wanted)


def load_fonts() -> None:
    """Register the bundled fonts once; a missing file raises OSError, for without it words become boxes."""
    if _hub.fonts_loaded:
        return
    for file in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(file)) < 0:
            raise OSError(f"font cannot be read: {file.name}")
    _hub.fonts_loaded = True


def current() -> Theme:
    """The look in force (a light one before `apply`)."""
    if _hub.theme is None:
        _hub.theme = Theme("light")
    return _hub.theme


def color(role: str) -> QColor:
    """The colour of a token in the look in force."""
    return current().color(role)


def hex_of(role: str) -> str:
    """The same as #RRGGBB."""
    return current().hex(role)


def px(size: float) -> int:
    """Pixels for a size drawn at 100 %."""
    return current().px(size)


def font(size: float = 14, weight: int = 400) -> QFont:
    """A font of the look in force."""
    return current().font(size, weight)


def follow(slot: Callable[[], None]) -> None:
    """Call `slot` (a bound method of a QObject) now and after each switch of look."""
    _hub.changed.connect(slot)
    slot()


def accessible() -> bool:
    """Whether a screen reader or the like is connected."""
    return bool(QAccessible.isActive())
