"""What the panel about packages shows: making one for a colleague, and what one brought. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_size, format_when, ngettext

if TYPE_CHECKING:
    import datetime as dt

    from wijkdesk.services.opening_packages import Opened
    from wijkdesk.services.packages import Made, Preview

NEW, EVERYTHING = "new", "everything"  # else: the id of a dossier, in hex

Options = tuple[tuple[str, str], ...]  # value and words


class Mode(StrEnum):
    """What the panel is about; `CLOSED` = it is not there."""

    CLOSED = "closed"
    MAKING = "making"
    MADE = "made"
    OPENED = "opened"


@dataclass(frozen=True)
class PackageState:
    """The panel. `people` and `contents` are options; `preview` belongs to what is chosen now."""

    mode: Mode = Mode.CLOSED
    people: Options = ()
    user: str = ""
    contents: Options = ()
    what: str = NEW
    documents: bool = True
    preview: Preview | None = None
    busy: str = ""
    error: str = ""
    made: Made | None = None
    opened: Opened | None = None
    now: dt.datetime | None = None

    @property
    def ready(self) -> bool:
        """Whether a package can be made now."""
        found = self.preview
        if found is None or self.busy:
            return False
        return bool(found.changes or (found.files and self.documents))


def what_options(dossiers: Options) -> Options:
    """What may go in, the usual first."""
    return (
        (NEW, _("Wat nog niet gedeeld is")),
        *((value, _("Alles van {name}").format(name=shown(name))) for value, name in dossiers),
        (EVERYTHING, _("Alles wat jullie samen hebben")),
    )


def preview_lines(state: PackageState) -> tuple[str, str, str]:
    """What goes in, of which dossiers, and how large the file becomes."""
    found = state.preview
    if found is None:
        return "", "", ""
    if found.empty:
        return _("Er is niets nieuws voor deze collega."), "", ""
    changes = ngettext("{n} wijziging", "{n} wijzigingen", found.changes).format(n=found.changes)
    size = found.size + (found.file_size if state.documents else 0)
    return (
        changes,
        " · ".join(shown(place) for place in found.places),
        _("Het pakket wordt ongeveer {size}.").format(size=format_size(size)),
    )


def documents_words(state: PackageState) -> str:
    """The tick for documents, with how many and how large; empty while there are none."""
    found = state.preview
    if found is None or not found.files:
        return ""
    many = ngettext("{n} document meenemen", "{n} documenten meenemen", found.files).format(n=found.files)
    return f"{many} ({format_size(found.file_size)})"


def made_lines(state: PackageState) -> tuple[str, str]:
    """What was made, and what to do with it."""
    made = state.made
    if made is None:
        return "", ""
    words = _("{file} staat klaar ({size}).").format(file=made.path.name, size=format_size(made.size))
    todo = _("Geef de stick aan {name}. Alleen {name} kan het pakket openen.").format(name=shown(made.name))
    return words, todo


def opened_lines(state: PackageState) -> tuple[str, tuple[str, ...]]:
    """Of whom and when, and a sentence for each thing that came of it."""
    opened = state.opened
    if opened is None or state.now is None:
        return "", ()
    made = format_when(opened.made, state.now)
    title = _("Van {name}, gemaakt {when}").format(name=shown(opened.who), when=made)
    lines = [_news(opened.new)]
    if opened.files:
        words = ngettext("{n} document kwam binnen.", "{n} documenten kwamen binnen.", opened.files)
        lines.append(words.format(n=opened.files))
    if opened.files_left:
        lines.append(_("{n} documenten klopten niet en kwamen niet binnen.").format(n=opened.files_left))
    if opened.choices:
        words = ngettext(
            "Op {n} plek schreven jullie allebei. Kies wat er komt te staan.",
            "Op {n} plekken schreven jullie allebei. Kies wat er komt te staan.",
            opened.choices,
        )
        lines.append(words.format(n=opened.choices))
    if opened.left_out:
        words = ngettext(
            "{n} wijziging hoort bij een dossier dat niet van jou is. Die is niet opgenomen.",
            "{n} wijzigingen horen bij een dossier dat niet van jou is. Die zijn niet opgenomen.",
            opened.left_out,
        )
        lines.append(words.format(n=opened.left_out))
    if opened.apart:
        words = ngettext(
            "{n} wijziging klopte niet en staat apart.",
            "{n} wijzigingen klopten niet en staan apart.",
            opened.apart,
        )
        lines.append(words.format(n=opened.apart))
    return title, tuple(lines)


def _news(new: int) -> str:
    if not new:
        return _("Je had alles al. Er kwam niets bij.")
    return ngettext("{n} wijziging kwam binnen.", "{n} wijzigingen kwamen binnen.", new).format(n=new)
