"""The families of trouble. Services raise only these; anything else is a bug."""

from __future__ import annotations


class WijkError(Exception):
    """Trouble that has a Dutch sentence for the worker."""

    def __init__(self, text: str, *, kept: str = "", todo: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.kept = kept
        self.todo = todo

    @property
    def sentences(self) -> str:
        """What happened, what is kept, what to do, as one line of text."""
        return " ".join(part for part in (self.text, self.kept, self.todo) if part)


class UserError(WijkError):
    """Input that cannot be taken as it is; shown next to the field called `field`."""

    def __init__(self, text: str, *, field: str = "", kept: str = "", todo: str = "") -> None:
        super().__init__(text, kept=kept, todo=todo)
        self.field = field


class EnvironmentFault(WijkError):
    """Disk, network or system does not cooperate; shown in a banner."""


class Refused(WijkError):
    """Something that is not to be trusted or not allowed; `code` is a fixed word for tests and logs.

    `statement` = bytes of a signed commit that came with the refusal, not yet verified (`device_out`: a WIPE).
    """

    def __init__(
        self, code: str, text: str, *, kept: str = "", todo: str = "", statement: bytes = b""
    ) -> None:
        super().__init__(text, kept=kept, todo=todo)
        self.code = code
        self.statement = statement


class Cancelled(Exception):
    """The worker cancelled a long job."""
