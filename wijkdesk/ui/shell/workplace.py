"""The unlocked profile at work: wires window, screens, actions and jobs, and ends them in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, set_discreet
from wijkdesk.core.i18n import _, format_time, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.core.settings import LANGUAGES
from wijkdesk.services import backups, joining, leases, reading, saving, searching, settings, syncing
from wijkdesk.services.settings import Preferences
from wijkdesk.ui.kit.actions import ActionRegistry, ActionSpec, keys
from wijkdesk.ui.kit.capture import CaptureGuard, NoCaptureBlock
from wijkdesk.ui.kit.dialogs import QtDialogs
from wijkdesk.ui.kit.jobs import JobRunner
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.kit.screen import BLOCKS_CAPTURE, TELLS_SLEEP, ScreenContext, ScreenSpec
from wijkdesk.ui.sharing.network import Network
from wijkdesk.ui.sharing.pulse import Pulse
from wijkdesk.ui.sharing.safe_sheet import SafeSheet
from wijkdesk.ui.shell import areas, commands
from wijkdesk.ui.shell.lanes import Lanes
from wijkdesk.ui.shell.palette.presenter import Command, PalettePresenter
from wijkdesk.ui.shell.palette.view import PaletteView
from wijkdesk.ui.shell.places import Place
from wijkdesk.ui.shell.safety import Safety
from wijkdesk.ui.shell.statuskeeper import StatusKeeper
from wijkdesk.ui.shell.triggers import NoTriggers, Triggers
from wijkdesk.ui.shell.undoer import Undoer
from wijkdesk.ui.shell.window import Window

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.services.syncing import SyncResult

HOUR_MS = 60 * 60 * 1000
CLOSED, LOCKED, LANGUAGE, WIPED = "closed", "locked", "language", "wiped"


class Workplace(QObject):
    """Owns the window of one session; `left(str)` says how it ended: closed, locked, language, wiped."""

    left = Signal(str)

    def __init__(
        self,
        session: Session,
        specs: Sequence[ScreenSpec],
        runner: JobRunner,
        triggers: Triggers | None = None,
        capture: CaptureGuard | None = None,
        network: Network | None = None,
    ) -> None:
        super().__init__()
        self.session, self.runner = session, runner
        self.capture = capture or CaptureGuard(NoCaptureBlock(), self)
        self.window = Window(tuple(_placed(spec, session) for spec in specs))
        self.desk = self.window.desk
        self.actions = ActionRegistry()
        self.actions.complete = self.desk.make_all
        self.jobs = Lanes(runner, self.desk.trouble, self.window.work.report)
        self.context = ScreenContext(session, self.jobs, self.desk, self.actions, QtDialogs(self.window))
        self.desk.start(self.context)
        told = triggers or NoTriggers()
        if told.available:
            self.context.system |= {TELLS_SLEEP}
        if self.capture.available:
            self.context.system |= {BLOCKS_CAPTURE}
        self.keeper = StatusKeeper(session, self.jobs, self.window)
        self.undoer = Undoer(session, self.jobs, self.desk)
        self.safety = Safety(session, self.jobs, self.window, told)
        self.palette = PaletteView(self.window.workspace)
        self.palette.take(
            PalettePresenter(
                session, self.jobs, self.desk, self.commands, frozenset(self.desk.specs),
                self.actions.trigger, self.palette.show_state,
            )
        )  # fmt: skip
        self.pulse = Pulse(session, self.jobs, self.desk, network=network, parent=self)
        self.unsafe = SafeSheet(self.window.beside, self.context, self.pulse)
        self.guest = joining.waiting(session) or leases.is_over(session)
        self.hour = QTimer(self)
        self.hour.setInterval(HOUR_MS)
        self.ended = ""
        self._add_actions()
        self._connect()

    def _add_actions(self) -> None:
        for spec, handler in (
            (commands.SEARCH, self.palette.open),
            (commands.UNDO, self.undoer.undo),
            (commands.REDO, self.undoer.redo),
            (commands.BACK, self.desk.back),
            (commands.FORWARD, self.desk.forward),
            (commands.NEXT_AREA, self.next_area),
            (commands.LAST_AREA, self.last_area),
            (commands.DISCREET, self.toggle_discreet),
            (commands.COVER, self.safety.cover),
            (commands.LOCK, self.safety.lock_by_hand),
            (commands.BIGGER, self.bigger),
            (commands.SMALLER, self.smaller),
            (commands.HELP, self.help),
            (commands.SHEET, self.sheet),
            (commands.UNSAFE, self.unsafe.toggle),
            (commands.QUIT, self.quit),
        ):
            self.actions.add(self.window.workspace, spec, handler)
        if "households" in self.desk.specs:
            self.actions.add(self.window.workspace, commands.NEW, self.new_dossier)
        for screen in self.desk.specs.values():
            if screen.section:
                self._add_place(screen)

    def _add_place(self, screen: ScreenSpec) -> None:
        words = _("Ga naar {place}").format(place=screen.words)
        spec = ActionSpec(f"go.{screen.id}", words, screen.icon, screen.shortcut, commands.MOVING)
        self.actions.add(self.window.workspace, spec, self.window.rail.items[screen.id].click)

    def _connect(self) -> None:
        window, safety = self.window, self.safety
        window.closing.connect(self.close)
        window.top.discreet.connect(self.set_discreet)
        window.top.search.connect(self.palette.open)
        window.toast.undone.connect(self.undoer.undo)
        window.foot.cover.connect(safety.cover)
        window.foot.escrow.connect(self.about_escrow)
        window.foot.safety.connect(self.unsafe.toggle)
        self.desk.written.connect(self.unsafe.refresh)
        self.desk.written.connect(self._on_written)
        self.desk.opened.connect(self._on_opened)
        self.desk.written.connect(self.pulse.written)
        self.pulse.synced.connect(self._on_synced)
        safety.covering.connect(self._on_covering)
        safety.lock.connect(self.lock)
        safety.countdown.connect(self.keeper.set_countdown)
        self.hour.timeout.connect(self._each_hour)
        language = QShortcut(QKeySequence("Ctrl+Alt+Shift+T"), window.workspace)
        language.activated.connect(self.next_language)
        look().language_changed.connect(self._on_language)

    def start(self, screen: str = "") -> None:
        """Go to where the worker was before a lock, or to the first screen; watch from now on."""
        app = QCoreApplication.instance()
        assert app is not None, "a QApplication comes first"
        app.installEventFilter(self.undoer)
        chosen = settings.load(self.session)
        self._take(chosen)
        self.set_discreet(chosen.discreet_at_start or discreet())
        kept = saving.take_place(self.session)
        places = [spec.id for spec in self.desk.specs.values() if spec.section]
        if kept and not screen:
            self.desk.return_to(Place(**kept))
        if self.desk.trail.here is None and (screen or places):
            self.desk.open(screen or places[0])
        self.keeper.start()
        self.safety.start()
        self.hour.start()
        self.pulse.start()
        self._warn_of_lease()

    def _warn_of_lease(self) -> None:
        lease = leases.lease(self.session)
        if lease is not None and lease.warns and not lease.over:
            words = ngettext(
                "Verbind binnen {n} dag met de server.", "Verbind binnen {n} dagen met de server.",
                lease.days_left,
            )  # fmt: skip
            self.desk.toast(words.format(n=lease.days_left))

    def commands(self) -> list[Command]:
        """What can be done here and now, the actions of the screen in sight first."""
        mine = [
            (not self._of_screen(name), Command(name, spec.title, spec.icon or "", keys(spec.shortcut)))
            for name, spec in self.actions.specs.items()
            if spec.in_palette and self.actions.actions[name].isEnabled() and self._usable(name)
        ]
        return [command for _later, command in sorted(mine, key=itemgetter(0))]

    def _of_screen(self, name: str) -> bool:
        screen, owner = self.desk.screen, self.actions.actions[name].parent()
        return (
            screen is not None
            and isinstance(owner, QWidget)
            and (owner is screen or screen.isAncestorOf(owner))
        )

    def _usable(self, name: str) -> bool:
        """Actions of screens out of sight cannot be used."""
        owner = self.actions.actions[name].parent()
        return isinstance(owner, QWidget) and owner.isVisible()

    def next_area(self) -> None:
        """Move the focus to the next part of the window."""
        areas.move(self.window, 1)

    def last_area(self) -> None:
        """Move the focus to the part before."""
        areas.move(self.window, -1)

    def new_dossier(self) -> None:
        """The form for a new dossier, from everywhere."""
        self.desk.open("households", new=True)

    def help(self) -> None:
        """The page of the handbook about the screen in sight."""
        here = self.desk.trail.here
        self.desk.open("handbook", about=here.screen if here else "")

    def sheet(self) -> None:
        """All shortcuts."""
        self.desk.open("settings", section="keys")

    def about_escrow(self) -> None:
        """Where an emergency key is made, and what it means that there is none yet."""
        self.desk.open("sharing")

    def next_language(self) -> None:
        """The hidden switch: Dutch, English, and the language that shows what was not translated."""
        codes = LANGUAGES
        now = codes.index(look().settings.language)
        look().change(language=codes[(now + 1) % len(codes)])

    def bigger(self) -> None:
        """Larger text."""
        look().change(text=look().settings.text + 25)

    def smaller(self) -> None:
        """Smaller text."""
        look().change(text=look().settings.text - 25)

    def toggle_discreet(self) -> None:
        """Hide names, or show them."""
        self.set_discreet(not discreet())

    def set_discreet(self, on: bool) -> None:
        """Hide or show names in the whole window."""
        set_discreet(on)
        self.window.top.show_discreet(on)
        self.desk.relook()

    def _on_written(self, changes: ChangeSet) -> None:
        self.safety.look_for_pin()
        if changes.touches("setting"):
            self._take(settings.load(self.session))
        self._look_who()

    def _take(self, chosen: Preferences) -> None:
        self.safety.set_times(chosen)
        self.capture.set_on(chosen.block_capture)

    def _on_synced(self, result: SyncResult) -> None:
        if result.pushed and not result.changes.changes:
            self.desk.changed(ChangeSet())  # nothing but where it is safe
        self.keeper.count()
        self._look_who()

    def _look_who(self) -> None:
        """Who was let in, or is in contact again, gets all places: the window is made anew. A lost laptop ends."""
        if self.session.wipe_asked:
            self.end(WIPED)
        elif self.guest and not (joining.waiting(self.session) or leases.is_over(self.session)):
            self.guest = False
            self.end(LANGUAGE)

    def _on_opened(self, _spec: ScreenSpec) -> None:
        here, screen = self.desk.trail.here, self.desk.screen
        self.safety.set_presenting(screen is not None and screen.presenting)
        params = here.params if here is not None else {}
        rows = [Id(value) for value in params.values() if isinstance(value, bytes)]
        self.keeper.set_keys(_(screen.keys) if screen is not None else "")
        if here is not None:
            self.jobs.write(lambda: self._note(here, rows, params.get("household")), owner=self)

    def _note(self, here: Place, rows: list[Id], household: bytes | None) -> None:
        saving.keep_place(self.session, asdict(here))
        reading.note_rows(self.session, rows)
        if household:
            searching.remember(self.session, Id(household))

    def _on_covering(self) -> None:
        self.desk.keep_drafts()
        self._write_reading()

    def _each_hour(self) -> None:
        self._write_reading()
        self.back_up()

    def back_up(self) -> None:
        """The backup of today, when there is none yet; beside the work."""
        self.jobs.long(lambda _job: backups.daily(self.session), owner=self, done=self._on_backed_up)

    def _on_backed_up(self, made: Path | None) -> None:
        if made is not None:
            self.desk.written.emit(ChangeSet())

    def _write_reading(self) -> None:
        self.jobs.write(lambda: reading.write(self.session), owner=self)

    def _on_language(self) -> None:
        self.end(LANGUAGE)

    def quit(self) -> None:
        """Close the window, and with it the program."""
        self.window.close()

    def close(self) -> None:
        """The window closes."""
        self.end(CLOSED)

    def lock(self, reason: str) -> None:
        """Keep everything, close the store, leave: the process ends after this."""
        self.end(LOCKED, reason)

    def end(self, how: str, reason: str = "") -> None:
        """End in order: drafts, place, screens, reading, jobs, store. Only the first call counts."""
        if self.ended:
            return
        self.ended = how
        self.hour.stop()
        self.pulse.stop()
        self.safety.stop()
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self.undoer)
        self.undoer.stop()
        look().language_changed.disconnect(self._on_language)
        self._keep(how, reason)
        self.jobs.close()  # another language or a guest let in: the runner lives on, this window does not
        if how != LANGUAGE:
            self.session.close()
        self.left.emit(how)

    def _keep(self, how: str, reason: str) -> None:
        here = self.desk.here()
        self.desk.clear()
        self.runner.drain()
        saving.keep_place(self.session, asdict(here) if here is not None and how != CLOSED else {})
        reading.write(self.session)
        if how != LANGUAGE:
            self.runner.shutdown()
        self._keep_window(how, reason)

    def _keep_window(self, how: str, reason: str) -> None:
        """What the next window may know while it is locked: size, when and why, how much waits; no names."""
        window, draft = self.window, saving.newest_draft(self.session)
        sharing = syncing.sharing_state(self.session)
        kept = look()
        kept.settings = replace(
            kept.settings,
            width=window.width(),
            height=window.height(),
            maximized=window.isMaximized(),
            locked_at=format_time(self.session.now()) if how == LOCKED else "",
            locked_why=reason if how == LOCKED else "",
            draft_at=format_time(draft) if draft else "",
            unshared=sharing.waiting if sharing.server else 0,
        )
        kept.keep()


def _placed(spec: ScreenSpec, session: Session) -> ScreenSpec:
    """The screen as it stands in the rail of this user; out of the rail it can still be opened."""
    return spec if spec.fits is None or spec.fits(session) else replace(spec, section="")
