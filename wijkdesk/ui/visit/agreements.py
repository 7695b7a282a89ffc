"""What is agreed in a visit: steps, promises, the next appointment, each from one typed line. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from wijkdesk.core.changes import ChangeSet
from wijkdesk.core.discreet import shown
from wijkdesk.core.errors import UserError
from wijkdesk.core.i18n import _, format_time
from wijkdesk.core.ids import Id
from wijkdesk.models.step import PromiseState
from wijkdesk.services import needs, steps
from wijkdesk.services.ports import Shell
from wijkdesk.services.session import Session
from wijkdesk.services.visits import Visit
from wijkdesk.ui.visit import shaping

STEP, PROMISE, APPOINTMENT = "step", "promise", "appointment"


@dataclass(frozen=True)
class Typed:
    """How a line of the entry field was understood, or what is wrong with it."""

    words: str = ""
    error: str = ""
    clear: bool = False


class Agreements:
    """Understands and keeps what is typed; `warning` is the question before a step that skips the basics."""

    def __init__(
        self,
        session: Session,
        shell: Shell,
        visit: Callable[[], Visit | None],
        write: Callable[[Callable[[], ChangeSet]], None],
        show: Callable[[], None],
        answer: Callable[[Typed], None],
    ) -> None:
        self.session, self.shell = session, shell
        self.visit, self.write, self.show, self.answer = visit, write, show, answer
        self.warning = ""

    def understand(self, mode: str, line: str) -> None:
        """Tell how the line being typed is understood."""
        visit = self.visit()
        if visit is None or not line.strip():
            self.answer(Typed())
            return
        read = steps.read_line(line, visit.names, self.session.today())
        parts = [_(" en ").join(shown(name.text) for name in read.who)]
        if read.day:
            parts.append(shaping.due_words(read.day, self.session.today())[0])
        if read.time:
            parts.append(format_time(read.time))
        self.answer(Typed(" · ".join(part for part in parts if part)))

    def agree(self, mode: str, line: str, reason: str = "", row: Id | None = None) -> None:
        """Add a step, a promise or the next appointment from a typed line; `row` = write that one anew."""
        visit = self.visit()
        if visit is None:
            return
        read = steps.read_line(line, visit.names, self.session.today())
        if mode == STEP and row is None and not reason and self._too_early(read):
            self.warning = _("Nog nu nodig: {needs}. Waarom nu toch deze stap?").format(
                needs=", ".join(need.label.lower() for need in needs.urgent(visit.needs))
            )
            self.show()
            return
        try:
            work = self._agreement(visit, mode, read, reason, row)
        except UserError as error:
            self.answer(Typed(error=error.sentences))
            return
        self.warning = ""
        self.write(work)
        self.answer(Typed(clear=True))

    def _too_early(self, line: steps.Line) -> bool:
        """A parenting step while a basic need is urgent: asked once, never blocked (domain.md #10)."""
        visit = self.visit()
        return visit is not None and steps.PARENTING in line.domains and bool(needs.urgent(visit.needs))

    def _agreement(
        self, visit: Visit, mode: str, line: steps.Line, reason: str, row: Id | None
    ) -> Callable[[], ChangeSet]:
        home, moment = visit.household, visit.moment
        if mode == APPOINTMENT:
            steps.check_planned(line)
            return partial(steps.plan, self.session, home, line)
        steps.check_filled(line)
        if row is not None:
            return partial(steps.change, self.session, row, line)
        if mode == PROMISE:
            return partial(steps.promise, self.session, home, line, moment)
        return partial(steps.add, self.session, home, line, moment, reason)

    def drop_warning(self) -> None:
        """The worker leaves that step for later."""
        self.warning = ""
        self.show()

    def tick(self, row: Id, done: bool) -> None:
        """A step was taken."""
        self.write(partial(steps.tick, self.session, row, done))

    def keep_promise(self, row: Id, kept: bool) -> None:
        """A promise was kept."""
        state = PromiseState.KEPT if kept else PromiseState.OPEN
        self.write(partial(steps.set_promise, self.session, row, state))

    def remove(self, row: Id) -> None:
        """To the bin, with the way back."""
        self.write(partial(steps.remove, self.session, row))
        visit = self.visit()
        promised = visit is not None and any(one.id == row for one in visit.promises)
        said = _("Belofte ligt in de prullenbak") if promised else _("Stap ligt in de prullenbak")
        self.shell.toast(said, undo=True)
