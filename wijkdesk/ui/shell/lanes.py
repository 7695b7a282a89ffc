"""The `Jobs` port of presenters over the kit's job runner."""

from __future__ import annotations

import inspect
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

from wijkdesk.core.errors import EnvironmentFault, WijkError
from wijkdesk.core.i18n import _
from wijkdesk.core.progress import Progress
from wijkdesk.ui.kit.jobs import Job, JobRunner, Lane, Step

T = TypeVar("T")


class Lanes:
    """Runs a presenter's work; trouble nobody listens to goes to `trouble`, bugs to the crash handler."""

    def __init__(
        self,
        runner: JobRunner,
        trouble: Callable[[WijkError], None],
        progress: Callable[[str, Step | None, Callable[[], None] | None], None] | None = None,
    ) -> None:
        self.runner = runner
        self._trouble = trouble
        self._progress = progress
        self._gate = _Gate()

    def close(self) -> None:
        """The window is gone and the runner may live on: nothing that arrives from now on is told to anyone."""
        self._gate.open = False

    def write(
        self,
        work: Callable[[], T],
        *,
        owner: object,
        done: Callable[[T], None] | None = None,
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        """On the one write lane, in the order asked."""
        self._run(work, owner, done, failed, Lane.WRITE)

    def read(
        self,
        work: Callable[[], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[WijkError], None] | None = None,
    ) -> None:
        """On the read lane."""
        self._run(work, owner, done, failed, Lane.READ)

    def _run(
        self,
        work: Callable[[], T],
        owner: object,
        done: Callable[[T], None] | None,
        failed: Callable[[WijkError], None] | None,
        lane: Lane,
    ) -> None:
        told = _Gated(self._gate, _Faint(done)) if done is not None else None
        self.runner.run(_Plain(work), owner=owner, done=told, failed=self._fails(failed), lane=lane)

    def long(
        self,
        work: Callable[[Progress], T],
        *,
        owner: object,
        done: Callable[[T], None],
        failed: Callable[[WijkError], None] | None = None,
        title: str = "",
    ) -> None:
        """Work that takes longer than half a second; the window shows a bar with a way to stop.

        Stopped by the worker = `failed` with that said, so that a presenter never waits for ever.
        """
        bar = _Bar(title, self._progress)
        fails = _Then(bar.end, self._fails(failed))
        bar.job = self.runner.run(
            work,
            owner=owner,
            done=_Gated(self._gate, _Then(bar.end, done)),
            failed=_Gated(self._gate, fails),
            cancelled=_Gated(self._gate, _Stopped(fails)),
            progress=_Gated(self._gate, bar.report),
            lane=Lane.IO,
        )

    def _fails(self, failed: Callable[[WijkError], None] | None) -> Callable[[Exception], None]:
        return _Gated(self._gate, _Failure(failed or self._trouble))


class _Gate:
    """Whether results still reach the window."""

    def __init__(self) -> None:
        self.open = True


class _Gated:
    """A callback that is dropped once the gate is shut."""

    def __init__(self, gate: _Gate, call: Callable[..., None]) -> None:
        self._gate, self._call = gate, call

    def __call__(self, *values: object) -> None:
        if self._gate.open:
            self._call(*values)


class _Plain(Generic[T]):
    """Work that does not look at its job."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work

    def __call__(self, _job: Job) -> T:
        return self._work()


class _Faint(Generic[T]):
    """A callback that does not keep its presenter alive: one whose view is gone must not be told."""

    def __init__(self, call: Callable[[T], None]) -> None:
        self._method = weakref.WeakMethod(call) if inspect.ismethod(call) else None
        self._call = None if self._method else call

    def __call__(self, value: T) -> None:
        call = self._method() if self._method else self._call
        if call is not None:
            call(value)


class _Failure:
    """Sorts trouble with Dutch words from bugs."""

    def __init__(self, told: Callable[[WijkError], None]) -> None:
        self._told = _Faint(told)

    def __call__(self, error: Exception) -> None:
        if not isinstance(error, WijkError):
            raise error
        self._told(error)


class _Then(Generic[T]):
    """Ends the bar, then tells the presenter."""

    def __init__(self, first: Callable[[], None], then: Callable[[T], None]) -> None:
        self._first, self._then = first, _Faint(then)

    def __call__(self, value: T) -> None:
        self._first()
        self._then(value)


class _Stopped:
    """Tells the presenter that the worker stopped it."""

    def __init__(self, fails: Callable[[Exception], None]) -> None:
        self._fails = fails

    def __call__(self) -> None:
        self._fails(EnvironmentFault(_("Gestopt."), kept=_("Wat al klaar was, blijft bewaard.")))


class _Bar:
    """The progress of one long job, for the window."""

    def __init__(
        self, title: str, show: Callable[[str, Step | None, Callable[[], None] | None], None] | None
    ) -> None:
        self.title, self._show = title, show
        self.job: Job | None = None

    def report(self, step: Step) -> None:
        """Tell how far it is."""
        if self._show is not None:
            self._show(self.title, step, self.job.cancel if self.job else None)

    def end(self) -> None:
        """Take the bar away."""
        if self._show is not None:
            self._show(self.title, None, None)
