"""The composition root: builds everything, passes it in, owns start and ordered shutdown.

The order at the start: look and unlock page first, the heavy imports while the worker types, the window after.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from wijkdesk.core import log, settings
from wijkdesk.core.errors import WijkError
from wijkdesk.core.filelock import FileLock
from wijkdesk.core.i18n import _
from wijkdesk.core.paths import data_home
from wijkdesk.ui.kit.capture import CaptureGuard, system_capture_block
from wijkdesk.ui.kit.crash import CrashGuard
from wijkdesk.ui.kit.jobs import JobRunner, Lane
from wijkdesk.ui.kit.look import look
from wijkdesk.ui.welcome.door import Door
from wijkdesk.ui.welcome.single import SingleWindow, ring_first

if TYPE_CHECKING:
    from wijkdesk.services.session import Session
    from wijkdesk.ui.kit.jobs import Job
    from wijkdesk.ui.kit.screen import ScreenSpec
    from wijkdesk.ui.sharing.network import Network
    from wijkdesk.ui.shell.lanes import Lanes
    from wijkdesk.ui.shell.triggers import Triggers
    from wijkdesk.ui.shell.workplace import Workplace

LOCKED_EXIT = 75  # the parent process starts the window again (cli.py)
SIZE = QSize(1366, 768)
BREATH_MS = 500
_LOG = logging.getLogger(__name__)


def build_window(
    session: Session,
    *,
    screens: Sequence[ScreenSpec] | None = None,
    screen: str = "",
    runner: JobRunner | None = None,
    triggers: Triggers | None = None,
    capture: CaptureGuard | None = None,
    network: Network | None = None,
) -> Workplace:
    """The workplace over an open session, on a screen (id). Show its `.window`; closing that ends all in order."""
    from wijkdesk.services import joining, leases
    from wijkdesk.ui.shell.screens import SCREENS
    from wijkdesk.ui.shell.workplace import Workplace

    chosen = SCREENS if screens is None else screens
    if joining.waiting(session) or leases.is_over(session):  # nothing to work in yet, or again
        chosen = tuple(spec for spec in chosen if spec.id == "sharing")
    workplace = Workplace(session, chosen, runner or JobRunner(), triggers, capture, network)
    workplace.start(screen)
    return workplace


class Frame(QMainWindow):
    """The window before unlocking; `closed` when the worker closes it, `painted` once, at its first paint."""

    closed = Signal()
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("WijkDesk")
        self.setMinimumSize(640, 480)
        self._seen = False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell the first time: what can wait has waited for it."""
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Tell, for without a window the program ends."""
        super().closeEvent(event)
        self.closed.emit()


class App(QObject):
    """From the first page to the last: welcome, workplace, and how it ends."""

    def __init__(
        self,
        home: Path,
        door: Door | None = None,
        triggers: Triggers | None = None,
        leave: Callable[[int], None] = QApplication.exit,
    ) -> None:
        super().__init__()
        self._leave = leave
        self.home, self.door, self._triggers = home, door or Door(home), triggers
        self.runner = JobRunner(self)
        self.frame: Frame | None = None
        self.page: QWidget | None = None
        self.workplace: Workplace | None = None
        self.code = 0
        self.capture = CaptureGuard(system_capture_block(), self)
        self.breath = QTimer(self)  # Python hears signals of the system only while it runs
        self.breath.setInterval(BREATH_MS)
        self.breath.timeout.connect(self._breathe)
        self.crash = CrashGuard(home / "reports", self.keep_drafts, self._on_crash, self)

    def start(self) -> None:
        """Show the first page; warm up once it is on screen."""
        look().open(self._last())
        self.capture.start()
        self.frame = Frame()
        self.frame.closed.connect(self.quit)
        self._show_first_page()
        self.frame.painted.connect(self._warm_up, Qt.ConnectionType.QueuedConnection)
        _size(self.frame)

    def _last(self) -> Path | None:
        return settings.last_used([profile.folder for profile in self.door.profiles()])

    def _show_first_page(self) -> None:
        if self.door.wiped():
            self._show_wiped()
            return
        last = self._last()
        if last is None:
            self._show_first_run()
        else:
            self._show_unlock(last)

    def _warm_up(self) -> None:
        self.runner.run(_import_heavy, owner=self, lane=Lane.IO)

    def _put(self, page: QWidget) -> None:
        assert self.frame is not None, "pages stand in a frame"
        self.page = page
        self.frame.setCentralWidget(page)

    def _lanes(self) -> Lanes:
        from wijkdesk.ui.shell.lanes import Lanes

        return Lanes(self.runner, self._on_trouble)

    def _show_unlock(self, folder: Path) -> None:
        from wijkdesk.ui.welcome.unlock.presenter import UnlockPresenter, parting_notes, parting_words
        from wijkdesk.ui.welcome.unlock.view import UnlockView

        kept = look().settings
        view = UnlockView(parting_words(kept), parting_notes(kept))
        now = dt.datetime.now().astimezone()
        presenter = UnlockPresenter(self.door, self._lanes(), view.show_state, self._on_open, now)
        view.take(presenter)
        view.restoring.connect(self.show_restore)
        self._put(view)
        presenter.start(folder.name)

    def _show_first_run(self, session: Session | None = None, *, only_words: bool = False) -> None:
        from wijkdesk.ui.welcome.first.presenter import FirstPresenter
        from wijkdesk.ui.welcome.first.view import FirstView

        view = FirstView(only_words=only_words, practice=True)
        presenter = FirstPresenter(
            self.door, self._lanes(), view.show_state, self._on_ready, self._show_invitation
        )
        view.take(presenter)
        view.words.restoring.connect(self.show_restore)
        self._put(view)
        if session is None:
            presenter.start()
        else:
            presenter.start_with(session, only_words=only_words)

    def _show_wiped(self) -> None:
        from wijkdesk.ui.welcome.wiped import WipedView

        view = WipedView()
        view.read.connect(self._on_wiped_read)
        self._put(view)

    def _on_wiped_read(self) -> None:
        self.door.forget_wiped()
        self.quit()

    def show_restore(self) -> None:
        """The page to put a backup back."""
        from wijkdesk.ui.welcome.restore.presenter import RestorePresenter
        from wijkdesk.ui.welcome.restore.view import RestoreView

        view = RestoreView()
        view.left.connect(self._show_first_page)
        self._put(view)
        view.take(RestorePresenter(self.door, self._lanes(), view.show_state, self._on_restored))

    def _on_restored(self, session: Session, pending: bool) -> None:
        self._on_open(session, False)
        if pending and self.workplace is not None:
            title = _("Deze laptop deelt nog niet")
            text = _("Je beheerder laat hem eerst toe. Tot die tijd werk je gewoon door.")
            self._tell(title, text)

    def _show_invitation(self, session: Session) -> None:
        from wijkdesk.ui.sharing.join_presenter import JoinPresenter
        from wijkdesk.ui.sharing.join_view import JoinView

        view = JoinView()
        view.take(JoinPresenter(session, self._lanes(), view.show_state, self.enter, self._back_to_team))
        self._put(view)

    def _back_to_team(self, session: Session) -> None:
        from wijkdesk.ui.welcome.first.presenter import FirstPresenter
        from wijkdesk.ui.welcome.first.view import FirstView

        view = FirstView(practice=True)
        presenter = FirstPresenter(
            self.door, self._lanes(), view.show_state, self._on_ready, self._show_invitation
        )
        view.take(presenter)
        self._put(view)
        presenter.resume_at_team(session)

    def _on_open(self, session: Session, by_code: bool) -> None:
        if self.door.unfinished(session):
            self._show_first_run(session)
        elif by_code:
            self._show_first_run(session, only_words=True)
        else:
            self.enter(session)

    def _on_ready(self, session: Session, practice: bool) -> None:
        household = self.door.practice(session) if practice else None
        self.enter(session)
        if household is not None and self.workplace is not None:
            self.workplace.desk.open("dossier", household=household)

    def enter(self, session: Session) -> None:
        """To work."""
        from wijkdesk.ui.sharing.network import system_network
        from wijkdesk.ui.shell.triggers import system_triggers

        kept = look()
        if kept.folder != session.folder:
            chosen = kept.settings if kept.folder is None else None
            kept.open(session.folder)
            kept.change(language=chosen.language) if chosen else None
        self.door.begin_session(session, after_lock=bool(kept.settings.locked_why))
        kept.change(locked_why="crash")  # what is true if this session is never ended in order
        workplace = self._work(session, self._triggers or system_triggers(), system_network())
        workplace.back_up()

    def _work(self, session: Session, triggers: Triggers, network: Network) -> Workplace:
        workplace = build_window(
            session, runner=self.runner, triggers=triggers, capture=self.capture, network=network
        )  # fmt: skip
        workplace.left.connect(self._on_left)
        old = self.workplace.window if self.workplace else self.frame
        self.workplace = workplace
        _size(workplace.window)
        if self.frame is not None:
            self.frame.closed.disconnect(self.quit)
            self.frame = None
        if old is not None:
            old.close()
            old.deleteLater()
        return workplace

    def _on_left(self, how: str) -> None:
        from wijkdesk.ui.shell.workplace import LANGUAGE, LOCKED, WIPED

        if how == WIPED and self.workplace is not None:
            QTimer.singleShot(0, self._wipe)
            return
        if how == LANGUAGE and self.workplace is not None:
            QTimer.singleShot(0, self._again)
            return
        self.code = LOCKED_EXIT if how == LOCKED else 0
        self.quit()

    def _wipe(self) -> None:
        """An administrator asked for it, and the store is closed: destroy the profile and say so."""
        assert self.workplace is not None, "there was a window"
        window = self.workplace.window
        self.door.wipe(self.workplace.session.folder)
        self.workplace = None
        look().open(None)
        self.frame = Frame()
        self.frame.closed.connect(self.quit)
        self._show_wiped()
        _size(self.frame)
        window.close()
        window.deleteLater()

    def _again(self) -> None:
        """The same session in a new window: another language."""
        assert self.workplace is not None, "there was a window"
        self._work(self.workplace.session, self.workplace.safety.triggers, self.workplace.pulse.network)

    def raise_window(self) -> None:
        """Come to the front: someone started WijkDesk a second time."""
        window = self.workplace.window if self.workplace else self.frame
        if window is not None:
            window.showNormal() if window.isMinimized() else None
            window.raise_()
            window.activateWindow()

    def keep_drafts(self) -> None:
        """Store what is being typed."""
        if self.workplace is not None and not self.workplace.ended:
            self.workplace.desk.keep_drafts()

    def _on_trouble(self, error: WijkError) -> None:
        self._tell(error.text, f"{error.kept} {error.todo}".strip())

    def _on_crash(self, path: Path) -> None:
        text = _("Wat je schreef, is bewaard. Start WijkDesk opnieuw als iets vreemd doet.")
        where = _("In {folder} staat een verslag zonder namen.").format(folder=path.parent.name)
        self._tell(_("Er ging iets mis in WijkDesk"), f"{text} {where}")

    def _tell(self, title: str, text: str) -> None:
        from wijkdesk.ui.kit.dialogs import KitDialog

        KitDialog(title, text, parent=self.workplace.window if self.workplace else self.frame).open()

    def _breathe(self) -> None:
        """Running is enough."""

    def on_terminate(self, _number: int, _frame: object) -> None:
        """The system shuts down or the worker logs out: end in order."""
        QTimer.singleShot(0, self.quit)

    def quit(self) -> None:
        """End the event loop with the right code."""
        if self.workplace is not None:
            self.workplace.window.close()
        self.runner.shutdown()
        self._leave(self.code)


def _size(window: QMainWindow) -> None:
    kept = look().settings
    window.resize(QSize(kept.width, kept.height) if kept.width and kept.height else SIZE)
    window.showMaximized() if kept.maximized else window.show()


def _import_heavy(_job: Job) -> None:
    """What is needed after unlocking, brought into memory while the worker types."""
    import wijkdesk.services.profiles
    import wijkdesk.ui.shell.screens
    import wijkdesk.ui.shell.workplace  # noqa: F401 - imported for what it brings into memory

    gc.freeze()  # 100,000 objects that stay: to walk them holds every thread, for 150 ms in the midst of a pull


def ring_first_window() -> bool:
    """Bring the window that is open already to the front; False when none answers."""
    application = QCoreApplication.instance() or QCoreApplication([])
    assert application is not None, "a local socket needs one"
    return ring_first(data_home())


def main(argv: Sequence[str] = ()) -> int:
    """Run the window process; 0 = closed, 75 = locked."""
    home = data_home()
    lock = FileLock(home / ".window")
    if not lock.take():  # a window whose parent was killed is still open: two would share one profile
        return 0 if ring_first_window() else 1
    handler = log.start(home / "log")
    application = QApplication([sys.argv[0], *argv])
    application.setApplicationName("WijkDesk")
    application.setQuitOnLastWindowClosed(False)
    app = App(home)
    app.crash.install()
    single = SingleWindow(home, app.raise_window)
    app.start()
    signal.signal(signal.SIGTERM, app.on_terminate)
    app.breath.start()
    code = application.exec()
    single.close()
    app.runner.shutdown()
    app.crash.uninstall()
    log.stop(handler)
    lock.release()
    return code
