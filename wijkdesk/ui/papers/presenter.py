"""What the paper screen shows and does: choices in, pages as pictures out; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import discreet, shown
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.ids import Id
from wijkdesk.core.progress import Progress
from wijkdesk.services import papers
from wijkdesk.services.papers import Code, Document, Language, Loaded, Outsider
from wijkdesk.services.ports import Jobs, Shell
from wijkdesk.services.session import Session
from wijkdesk.ui.papers.state import Audience, Item, Message, Paper, State, Way

_KINDS = (
    "dossier", "household", "membership", "person", "contact_moment", "statement", "life_domain_view",
    "urgent_need", "step", "promise", "appointment", "sign_off", "worker", "organisation", "address",
    "disclosure",
)  # fmt: skip


class Stage(Protocol):
    """Where papers go besides the preview; the view is one."""

    def show_pages(self, pages: tuple[bytes, ...]) -> None:
        """Show pages over the whole screen."""

    def show_codes(self, codes: tuple[Code, ...]) -> None:
        """Show codes over the whole screen, one by one."""

    def print_pages(self, pages: tuple[bytes, ...]) -> None:
        """Send pages to the printer that was chosen."""


class PapersPresenter:
    """One visit to the paper screen; `render` gets each new state."""

    def __init__(
        self, session: Session, jobs: Jobs, shell: Shell, render: Callable[[State], None], stage: Stage
    ) -> None:
        self.session, self.jobs, self.shell = session, jobs, shell
        self.render, self.stage = render, stage
        self.state = State(languages=papers.languages())
        self.household: Id | None = None
        self.contact_moment: Id | None = None
        self.loaded: Loaded | None = None
        self.dpi = papers.SCREEN_DPI
        self.substitute = False
        self._revealed = self._making = self._again = self._signing = False
        self._asked = 0

    # ---- what is on the table

    def open(self, household: Id | None, contact_moment: Id | None, paper: Paper) -> None:
        """Begin with a household or contact moment; choices of another household are forgotten."""
        self.household, self.contact_moment, self.loaded = household, contact_moment, None
        self.substitute = self._revealed = False
        self._again = self._making  # pages at work are those of another household: they are not shown
        self.state = State(languages=papers.languages(), paper=paper if contact_moment else "family")
        self._tell()
        self._load()

    def refresh(self, changes: ChangeSet) -> None:
        """Read anew when something that stands on a paper changed."""
        if (self.household or self.contact_moment) and changes.touches(*_KINDS):
            self._load()

    def hide_again(self) -> None:
        """Names are hidden or shown in the whole window."""
        self._revealed = False
        self._tell()

    def _load(self) -> None:
        self._asked += 1
        work = _Load(self.session, self.household, self.contact_moment, self._asked)
        self.jobs.read(work, owner=self, done=self._on_loaded, failed=self._on_failed)

    def _on_loaded(self, answer: tuple[int, Loaded]) -> None:
        asked, loaded = answer
        if asked != self._asked:  # meanwhile something newer was asked
            return
        if self.loaded is None:
            self._change(language=loaded.source.language)
        self.loaded = loaded
        self._make()

    @property
    def document(self) -> Document | None:
        """The paper as chosen now."""
        if self.loaded is None:
            return None
        if self.state.paper == "note" and self.loaded.note is not None:
            note = replace(self.loaded.note, black_white=self.state.choices.black_white)
            if self.state.audience == "own":
                return note
            to = self._outsider()
            return papers.addressed(note, to) if to is not None else None
        return self.loaded.source.page(self.state.choices)

    # ---- choices

    def choose_paper(self, paper: Paper) -> None:
        """The family's page, or the note."""
        self.substitute = False
        self.state = replace(self.state, paper=paper, pages=())
        self._make()

    def choose_audience(self, audience: Audience) -> None:
        """For own work, or for someone outside: then it is made for one person, under an agreement."""
        self.state = replace(
            self.state, audience=audience, outsider=None, pages=(), ready=False, message=None
        )
        self._make()

    def choose_outsider(self, row: Id | None) -> None:
        """For whom the note is."""
        self.state = replace(self.state, outsider=row, pages=(), ready=False, message=None)
        self._make()

    def agree(self) -> None:
        """Go where an agreement with someone is written down."""
        if self.loaded is not None:
            household = self.loaded.source.about.household.id
            self.shell.open("dossier", household=household, tab="access", form="outside")

    def _outsider(self) -> Outsider | None:
        found = self.loaded.outsiders if self.loaded else ()
        return next((one for one in found if one.id == self.state.outsider), None)

    def choose_language(self, language: Language) -> None:
        """The language beside the Dutch."""
        self._change(language=language)
        self._make()
        if self.loaded is not None and self.loaded.source.about.dossier is not None:
            work = partial(papers.keep_language, self.session, self.loaded.source, language)
            self.jobs.write(work, owner=self, done=self.shell.changed)

    def choose(self, name: str, on: bool) -> None:
        """Switch `large`, `black_white`, `hide_surnames` or `neutral`."""
        self._change(**{name: on})
        self._make()

    def choose_item(self, row: Id, on: bool) -> None:
        """Put something on the page, or leave it off."""
        without = self.state.choices.without
        self._change(without=without - {row} if on else without | {row})
        self._make()

    def choose_dpi(self, dpi: int) -> None:
        """As sharp as the zoom needs, in dots per inch."""
        if dpi != self.dpi:
            self.dpi = dpi
            self._make()

    def take(self, way: Way) -> None:
        """Do what the message over the page offers."""
        if way == "replace":
            self.substitute = True
            self._make()
        elif way == "show":
            self.show()
        elif way == "visit":
            self.shell.open("visit", contact_moment=self.contact_moment)
        elif way == "agree":
            self.agree()
        elif way == "reveal":
            self._revealed = True
            self._tell()

    def _change(self, **values: Any) -> None:  # noqa: ANN401 - names of FamilyChoices only
        self.state = replace(self.state, choices=replace(self.state.choices, **values))

    # ---- pictures of the pages: one at work, at most one waiting; the old ones stay until the new are there

    def _make(self) -> None:
        self._tell()
        document = self.document
        if document is None:
            self._ask_for_whom()
            return
        if self._making:
            self._again = True
            return
        self._making = True
        work = partial(papers.as_pages, document, self.dpi, substitute=self.substitute)
        self.jobs.read(work, owner=self, done=self._on_pages, failed=self._on_unmade)

    def _ask_for_whom(self) -> None:
        """Nothing is made for someone outside before it is known for whom, and that it may."""
        if self.loaded is None:
            return
        if self.loaded.outsiders:
            message = Message(_("Kies voor wie het is."), _("Dan wordt het papier gemaakt."))
        else:
            message = Message(
                _("Er is nog geen afspraak om te delen."), _("Zonder afspraak wordt dit papier niet gemaakt."),
                _("Afspraak vastleggen"), "agree",
            )  # fmt: skip
        self.state = replace(self.state, message=message, pages=(), ready=False)
        self._tell()

    def _on_pages(self, pages: tuple[bytes, ...]) -> None:
        self._making = False
        if self._again:
            self._again = False
            self._make()
            return
        self.state = replace(self.state, pages=pages, ready=True, message=self._hint())
        self._tell()

    def _on_unmade(self, error: WijkError) -> None:
        self._making = False
        if self._again:
            self._again = False
            self._make()
            return
        self.state = replace(self.state, ready=False)
        self._on_failed(error)

    def _hint(self) -> Message | None:
        """What the worker may want to know of a paper that is well."""
        assert self.loaded is not None, "pages come after reading"
        if self.state.paper == "family" and not self.loaded.source.parts():
            action = _("Naar het bezoek") if self.contact_moment else ""
            way: Way = "visit" if action else ""
            return Message(_("Dit blad is nog leeg."), _("Schrijf een hoop of een stap op."), action, way)
        return None

    def _on_failed(self, error: WijkError) -> None:
        rest = " ".join(part for part in (error.kept, error.todo) if part)
        message = Message(error.text, rest, trouble=True)
        if isinstance(error, papers.UnknownGlyphs):
            action = _("Vervang het teken") if len(error.glyphs) == 1 else _("Vervang de tekens")
            message = replace(message, action=action, way="replace", trouble=False)
        self.state = replace(self.state, message=message)
        self._tell()

    def _tell(self) -> None:
        loaded, state = self.loaded, self.state
        if loaded is not None:
            state = replace(
                state,
                household=shown(loaded.source.about.household.name or ""),
                has_note=loaded.note is not None,
                items=self._items(loaded),
                words=papers.plain_text(loaded.source.page(state.choices)),
                signed=loaded.signed.words if loaded.signed else "",
                can_sign=loaded.note is not None
                and state.audience == "own"
                and (loaded.signed is None or loaded.signed.changed),
                outsiders=tuple((one.id, shown(one.name)) for one in loaded.outsiders),
                sign_words=self._sign_words(loaded),
                signing=self._signing,
                hidden=discreet() and not self._revealed,
            )
        self.state = state
        self.render(state)

    def _sign_words(self, loaded: Loaded) -> str:
        if self._signing:
            return _("Bezig met vaststellen…")
        return _("Opnieuw vaststellen") if loaded.signed else _("Vaststellen")

    def _items(self, loaded: Loaded) -> tuple[Item, ...]:
        without = self.state.choices.without
        return tuple(
            Item(part.id, part.group, part.text, part.id not in without) for part in loaded.source.parts()
        )

    # ---- where it goes

    def show(self) -> None:
        """The pages over the whole screen, sharp enough to photograph."""
        self._leave(partial(self._pages_to, self._show_now, papers.SHOW_DPI, ""))

    def print(self) -> None:
        """The pages to the printer that was chosen."""
        title = _("Blad klaarmaken om af te drukken")
        self._leave(partial(self._pages_to, self._print_now, papers.PRINT_DPI, title))

    def _leave(self, then: Callable[[], None]) -> None:
        """Let a paper go: one for someone outside is judged and listed first."""
        to = self._outsider() if self.state.paper == "note" and self.state.audience == "outside" else None
        if to is None or self.loaded is None or self.contact_moment is None or self.loaded.note is None:
            then()
            return
        words = self.loaded.note.title
        work = partial(
            papers.hand_over, self.session, self.loaded.source.about.space, to, self.contact_moment, words
        )
        self.jobs.write(work, owner=self, done=partial(self._on_handed, then), failed=self._on_failed)

    def _on_handed(self, then: Callable[[], None], changes: ChangeSet) -> None:
        self.shell.changed(changes)
        then()

    def no_printer(self) -> None:
        """Say that there is no printer, and what can be done instead."""
        text = _("Laat het blad zien voor een foto, of bewaar het als PDF.")
        message = Message(_("Er is geen printer gevonden."), text, _("Laat zien"), "show")
        self.state = replace(self.state, message=message)
        self._tell()

    def _show_now(self, pages: tuple[bytes, ...]) -> None:
        self._note()
        self.stage.show_pages(pages)

    def _show_codes(self, codes: tuple[Code, ...]) -> None:
        self._note()
        self.stage.show_codes(codes)

    def _note(self, *, printed: bool = False, saved: bool = False) -> None:
        if self.loaded is not None:
            papers.note_leaving(self.session, self.loaded.source, printed=printed, saved=saved)

    def _print_now(self, pages: tuple[bytes, ...]) -> None:
        self._note(printed=True)
        self.stage.print_pages(pages)
        self.shell.toast(_("Naar de printer gestuurd."))

    def _pages_to(self, done: Callable[[tuple[bytes, ...]], None], dpi: int, title: str) -> None:
        document = self.document
        if document is not None:
            work = _Pages(document, dpi, self.substitute)
            self.jobs.long(work, owner=self, done=done, failed=self._on_failed, title=title)

    def codes(self) -> None:
        """The words of the family's page as codes over the whole screen."""
        if self.loaded is not None:
            work = partial(papers.as_codes, self.loaded.source.page(self.state.choices), 1)
            self.jobs.read(work, owner=self, done=self._show_codes, failed=self._on_failed)

    @property
    def file_name(self) -> str:
        """The name proposed for the file; it names nobody."""
        document = self.document
        return papers.file_name(document, self.session.today()) if document else ""

    def save(self, path: Path) -> None:
        """Write the PDF to a file that the worker chose."""
        self._leave(partial(self._save_now, path))

    def _save_now(self, path: Path) -> None:
        document = self.document
        if document is not None:
            work = _Save(document, path, self.substitute)
            title = _("PDF bewaren")
            self.jobs.long(work, owner=self, done=self._on_saved, failed=self._on_failed, title=title)

    def _on_saved(self, path: Path) -> None:
        self._note(saved=True)
        self.shell.toast(_("Bewaard: {name}").format(name=path.name))

    def sign(self) -> None:
        """Vaststellen: keep the note as it is now, with its PDF."""
        if self.contact_moment is not None and self.state.can_sign and not self._signing:
            work = partial(papers.sign_note, self.session, self.contact_moment, substitute=self.substitute)
            self._signing = True
            self._tell()
            self.jobs.write(work, owner=self, done=self._on_signed, failed=self._on_not_signed)

    def _on_not_signed(self, error: WijkError) -> None:
        self._signing = False
        self._on_failed(error)

    def _on_signed(self, changes: ChangeSet) -> None:
        self._signing = False
        self.shell.changed(changes)
        self.shell.toast(_("Het verslag is vastgesteld."))
        self._load()


@dataclass(frozen=True)
class _Load:
    session: Session
    household: Id | None
    contact_moment: Id | None
    asked: int

    def __call__(self) -> tuple[int, Loaded]:
        return self.asked, papers.load(self.session, self.household, self.contact_moment)


@dataclass(frozen=True)
class _Pages:
    document: Document
    dpi: int
    substitute: bool

    def __call__(self, _progress: Progress) -> tuple[bytes, ...]:
        return papers.as_pages(self.document, self.dpi, substitute=self.substitute)


@dataclass(frozen=True)
class _Save:
    document: Document
    path: Path
    substitute: bool

    def __call__(self, _progress: Progress) -> Path:
        return papers.save_pdf(self.document, self.path, substitute=self.substitute)
