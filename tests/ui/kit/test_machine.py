"""The parts behind the screens: look, jobs, actions, dialogs, crashes, screens, messages, tables."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.a11y.audit import audit
from tests.guards.logs import LogGuard
from tests.ui.kit.gallery import COLUMNS, Rows
from wijkdesk.core.changes import Change, ChangeSet
from wijkdesk.core.ids import new_id
from wijkdesk.ui.kit import icons, theme
from wijkdesk.ui.kit.actions import ActionRegistry, ActionSpec, ShortcutSheet
from wijkdesk.ui.kit.crash import CrashGuard
from wijkdesk.ui.kit.dialogs import AskDialog, KitDialog, PickDialog, QtDialogs
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.jobs import Job, JobRunner, Lane
from wijkdesk.ui.kit.screen import Screen, ScreenContext
from wijkdesk.ui.kit.table import PagedTableModel
from wijkdesk.ui.kit.table_view import TableView
from wijkdesk.ui.kit.toast import Toast
from wijkdesk.ui.kit.widgets import Button, IconButton, Label, Pill, Tone


class Owner(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []
        self.threads: set[int] = set()

    def take(self, value: object) -> None:
        self.got.append(value)
        self.threads.add(threading.get_ident())

    def stopped(self) -> None:
        self.got.append("stopped")


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[JobRunner]:
    runner = JobRunner()
    yield runner
    runner.shutdown()


def test_writes_come_back_in_order_in_the_main_thread(qtbot: QtBot, jobs: JobRunner) -> None:
    owner = Owner()
    for number in range(20):
        jobs.run(_Give(number), owner=owner, done=owner.take)
    qtbot.waitUntil(_Quiet(jobs))
    assert owner.got == list(range(20))
    assert owner.threads == {threading.get_ident()}


class _Give:
    def __init__(self, value: object) -> None:
        self.value = value

    def __call__(self, job: Job) -> object:
        if isinstance(self.value, Exception):
            raise self.value
        for number in range(100):
            job.report(number + 1, 100)
        return self.value


class _Quiet:
    def __init__(self, jobs: JobRunner) -> None:
        self.jobs = jobs

    def __call__(self) -> bool:
        return not self.jobs.busy


def test_failures_progress_and_cancelling_are_delivered(qtbot: QtBot, jobs: JobRunner) -> None:
    owner, steps = Owner(), Owner()
    jobs.run(_Give(OSError("disk")), owner=owner, done=owner.take, failed=owner.take, lane=Lane.IO)
    qtbot.waitUntil(_Quiet(jobs))
    assert [type(value) for value in owner.got] == [OSError]
    jobs.run(_Give(1), owner=steps, progress=steps.take, lane=Lane.READ)
    qtbot.waitUntil(_Quiet(jobs))
    assert steps.got[-1].done == 100  # type: ignore[attr-defined]  # a Step
    assert len(steps.got) < 20
    gate = threading.Event()
    jobs.run(_Wait(gate), owner=owner)
    job = jobs.run(_Give(2), owner=owner, done=owner.take, cancelled=owner.stopped)
    job.cancel()
    gate.set()
    qtbot.waitUntil(_Quiet(jobs))
    assert owner.got[-1] == "stopped"


class _Wait:
    def __init__(self, gate: threading.Event) -> None:
        self.gate = gate

    def __call__(self, _job: Job) -> None:
        self.gate.wait(5)


def test_nothing_reaches_an_owner_that_is_gone(qtbot: QtBot, jobs: JobRunner) -> None:
    owner, gate = Owner(), threading.Event()
    got = owner.got
    jobs.run(_Wait(gate), owner=owner, done=owner.take)
    owner.deleteLater()
    del owner
    QApplication.sendPostedEvents(None, 0)
    gate.set()
    qtbot.waitUntil(_Quiet(jobs))
    assert got == []
    jobs.shutdown()
    with pytest.raises(RuntimeError, match="closed"):
        jobs.run(_Give(1), owner=jobs)


def test_the_end_does_not_wait_for_a_dead_network(qapp: QApplication) -> None:
    runner, line, seen = JobRunner(), threading.Event(), threading.Event()
    owner = Owner()

    def wait_for_reply(_job: Job) -> str:
        seen.set()
        line.wait()
        return "too late"

    runner.run(wait_for_reply, owner=owner, done=owner.take, lane=Lane.IO)
    assert seen.wait(5)
    runner.shutdown()  # comes back although the line is still dead
    left = [thread for thread in threading.enumerate() if thread.name.startswith("io-")]
    assert [thread.daemon for thread in left] == [True]
    line.set()
    left[0].join(5)
    assert owner.got == []


def test_actions_are_found_shown_and_forgotten(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    owner, registry = Owner(), ActionRegistry()
    registry.add(window, ActionSpec("note", "Contact noteren", Icon.PLUS, "Ctrl+N", "Werk"), owner.stopped)
    registry.add(window, ActionSpec("share", "Dossier délen", None, "Ctrl+Shift+D", "Werk"), owner.stopped)
    assert [spec.id for spec in registry.find("DELEN doss")] == ["share"]
    registry.set_enabled("share", False)
    assert registry.find("delen") == []
    registry.trigger("note")
    registry.trigger("share")
    assert owner.got == ["stopped"]
    sheet = ShortcutSheet(registry)
    qtbot.addWidget(sheet)
    assert registry.sheet() == {"Werk": [("Contact noteren", "Ctrl N"), ("Dossier délen", "Ctrl Shift D")]}
    registry.remove(["note", "share", "nothing"])
    assert registry.find("") == []


def test_a_dialog_answers_and_frees_itself(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    owner, dialogs = Owner(), QtDialogs(window)
    dialogs.confirm("Wissen?", "Het is dan weg.", "Dossier wissen", owner.stopped, danger=True)
    dialog = window.findChild(KitDialog)
    assert isinstance(dialog, KitDialog)
    assert audit(dialog) == []
    dialog.yes.click()
    dialogs.ask("Naam", "Hoe heet het?", "Naam geven", owner.take, value="Kees")
    ask = window.findChild(AskDialog)
    assert isinstance(ask, AskDialog)
    ask.accept()
    assert owner.got == ["stopped", "Kees"]
    qtbot.waitUntil(_Gone(window))


def test_what_cannot_be_undone_waits_for_a_choice(qtbot: QtBot, qapp: QApplication) -> None:
    theme.Theme("light").apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    owner = Owner()
    QtDialogs(window).pick(
        "Wissen?", "Het is dan weg.", "Waarom", [("a", "Zo"), ("b", "Anders")], "Wissen", owner.take
    )
    dialog = window.findChild(PickDialog)
    assert isinstance(dialog, PickDialog)
    assert audit(dialog) == []
    assert not dialog.yes.isEnabled()
    qtbot.keyClick(dialog.field.combo, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.field.combo, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.yes, Qt.MouseButton.LeftButton)
    assert owner.got == ["b"]
    qtbot.waitUntil(_Gone(window))


def test_a_choice_with_a_usual_answer_takes_enter(qtbot: QtBot, qapp: QApplication) -> None:
    theme.Theme("light").apply(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    owner = Owner()
    QtDialogs(window).pick(
        "Rol?", "Kies.", "Rol", [("a", "Zo"), ("b", "Anders")], "Verder", owner.take, value="b"
    )
    dialog = window.findChild(PickDialog)
    assert isinstance(dialog, PickDialog)
    qtbot.keyClick(dialog.field.combo, Qt.Key.Key_Return)
    assert owner.got == ["b"]
    qtbot.waitUntil(_Gone(window))


class _Gone:
    def __init__(self, window: QWidget) -> None:
        self.window = window

    def __call__(self) -> bool:
        return self.window.findChild(KitDialog) is None


def test_a_crash_keeps_drafts_writes_a_report_and_speaks_once(
    qtbot: QtBot, tmp_path: Path, log_guard: LogGuard
) -> None:
    owner = Owner()
    guard = CrashGuard(tmp_path / "reports", owner.stopped, owner.take)
    guard.folder.mkdir()
    with log_guard.expect("unforeseen error"):
        for _number in range(2):
            for wrong in (ValueError("geheim"), KeyError("geheim")):
                guard.on_error(type(wrong), wrong, None)
        qtbot.waitUntil(_Has(owner, 3))
    reports = list(guard.folder.glob("*.txt"))
    assert len(reports) == 2
    assert owner.got.count("stopped") == 2
    assert all("geheim" not in report.read_text("utf-8") for report in reports)


class _Has:
    def __init__(self, owner: Owner, count: int) -> None:
        self.owner, self.count = owner, count

    def __call__(self) -> bool:
        return len(self.owner.got) >= self.count


class Page(Screen):
    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        self.seen: list[ChangeSet] = []
        self.add_action(ActionSpec("page.do", "Doen"), self.update)

    def refresh(self, changes: ChangeSet) -> None:
        self.seen.append(changes)


def test_a_screen_out_of_sight_refreshes_once_on_return(qtbot: QtBot, jobs: JobRunner) -> None:
    registry = ActionRegistry()
    context = ScreenContext(None, jobs, None, registry, None)  # type: ignore[arg-type]  # not asked for
    page = Page(context)
    qtbot.addWidget(page)
    changes = [ChangeSet((Change("step", new_id(), new_id()),)) for _number in range(3)]
    page.changed(changes[0])
    page.changed(changes[1])
    assert page.seen == []
    page.activate()
    assert page.seen == [changes[0] | changes[1]]
    page.changed(changes[2])
    page.deactivate()
    assert page.seen[1:] == [changes[2]]
    page.discard()
    assert registry.specs == {}


def test_the_look_is_switched_live(qtbot: QtBot, qapp: QApplication) -> None:
    theme.Theme("light").apply(qapp)
    pill, label = Pill("vandaag", Tone.WARN, Icon.CLOCK), Label("Zo leest je tekst")
    for widget in (pill, label):
        qtbot.addWidget(widget)
    small, ground = pill.sizeHint(), qapp.palette().window().color()
    assert label.fontInfo().family() == "Inter"
    theme.Theme("dark", 2.0, readable_font=True).apply(qapp)
    assert pill.sizeHint().height() == 2 * small.height()
    assert qapp.palette().window().color() != ground
    assert label.fontInfo().family() == theme.READABLE
    assert icons.pixmap(Icon.CHECK, "ok", 18, 2.0).width() == 72
    theme.Theme("light").apply(qapp)


def test_a_message_stands_in_the_window_and_gives_the_way_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(800, 600)
    window.show()
    toast = Toast(window)
    toast.say("Teruggezet.", undo=True)
    assert window.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undone):
        toast.button.click()
    assert not toast.isVisible()
    toast.timer.stop()


def test_a_table_opens_by_key_and_stays_on_its_row(qtbot: QtBot) -> None:
    model = PagedTableModel(COLUMNS, Rows(1000))
    view = TableView("Huishoudens", model)
    qtbot.addWidget(view)
    model.reload()
    view.resize(1100, 400)
    view.show()
    wanted = (400).to_bytes(16, "big")
    assert view.go_to(wanted)
    with qtbot.waitSignal(view.opened) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [wanted]
    view._on_title(0)
    view._on_title(0)
    assert model.descending
    assert view.current_id() == wanted
    view.resize(500, 400)
    assert [view.isColumnHidden(number) for number in range(5)] == [False, True, True, False, True]


def test_the_audit_finds_what_is_wrong(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    nameless, tiny = IconButton(Icon.X, ""), Button("Klein")
    tiny.setFixedSize(20, 20)
    for widget in (nameless, tiny):
        box.addWidget(widget)
    with qtbot.waitExposed(window):
        window.show()
    found = audit(window)
    assert any("no name" in line for line in found)
    assert any("under 24 px" in line for line in found)
