"""Colours and size of text among the steps that Ctrl+Z takes back; they live in the window, not in the store."""

from __future__ import annotations

from dataclasses import dataclass

from wijkdesk.core.settings import WindowSettings

MOST_STEPS = 50


@dataclass(frozen=True)
class LookStep:
    """A look to go back (or forth) to; `after` = the store's newest step when it was chosen."""

    after: int
    settings: WindowSettings


class LookSteps:
    """Two piles; the store's steps are numbered, so that the last thing done is always taken back first."""

    def __init__(self) -> None:
        self.done: list[LookStep] = []
        self.undone: list[LookStep] = []

    def add(self, before: WindowSettings, newest: int) -> None:
        """A look was chosen."""
        self.done = [*self.done, LookStep(newest, before)][-MOST_STEPS:]
        self.undone = []

    def is_next(self, newest: int) -> bool:
        """Whether a look, not a step of the store, is what comes back first."""
        return bool(self.done) and self.done[-1].after >= newest

    def is_next_again(self, newest: int) -> bool:
        """Whether a look is what is done again first; something new in the store ends that."""
        self.undone = [step for step in self.undone if step.after >= newest]
        return bool(self.undone) and self.undone[-1].after == newest

    def back(self, now: WindowSettings, newest: int) -> WindowSettings:
        """The look before; `now` can be done again."""
        step = self.done.pop()
        self.undone.append(LookStep(newest, now))
        return step.settings

    def again(self, now: WindowSettings, newest: int) -> WindowSettings:
        """The look that was taken back."""
        step = self.undone.pop()
        self.done.append(LookStep(newest, now))
        return step.settings
