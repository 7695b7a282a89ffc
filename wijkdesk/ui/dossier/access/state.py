"""What the tab Wie ziet wat shows, in words; no Qt."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from wijkdesk.core.i18n import N_
from wijkdesk.core.ids import Id
from wijkdesk.services.who_sees import Sight, Who

Options = tuple[tuple[str, str], ...]  # value and words

PARTS = (
    (N_("Dossier"), N_("gezin en plan")),
    (N_("Veiligheid"), N_("alleen wie moet")),
    (N_("Opdracht"), N_("één vraag")),
)
WORDS = {
    Sight.WRITES: N_("leest en schrijft"),
    Sight.NOTHING: N_("ziet niets"),
    Sight.ABSENT: N_("nog leeg"),
    Sight.IN_NEED: N_("met noodtoegang"),
    Sight.LENT: N_("leest tijdelijk"),
    Sight.STANDS_IN: N_("neemt waar"),
    Sight.PAPER: N_("alleen op papier"),
    Sight.DECIDED: N_("na besluit"),
    Sight.STOPPED: N_("gestopt"),
}


class Mode(Enum):
    """What stands beside the table."""

    LOOK = "look"
    STOP = "stop"
    FORM = "form"


class FormKind(Enum):
    """What is being made."""

    ASSIGNMENT = "assignment"
    MORE = "more"  # more items in an assignment that runs
    OUTSIDE = "outside"  # an agreement with someone who is no member yet
    STAND_IN = "stand_in"  # a colleague looks after the dossier for some days


@dataclass(frozen=True)
class Row:
    """Someone in the table: `sights` for dossier, safety and assignment."""

    key: bytes
    who: Who
    name: str
    detail: str
    sights: tuple[Sight, Sight, Sight]
    until: str = ""
    stoppable: bool = False


@dataclass(frozen=True)
class Deal:
    """An agreement to share, in words; `state` = valid, due, over or withdrawn."""

    key: bytes
    recipient: str
    purpose: str
    agreed: str
    pill: str
    state: str


@dataclass(frozen=True)
class SharedLine:
    """Something shared; `changed` = what the dossier says now, `gone` = thrown away there."""

    key: bytes
    words: str
    changed: tuple[str, ...] = ()
    gone: bool = False


@dataclass(frozen=True)
class NoteLine:
    """Something written in an assignment."""

    key: bytes
    who: str
    kind: str
    text: str
    mine: bool


@dataclass(frozen=True)
class Detail:
    """About the row in use: a title, sentences, and for an assignment what was shared and written."""

    title: str = ""
    sentences: tuple[str, ...] = ()
    question: str = ""
    shared: tuple[SharedLine, ...] = ()
    notes: tuple[NoteLine, ...] = ()
    writes: bool = False
    stop: str = ""  # the words of the button that stops it; empty = nothing to stop


@dataclass(frozen=True)
class Effect:
    """One thing that stopping does: which icon, what, and a word more."""

    icon: str
    what: str
    more: str


@dataclass(frozen=True)
class Stop:
    """What stopping does, what they have already, and who may want it: design 14, at the right."""

    title: str
    effects: tuple[Effect, ...]
    had_title: str
    had: tuple[tuple[str, str], ...]
    people: Options
    button: str = ""
    asks: bool = True  # who wants it and why, and what cannot be taken back


@dataclass(frozen=True)
class Choosable:
    """An item that can be shared: words and what it is."""

    key: bytes
    words: str
    kind: str


@dataclass(frozen=True)
class Form:
    """What a form asks: to whom, which items, who can agree; `need` = who must still be asked."""

    kind: FormKind
    title: str
    explain: str
    to: Options = ()
    people: Options = ()
    items: tuple[Choosable, ...] = ()
    grounds: Options = ()
    asked: Options = ()
    channels: Options = ()
    until: str = ""
    own: int = 0  # how many dossiers the worker has


@dataclass(frozen=True)
class Filled:
    """What a worker filled in."""

    to: str = ""  # a user in hex, or a name
    question: str = ""
    due: str = ""
    purpose: str = ""
    ground: str = ""
    asked: str = ""
    about: frozenset[str] = frozenset()
    given_by: frozenset[str] = frozenset()
    items: frozenset[bytes] = frozenset()
    exception: str = ""
    until: str = ""
    channel: str = ""
    every: bool = False  # all own dossiers


@dataclass(frozen=True)
class State:
    """The whole tab."""

    rows: tuple[Row, ...] = ()
    deals: tuple[Deal, ...] = ()
    current: bytes = b""
    mode: Mode = Mode.LOOK
    detail: Detail = field(default_factory=Detail)
    stop: Stop | None = None
    form: Form | None = None
    need: str = ""
    error: tuple[str, str] = ("", "")
    colleagues: Options = ()
    guests: Options = ()
    standbys: Options = ()  # who could stand in
    lent: bool = False  # not in one's own hands: nothing to hand on
    note_kinds: Options = ()
    loaded: bool = False
    practice: bool = False
    stale: int = 0

    @property
    def row(self) -> Row | None:
        """The row in use."""
        return next((row for row in self.rows if row.key == self.current), None)


def user_of(value: str) -> Id:
    """A user from its hex."""
    return Id(bytes.fromhex(value))
