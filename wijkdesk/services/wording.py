"""Values of records in the words of the worker: for history, bin and conflict cards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel import Locale, UnknownLocaleError

from wijkdesk.core.discreet import shown
from wijkdesk.core.i18n import _, format_partial, format_when, language
from wijkdesk.core.ids import Id
from wijkdesk.core.unknown import Unknown
from wijkdesk.models.base import DELETED, SET_MARK, FieldSpec, FieldType, Record
from wijkdesk.models.life_domain import DEFAULT_DOMAINS, LifeDomainView
from wijkdesk.models.registry import KINDS
from wijkdesk.models.visit import Statement
from wijkdesk.services.session import from_moment
from wijkdesk.storage import queries

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from wijkdesk.models.person import Person
    from wijkdesk.services.session import Session

_SCREENS = {"nl": "nl", "en": "en"}
_NAMED = ("person", "household", "worker")


def join(names: Sequence[str]) -> str:
    """ "Samira, Jeroen en Lina"."""
    if len(names) < 2:
        return "".join(names)
    return _("{first} en {last}").format(first=", ".join(names[:-1]), last=names[-1])


def now_needed(needs: Sequence[str]) -> str:
    """ "Wonen en eten: nu nodig"; empty when nothing is."""
    first, *more = needs or ("",)
    words = join([first, *(name.lower() for name in more)])
    return _("{what}: nu nodig").format(what=words) if needs else ""


def age_words(person: Person, today: dt.date) -> str:
    """ "7 jaar"; "ongeveer 7 jaar" when only the birth year is known; empty when not even that."""
    age = person.age(today)
    if age is None:
        return ""
    return (_("ongeveer {age} jaar") if person.is_age_rough else _("{age} jaar")).format(age=age)


def age_and_year(person: Person, today: dt.date) -> str:
    """As `age_words`, and where it is rough the year behind it: "ongeveer 7 jaar (geboren rond 2019)"."""
    words = age_words(person, today)
    if not person.is_age_rough:
        return words
    return _("{age} (geboren rond {year})").format(age=words, year=person.born)


def language_name(code: str) -> str:
    """The name of a language in the language of the screens: "ar" is "Arabisch"; an unknown code stays."""
    try:
        name = Locale.parse(code.replace("_", "-"), sep="-").get_display_name(_SCREENS.get(language(), "nl"))
    except (UnknownLocaleError, ValueError):
        return code
    return name[:1].upper() + name[1:] if name else code


def field_title(kind: str, name: str) -> str:
    """The label of a field as the log names it ("present/ab12…" is the label of `present`)."""
    if name == DELETED:
        return _("Prullenbak")
    cls = KINDS.get(kind)
    spec = cls.specs().get(name.split(SET_MARK, maxsplit=1)[0]) if cls else None
    return spec.title if spec else name


def spec_of(kind: str, name: str) -> FieldSpec | None:
    """The declaration of a field as the log names it; None for one of a newer version."""
    cls = KINDS.get(kind)
    return cls.specs().get(name.split(SET_MARK, maxsplit=1)[0]) if cls else None


def in_words(session: Session, kind: str, name: str, value: Any) -> str:  # noqa: ANN401 - any field's value
    """A value as a worker reads it; nothing = "leeg"."""
    spec = spec_of(kind, name)
    if name == DELETED:
        return _("weggegooid") if value else _("teruggezet")
    if isinstance(value, Unknown):
        return _(value.label)
    if SET_MARK in name and spec is not None:
        return _element(session, spec, name.split(SET_MARK, maxsplit=1)[1], on=bool(value))
    if value is None or value == "":
        return _("leeg")
    return _typed_words(session, spec, value)


def _typed_words(session: Session, spec: FieldSpec | None, value: Any) -> str:  # noqa: ANN401 - any value
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, bytes):
        return caption_of(session, spec.targets if spec else (), Id(value))
    return _text_words(session, spec, str(value)) if spec else str(value)


def _text_words(session: Session, spec: FieldSpec, text: str) -> str:
    if spec.type is FieldType.CHOICE and spec.choices is not None:
        found = next((member for member in spec.choices if member.value == text), None)
        return str(getattr(found, "label", text))
    if spec.type is FieldType.DATE:
        return format_partial(text)
    if spec.type is FieldType.MOMENT:
        return format_when(from_moment(text), session.now())
    return text


def _element(session: Session, spec: FieldSpec, element: str, *, on: bool) -> str:
    word = element
    if spec.targets and len(element) == 32:
        word = caption_of(session, spec.targets, Id(bytes.fromhex(element)))
    return word if on else _("zonder {name}").format(name=word)


def caption_of(session: Session, kinds: tuple[str, ...], row: Id) -> str:
    """The name of a record that a field points to."""
    for kind in kinds:
        cls = KINDS.get(kind)
        found = queries.get(session.store, cls, row) if cls else None
        if found is not None:
            return name_of(found)
    default = next((domain for domain in DEFAULT_DOMAINS if domain.id == row), None)
    return default.caption if default else _("niet zichtbaar voor jou")


def name_of(record: Record) -> str:
    """The caption of a record; names of people are hidden in discreet mode."""
    return shown(record.caption) if record.KIND in _NAMED else record.caption


def whole_name(session: Session, record: Record) -> str:
    """Kind and caption: "Adres: Merelstraat 12"; parts of a person say whose they are."""
    title = _(type(record).TITLE)
    for name in ("person", "child", "subject", "owner"):
        row = getattr(record, name, None)
        if isinstance(row, bytes):
            return f"{title} · {caption_of(session, record.specs()[name].targets, Id(row))}"
    caption = name_of(record)
    return title if caption == title else f"{title}: {caption}"


def title_of(session: Session, record: Record) -> str:
    """What a page about one record is called: a statement by whose words they are, not by the words themselves."""
    if not isinstance(record, Statement):
        return whole_name(session, record)
    view = queries.get(session.store, LifeDomainView, record.view) if record.view else None
    if view is not None and view.domain and view.person:
        domain = caption_of(session, ("life_domain",), view.domain)
        person = caption_of(session, ("person",), view.person)
        return _("{domain}, woorden van {name}").format(domain=domain, name=person)
    kind = str(getattr(record.kind, "label", "")) or _(Statement.TITLE)
    if record.said_by is None:
        return kind
    name = caption_of(session, ("person", "worker", "organisation"), record.said_by)
    return _("{kind} van {name}").format(kind=kind, name=name)
