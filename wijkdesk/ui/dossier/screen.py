"""A dossier in the window: `activate(household=Id, tab="overview" | "people" | "contacts" | "documents" | "access" |
"past")`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.i18n import N_, _, ngettext
from wijkdesk.core.ids import Id
from wijkdesk.services import attachments, erasing
from wijkdesk.services.conflicts import Mark
from wijkdesk.ui.dossier.access.presenter import AccessPresenter
from wijkdesk.ui.dossier.access.state import FormKind
from wijkdesk.ui.dossier.attachments.pictures import small
from wijkdesk.ui.dossier.attachments.presenter import AttachmentsPresenter
from wijkdesk.ui.dossier.contacts.presenter import ContactsPresenter
from wijkdesk.ui.dossier.overview.presenter import OverviewPresenter
from wijkdesk.ui.dossier.past.presenter import PastPresenter
from wijkdesk.ui.dossier.people.presenter import PeoplePresenter
from wijkdesk.ui.dossier.presenter import (
    ACCESS,
    CONTACTS,
    DOCUMENTS,
    OVERVIEW,
    PAST,
    PEOPLE,
    TABS,
    DossierPresenter,
)
from wijkdesk.ui.dossier.team.presenter import TeamPresenter
from wijkdesk.ui.dossier.view import DossierView
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.conflict_sheet import ConflictSheet
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import SLIM, Screen, ScreenContext, ScreenSpec

_SECTION = N_("Dossier")
_HERE = Qt.ShortcutContext.WidgetWithChildrenShortcut


TabPresenter = (
    OverviewPresenter
    | PeoplePresenter
    | ContactsPresenter
    | AttachmentsPresenter
    | AccessPresenter
    | PastPresenter
)


class DossierScreen(Screen):
    """Frame and six tabs; a tab reads when it comes into sight."""

    chrome: ClassVar[str] = SLIM

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context)
        session, jobs, shell = context.session, context.jobs, context.shell
        self.view = DossierView()
        self.body.addWidget(self.view)
        view = self.view
        self.presenter = DossierPresenter(session, jobs, shell, view.show_state)
        self.overview = OverviewPresenter(session, jobs, shell, view.overview.show_state)
        self.team = TeamPresenter(session, jobs, shell, view.overview.team.show_state)
        self.people = PeoplePresenter(session, jobs, shell, view.people.show_state)
        self.contacts = ContactsPresenter(session, jobs, shell, view.contacts.show_state)
        self.attachments = AttachmentsPresenter(
            session, jobs, shell, view.attachments.show_state, small, self.ask_purpose
        )
        self.access = AccessPresenter(session, jobs, shell, view.access.show_state)
        self.past = PastPresenter(session, jobs, shell, view.past.show_state)
        self._tab_presenters: dict[str, TabPresenter] = {
            OVERVIEW: self.overview, PEOPLE: self.people, CONTACTS: self.contacts,
            DOCUMENTS: self.attachments, ACCESS: self.access, PAST: self.past,
        }  # fmt: skip
        self.choosing = ConflictSheet(self, context)
        self._connect_header()
        self._connect_pages()
        self._add_actions()

    def _connect_header(self) -> None:
        header, presenter = self.view.header, self.presenter
        header.back.connect(self.leave)
        header.tab.connect(self.show_tab)
        header.visit.connect(presenter.visit)
        header.paper.connect(presenter.paper)
        header.choose.connect(self.choose)
        header.other.connect(presenter.other)
        header.renaming.connect(self.rename)
        header.shielding.connect(presenter.shield)
        header.binning.connect(presenter.bin)
        header.practice_gone.connect(presenter.remove_practice)
        header.erasing.connect(self.ask_erase_dossier)
        header.searching.connect(self.search)
        header.discreet.connect(self.discreet)

    def _connect_pages(self) -> None:
        view = self.view
        view.overview.ticked.connect(self.overview.tick)
        view.overview.people.connect(self.show_people)
        view.overview.every_step.connect(self.overview.show_every_step)
        view.overview.removed.connect(self.overview.remove)
        view.overview.opened.connect(self.overview.open_step)
        view.overview.visit.connect(self.overview.visit)
        view.overview.choosing.connect(self.choose_mark)
        view.overview.team.added.connect(self.team.add)
        view.overview.team.leading.connect(self.team.make_responsible)
        view.overview.team.leaving.connect(self.ask_take_off)
        view.people.chosen.connect(self.people.choose)
        view.people.changed.connect(self.people.change)
        view.people.begun.connect(self.people.begin)
        view.people.dropped.connect(self.people.drop)
        view.people.kept.connect(self.people.keep)
        view.people.adding.connect(self.add_person)
        view.people.second.connect(self.add_household)
        view.people.part_added.connect(self.people.add_part)
        view.people.removed.connect(self.people.remove)
        view.people.protecting.connect(self.protect)
        view.people.history.connect(self.people.history)
        view.people.choosing.connect(self.choose_field)
        view.people.same.decided.connect(self.people.decide)
        view.people.same.parted.connect(self.people.part)
        view.people.same.opened.connect(self.people.open_twin)
        view.contacts.opened.connect(self.contacts.show)
        view.contacts.begun.connect(self.contacts.begin)
        view.contacts.printed.connect(self.contacts.print)
        view.contacts.removed.connect(self.contacts.remove)
        view.attachments.chosen.connect(self.attachments.choose)
        view.attachments.adding.connect(self.add_document)
        view.attachments.brought.connect(self.attachments.bring)
        view.attachments.pasted.connect(self.attachments.paste)
        view.attachments.moved.connect(self.attachments.put_with)
        view.attachments.saving.connect(self.save_document)
        view.attachments.removed.connect(self.attachments.remove)
        view.attachments.erasing.connect(self.ask_erase_document)
        self._connect_access()
        view.past.chosen.connect(self.past.choose)
        view.past.entered.connect(self.past.enter)
        view.past.moded.connect(self.past.show)
        view.past.restored.connect(self.past.restore)
        view.past.erasing.connect(self.ask_erase)

    def _connect_access(self) -> None:
        view, access = self.view.access, self.access
        view.chosen.connect(access.choose)
        view.asking.connect(access.begin)
        view.joined.connect(access.add_colleague)
        view.stopping.connect(access.ask_stop)
        view.closed.connect(access.close)
        view.stop.stopped.connect(access.stop)
        view.form.changed.connect(access.weigh)
        view.form.finished.connect(access.finish)
        view.detail.renewed.connect(access.renew)
        view.detail.left.connect(access.leave)
        view.detail.notes.written.connect(access.write_note)
        view.detail.notes.changed.connect(access.change_note)
        view.detail.notes.removed.connect(access.remove_note)
        view.detail.notes.typed.connect(access.keep_note)

    def _add_actions(self) -> None:
        for spec, handler in (
            (ActionSpec("dossier.visit", N_("Bezoek starten"), Icon.NOTEBOOK_PEN, "Ctrl+B", _SECTION),
             self.presenter.visit),
            (ActionSpec("dossier.paper", N_("Blad voor het gezin maken"), Icon.PRINTER, "Ctrl+P", _SECTION),
             self.presenter.paper),
            (ActionSpec("dossier.person", N_("Persoon toevoegen"), Icon.USER_PLUS, "Ctrl+Shift+P", _SECTION),
             self.add_person),
            (ActionSpec("dossier.document", N_("Document toevoegen"), Icon.PAPERCLIP, "Ctrl+Shift+D", _SECTION),
             self.add_document),
            (ActionSpec("dossier.ask", N_("Opdracht maken"), Icon.SEND, "Ctrl+Shift+O", _SECTION),
             self.ask_someone),
            (ActionSpec("dossier.next", N_("Volgende tab"), None, "Ctrl+Tab", _SECTION, False), self.next_tab),
            (ActionSpec("dossier.last", N_("Vorige tab"), None, "Ctrl+Shift+Tab", _SECTION, False), self.last_tab),
            (ActionSpec("dossier.menu", N_("Menu van het dossier"), Icon.MENU, "Alt+M", _SECTION, False),
             self.view.header.open_menu),
            (ActionSpec("dossier.difference", N_("Alleen het verschil"), Icon.LIST, "D", _SECTION, False, _HERE),
             self.turn),
            (ActionSpec("dossier.bin", N_("Wat je koos weggooien"), Icon.TRASH, "Del", _SECTION, False, _HERE),
             self.throw_away),
        ):  # fmt: skip
            self.add_action(spec, handler)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - as declared by Screen
        """Show a household on a tab; `kind` and `row` lead to the past of one record."""
        super().activate(**params)
        household = params.get("household") or self.presenter.state.household
        if household is None:
            return
        self.presenter.open(Id(household), params.get("tab", ""))
        if params.get("row") is not None:
            self.past.open(Id(household), params.get("kind", ""), Id(params["row"]))
        else:
            self._open_tab(params.get("person"))
        if params.get("viewer") is not None:
            self.access.choose_when_read(Id(params["viewer"]))
        if params.get("form") == "outside":
            self.access.begin(FormKind.OUTSIDE)
        self.view.begin()

    def deactivate(self) -> None:
        """Keep what is being typed."""
        self.keep_drafts()
        self.choosing.close_sheet()
        super().deactivate()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew what changed, on the tab in sight."""
        self.presenter.refresh(changes)
        self._tab_presenters[self.presenter.state.tab].refresh(changes)
        if self.presenter.state.tab == OVERVIEW:
            self.team.refresh(changes)
        self.choosing.refresh()

    def keep_drafts(self) -> None:
        """Keep what is being typed in the forms, and new words for a choice."""
        self.view.people.keep()
        self.view.access.detail.notes.keep()
        self.choosing.chooser.keep_draft()

    def choose(self) -> None:
        """Choose between two versions of something, over the dossier."""
        if self.presenter.state.space is not None:
            self.choosing.choose(self.presenter.state.space)

    def choose_mark(self, mark: Mark) -> None:
        """Choose where there is a mark."""
        if self.presenter.state.space is not None:
            self.choosing.choose(self.presenter.state.space, mark.row, mark.field)

    def choose_field(self, row: Id, name: str) -> None:
        """Choose for a field of a form."""
        mark = self.people.mark(row, name)
        if mark is not None:
            self.choose_mark(mark)

    def areas(self) -> list[QWidget]:
        """Header and page; Personen and Geschiedenis have two sides."""
        page = self.view.stack.currentWidget()
        if page is self.view.people:
            return [self.view.header, self.view.people.side, self.view.people.page]
        if page is self.view.attachments and self.view.attachments.has_lines:
            return [self.view.header, self.view.attachments.left, self.view.attachments.right]
        if page is self.view.access:
            return [self.view.header, *self.view.access.areas()]
        if page is self.view.past:
            return [self.view.header, self.view.past.left, self.view.past.right]
        return [self.view.header, *([page] if page is not None else [])]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the header when there is little room."""
        super().resizeEvent(event)
        self.view.header.fit()

    def show_tab(self, tab: str) -> None:
        """Go to another tab; who worked on the page that goes begins on the new one, not where Qt happens to land."""
        page, focus = self.view.stack.currentWidget(), self.window().focusWidget()
        left = page is not None and focus is not None and page.isAncestorOf(focus)
        self.presenter.show(tab)
        self._open_tab(None)
        if left:
            self.view.begin()

    def _open_tab(self, person: Id | None) -> None:
        household = self.presenter.state.household
        if household is None:
            return
        tab = self.presenter.state.tab
        if tab == PEOPLE:
            self.people.open(household, person)
        elif tab == CONTACTS:
            self.contacts.open(household)
        elif tab == DOCUMENTS:
            self.attachments.open(household)
        elif tab == ACCESS:
            self.access.open(household)
        elif tab == PAST:
            self.past.open(household)
        else:
            self.overview.open(household)
            self.team.open(household)

    def show_people(self) -> None:
        """Go to the persons."""
        self.show_tab(PEOPLE)
        self.view.begin()

    def next_tab(self) -> None:
        """The tab at the right."""
        self._step(1)

    def last_tab(self) -> None:
        """The tab at the left."""
        self._step(-1)

    def _step(self, by: int) -> None:
        number = (TABS.index(self.presenter.state.tab) + by) % len(TABS)
        self.show_tab(TABS[number])
        self.view.begin()

    def search(self) -> None:
        """Open the search of the window."""
        self.trigger("search")

    def discreet(self) -> None:
        """Hide or show names, as Ctrl+Shift+H does."""
        self.trigger("discreet")

    def leave(self) -> None:
        """Back to the list."""
        self.context.shell.open("households")

    def turn(self) -> None:
        """Show all fields or only what differs."""
        if self.presenter.state.tab == PAST:
            self.view.past.turn()

    def throw_away(self) -> None:
        """Throw the step, contact or document in use away; a step only where the focus is on it."""
        if self.presenter.state.tab == OVERVIEW and self.view.overview.steps.hasFocus():
            self.view.overview.remove_step()
        elif self.presenter.state.tab == CONTACTS:
            self.view.contacts.remove_row()
        elif self.presenter.state.tab == DOCUMENTS:
            self.attachments.remove()

    def rename(self) -> None:
        """Ask for another name."""
        name = self.presenter.state.name
        self.context.dialogs.ask(
            _("Naam wijzigen"),
            _("Naam van het huishouden"),
            _("Naam bewaren"),
            self.presenter.rename,
            value=name,
        )

    def add_person(self) -> None:
        """Ask for a person on one line."""
        if self.presenter.state.tab != PEOPLE:
            self.show_tab(PEOPLE)
        self.context.dialogs.ask(
            _("Persoon toevoegen"),
            _("Naam, leeftijd of jaar, rol"),
            _("Persoon toevoegen"),
            self.people.add_person,
        )

    def ask_someone(self) -> None:
        """Begin an assignment for someone outside the dossier."""
        if self.presenter.state.tab != ACCESS:
            self.show_tab(ACCESS)
        self.access.begin(FormKind.ASSIGNMENT)

    def add_household(self) -> None:
        """Ask for the name of a second household."""
        self.context.dialogs.ask(
            _("Tweede huishouden"), _("Naam van het huishouden"), _("Huishouden toevoegen"),
            self.people.add_household,
        )  # fmt: skip

    def ask_take_off(self, user: object) -> None:
        """Ask before a colleague is taken off the dossier: it cannot be undone with Ctrl+Z."""
        if isinstance(user, bytes):
            self.context.dialogs.confirm(
                _("Van dit dossier halen?"), self.team.question(Id(user)), _("Haal van dit dossier"),
                partial(self.team.remove, Id(user)), danger=True,
            )  # fmt: skip

    def ask_erase(self) -> None:
        """Ask for the ground before a record is erased."""
        if question := self.past.erase_question():
            self.context.dialogs.pick(
                _("Gegevens wissen?"), question, _("Waarom"), erasing.grounds(), _("Wissen"), self.past.erase
            )

    def add_document(self) -> None:
        """Let a file be chosen; what may be added is said before."""
        if self.presenter.state.tab != DOCUMENTS:
            self.show_tab(DOCUMENTS)
        kinds = _("Documenten") + f" ({attachments.patterns()})"
        self.context.dialogs.open_file(_("Document toevoegen"), kinds, self._bring_one)

    def _bring_one(self, path: Path) -> None:
        self.attachments.bring([path])

    def ask_purpose(self, names: str, count: int) -> None:
        """Ask why a document is kept, before it is."""
        title = ngettext("Document toevoegen", "{count} documenten toevoegen", count).format(count=count)
        why = _("Wat geen doel heeft, hoort niet in het dossier. Het bestand op je laptop blijft staan.")
        self.context.dialogs.pick(
            title, f"{names}. {why}", _("Waarom bewaren we dit"), attachments.purposes(),
            _("Bewaar in dossier"), self.attachments.keep, danger=False,
        )  # fmt: skip

    def save_document(self) -> None:
        """Let a place be chosen for a file outside the profile."""
        self.context.dialogs.save_file(
            _("Bewaar als bestand (niet versleuteld)"), self.attachments.file_name(), _("Alle bestanden") + " (*)",
            self.attachments.save_as,
        )  # fmt: skip

    def ask_erase_document(self) -> None:
        """Ask for the ground before a document is erased."""
        if question := self.attachments.erase_question():
            self.context.dialogs.pick(
                _("Gegevens wissen?"),
                question,
                _("Waarom"),
                erasing.grounds(),
                _("Wissen"),
                self.attachments.erase,
            )

    def ask_erase_dossier(self) -> None:
        """Ask for the ground, and then for the name, before a whole dossier is erased."""
        self.context.dialogs.pick(
            _("Heel dit dossier wissen?"), erasing.dossier_question(), _("Waarom"), erasing.grounds(),
            _("Verder"), self._ask_name,
        )  # fmt: skip

    def _ask_name(self, ground: str) -> None:
        self.context.dialogs.ask(
            _("Weet je het zeker?"), _("Typ de naam van het huishouden"), _("Dossier wissen"),
            partial(self.presenter.erase_named, ground),
        )  # fmt: skip

    def protect(self, row: object) -> None:
        """Ask before something becomes protected: it cannot be undone."""
        if isinstance(row, bytes):
            self.context.dialogs.confirm(
                _("Beschermen?"), self.people.protect_question(), _("Beschermen"), _Protect(self.people, Id(row)),
                danger=True,
            )  # fmt: skip


class _Protect:
    """What follows on yes."""

    def __init__(self, presenter: PeoplePresenter, row: Id) -> None:
        self.presenter, self.row = presenter, row

    def __call__(self) -> None:
        self.presenter.protect(self.row)


def build(context: ScreenContext) -> Screen:
    """Make the screen."""
    return DossierScreen(context)


SPEC = ScreenSpec("dossier", N_("Dossier"), Icon.FOLDER_OPEN, "", 0, "", build, rail="households")
