"""The visit as a place in the window: keys, timers of drafts, and the way to papers and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from wijkdesk.core.i18n import N_, _
from wijkdesk.core.ids import ZERO, Id
from wijkdesk.models.life_domain import Need
from wijkdesk.services.conflicts import Mark
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.conflict_sheet import ConflictSheet
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.screen import SLIM, Screen, ScreenContext, ScreenSpec
from wijkdesk.ui.visit.agreements import APPOINTMENT, PROMISE, STEP, Typed
from wijkdesk.ui.visit.presenter import VisitPresenter
from wijkdesk.ui.visit.view import VisitView

if TYPE_CHECKING:
    from wijkdesk.core.changes import ChangeSet

_SECTION = N_("Bezoek")
FOLD = ActionSpec("visit.fold", N_("Leefgebieden weg of erbij"), Icon.COLUMNS_2, "F4", _SECTION)
FOLD_TOO = ActionSpec(
    "visit.fold2", N_("Leefgebieden weg of erbij"), None, "Ctrl+\\", _SECTION, in_palette=False
)
NOTE = ActionSpec("visit.note", N_("Naar de notitie"), Icon.NOTEBOOK_PEN, "Ctrl+Return", _SECTION)
NEW_STEP = ActionSpec("visit.step", N_("Stap erbij"), Icon.FOOTPRINTS, "Ctrl+.", _SECTION)
NEW_PROMISE = ActionSpec("visit.promise", N_("Belofte erbij"), Icon.HANDSHAKE, "Ctrl+Shift+.", _SECTION)
NEW_APPOINTMENT = ActionSpec(
    "visit.appointment", N_("Volgende afspraak"), Icon.CALENDAR_PLUS, "Ctrl+Alt+.", _SECTION
)
SAVE = ActionSpec("visit.save", N_("Nu opslaan"), Icon.CHECK, "Ctrl+S", _SECTION, in_palette=False)
FINISH = ActionSpec("visit.finish", N_("Bezoek afronden"), Icon.CHECK, "Ctrl+Shift+Return", _SECTION)


class VisitScreen(Screen):
    """Opens on `contact_moment=`, or begins one with `household=` and maybe `appointment=`; `domain=` opens one."""

    chrome = SLIM

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.view = VisitView(context.session.me.id)
        self.body.addWidget(self.view)
        self.presenter = VisitPresenter(
            context.session, context.jobs, context.shell, self.view.show_state, self.answer
        )
        self.choosing = ConflictSheet(self, context)
        self._connect()
        for spec, handler in (
            (FOLD, self.presenter.fold), (FOLD_TOO, self.presenter.fold), (NOTE, self.view.show_visit),
            (NEW_STEP, self.new_step), (NEW_PROMISE, self.new_promise),
            (NEW_APPOINTMENT, self.new_appointment), (SAVE, self.save),
            (FINISH, self.view.show_closing),
        ):  # fmt: skip
            self.add_action(spec, handler)

    def _connect(self) -> None:
        view, presenter = self.view, self.presenter
        view.header.back.connect(presenter.back)
        view.header.discreet.connect(self.discreet)
        view.header.search.connect(self.search)
        view.finish.connect(presenter.finish)
        view.basics.stated.connect(presenter.set_need)
        view.basics.worded.connect(self.ask_words)
        view.matrix.opened.connect(presenter.open_domain)
        view.matrix.turned.connect(presenter.turn_page)
        view.matrix.roomed.connect(presenter.make_room)
        view.matrix.present.connect(presenter.set_present)
        view.matrix.scored.connect(presenter.set_score)
        view.matrix.worded.connect(presenter.set_words)
        view.matrix.drafted.connect(presenter.draft_words)
        view.matrix.factored.connect(presenter.set_factor)
        view.note.edited.connect(presenter.note_edited)
        view.note.write.connect(presenter.commit)
        view.note.keep.connect(presenter.keep_drafts)
        view.note.folded.connect(presenter.fold)
        view.note.asked_from.connect(self.ask_from)
        view.agreed.typed.connect(presenter.agreements.understand)
        view.agreed.agreed.connect(presenter.agreements.agree)
        view.agreed.ticked.connect(presenter.agreements.tick)
        view.agreed.kept.connect(presenter.agreements.keep_promise)
        view.agreed.removed.connect(presenter.agreements.remove)
        view.agreed.dropped.connect(presenter.agreements.drop_warning)
        view.closing.paper.connect(presenter.paper)
        for lines in (view.clashes, view.note.clashes, view.agreed.clashes):
            lines.asked.connect(self.choose)

    def activate(self, **params: Any) -> None:  # noqa: ANN401 - each screen names its own params
        """Show or begin a visit, with the cursor in the note."""
        super().activate(**params)
        if "contact_moment" in params:
            self.presenter.open(Id(params["contact_moment"]))
        elif "household" in params:
            self.presenter.start(Id(params["household"]), params.get("appointment"))
        if params.get("domain"):
            self.presenter.open_domain(Id(params["domain"]))
        self.view.show_visit()

    def way_back(self) -> dict[str, Any] | None:
        """To this visit: one that was begun here must not be begun again."""
        moment = self.presenter.book.moment
        return {"contact_moment": moment} if moment != ZERO else None

    def deactivate(self) -> None:
        """Write what was typed."""
        super().deactivate()
        self.choosing.close_sheet()
        self.view.note.stop()
        self.presenter.commit()

    def refresh(self, changes: ChangeSet) -> None:
        """Look again at what changed."""
        self.presenter.refresh(changes)
        self.choosing.refresh()

    def choose(self, mark: Mark) -> None:
        """Choose between two versions over the visit; what is being typed is written first."""
        self.presenter.commit()
        self.choosing.choose(mark.space, mark.row, mark.field)

    def keep_drafts(self) -> None:
        """Keep what is being typed, at once."""
        if self.view.matrix.open is not None:
            self.view.matrix.open.keep()
        self.presenter.keep_now(*self.view.note.editor.place())
        self.choosing.chooser.keep_draft()

    def areas(self) -> list[QWidget]:
        """Note, agreements, header, basics, domains, missing voices."""
        return self.view.areas()

    def discard(self) -> None:
        """Nothing that is still under way may reach a view that is gone."""
        self.view.note.stop()
        self.presenter.close()
        super().discard()

    def answer(self, typed: Typed) -> None:
        """How the line of agreements was understood."""
        self.view.agreed.answer(typed.words, typed.error, typed.clear)

    def new_step(self) -> None:
        """Type a step."""
        self.view.begin(STEP)

    def new_promise(self) -> None:
        """Type a promise."""
        self.view.begin(PROMISE)

    def new_appointment(self) -> None:
        """Type the next appointment."""
        self.view.begin(APPOINTMENT)

    def save(self) -> None:
        """Write what is typed now."""
        if self.view.matrix.open is not None:
            self.view.matrix.open.tell()
        self.presenter.commit()

    def ask_words(self, need: Need) -> None:
        """Ask in short what a need is about."""
        self._need = need
        found = next((one.words for one in self.view.state.needs if one.need is need), "")
        title = _("{need}: wat is er aan de hand?").format(need=need.label)
        self.context.dialogs.ask(title, _("In het kort"), _("Opschrijven"), self._on_need_words, value=found)

    def _on_need_words(self, text: str) -> None:
        self.presenter.set_need_words(self._need, text)

    def ask_from(self) -> None:
        """Ask from whom the words of this paragraph were heard."""
        known = self.view.note.editor.current()[1].heard_from or ""
        self.context.dialogs.ask(
            _("Van wie heb je dit gehoord?"), _("Naam of rol, zoals juf Lotte"), _("Opschrijven"),
            self._on_heard_from, value=known,
        )  # fmt: skip

    def _on_heard_from(self, who: str) -> None:
        self.view.note.editor.set_heard_from(who)
        self.view.note.editor.setFocus()

    def discreet(self) -> None:
        """Hide or show names, as Ctrl+Shift+H does."""
        self.trigger("discreet")

    def search(self) -> None:
        """Open the search of the window."""
        self.trigger("search")


SPEC = ScreenSpec("visit", N_("Bezoek"), Icon.FOOTPRINTS, "", 0, "", VisitScreen, rail="households")
