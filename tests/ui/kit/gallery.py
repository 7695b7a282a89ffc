"""One page with every widget of the kit, for the audit and for looking at."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from wijkdesk.core.unknown import Unknown
from wijkdesk.models.person import Person
from wijkdesk.ui.kit.choices import ChoiceField, DateField, NumberField, TickField
from wijkdesk.ui.kit.fields import LineField, TextField
from wijkdesk.ui.kit.forms import form_for
from wijkdesk.ui.kit.labels import statement_kinds
from wijkdesk.ui.kit.table import Cell, Column, PagedTableModel, TableRow
from wijkdesk.ui.kit.table_view import TableView
from wijkdesk.ui.kit.widgets import (
    Banner,
    Button,
    Card,
    CheckBox,
    DangerButton,
    Dot,
    DotAxis,
    DotPlot,
    EmptyState,
    FilterChip,
    FlowGrid,
    FlowRow,
    Hairline,
    Icon,
    IconButton,
    Kbd,
    NeedTile,
    Option,
    Page,
    PageHeader,
    PersonLine,
    Pill,
    PrimaryButton,
    QuietButton,
    RadioButton,
    ScoreCell,
    ScoreSlider,
    SegmentedChoice,
    StatementChip,
    StatusText,
    StepItem,
    StepList,
    Switch,
    TabBar,
    Tone,
    VersionItem,
    VersionList,
    Way,
)  # fmt: skip


class Rows:
    """A page source of `count` rows."""

    def __init__(self, count: int = 12) -> None:
        self.count, self.asked = count, 0

    def ids(self, sort: str, descending: bool) -> Sequence[bytes]:
        order = range(self.count - 1, -1, -1) if descending else range(self.count)
        return [number.to_bytes(16, "big") for number in order]

    def rows(self, ids: Sequence[bytes]) -> Sequence[TableRow]:
        self.asked += 1
        return [self.row(row_id) for row_id in ids]

    @staticmethod
    def row(row_id: bytes) -> TableRow:
        number = int.from_bytes(row_id, "big")
        late = Cell("Nu nodig: wonen", tone=Tone.DANGER, icon=Icon.TRIANGLE_ALERT, pill=True)
        cells = {
            "name": Cell(f"Huishouden {number}", "5 mensen", bold=True),
            "street": Cell("Merelstraat"),
            "next": Cell("vr 27 nov 11:00", muted=number % 2 == 1),
            "alert": late if number % 3 == 0 else Cell(),
            "shared": Cell("2 nog niet gedeeld", tone=Tone.WARN, icon=Icon.CLOUD_OFF),
        }
        return TableRow(row_id, cells, f"Huishouden {number}, 5 mensen")


COLUMNS = [
    Column("name", "Huishouden", 264), Column("street", "Straat", 120, drop=3),
    Column("next", "Volgende afspraak", 168, drop=1), Column("alert", "Let op", 208, sortable=False),
    Column("shared", "Gedeeld met team", 184, drop=2),
]  # fmt: skip


def flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = FlowRow(holder)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def gallery() -> Page:
    page = Page("Galerij")
    header = PageHeader(
        "El Amrani-Vermeer",
        "Merelstraat 12 · Nederlands en Arabisch · laatste contact vandaag, gebeld",
        [Pill("Wonen en geld: nu nodig", Tone.DANGER, Icon.TRIANGLE_ALERT)],
        [Button("Verslag maken", Icon.PRINTER), PrimaryButton("Bezoek starten", Icon.NOTEBOOK_PEN, keys="B")],
    )
    tabs = TabBar("Delen van het dossier", [("o", "Overzicht"), ("p", "Personen"), ("n", "Netwerk")])
    columns = QWidget()
    grid = FlowGrid(360, (698, 396))
    columns.setLayout(grid)
    grid.addWidget(scores())
    grid.addWidget(lists())
    grid.addWidget(fields())
    grid.addWidget(small())
    for part in (header, tabs, needs(), choices(), columns, table(), empty()):
        page.body.addWidget(part)
    return page


def needs() -> QWidget:
    return flow(
        NeedTile("Wonen", "now", "brief ontruiming"),
        NeedTile("Eten", "soon", "Genoeg tot zaterdag"),
        NeedTile("Energie", "fine"),
        NeedTile("Kindspullen"),
    )


def choices() -> QWidget:
    on, off = FilterChip("Van mij", 12), FilterChip("Stil geworden", 2, Icon.HOURGLASS)
    on.setChecked(True)
    dead = Button("Delen", Icon.SHARE_2)
    dead.setEnabled(False)
    told = SegmentedChoice(
        "Heeft hij het haar verteld?",
        [Option(True, "Ja", Icon.CHECK), Option(False, "Nee"), Option(Unknown.DONT_KNOW, "Weet niet")],
        value=True,
    )
    return flow(
        on, off, QuietButton("Namen verbergen", Icon.EYE_OFF), DangerButton("Wissen", Icon.TRASH),
        IconButton(Icon.X, "Sluiten"), dead, told,
    )  # fmt: skip


def scores() -> Card:
    card = Card("Hoe gaat het? Gezien door drie mensen", QuietButton("Over tijd", Icon.CHART_LINE, "small"))
    for number, (name, score) in enumerate((("Samira", 2), ("Jeroen", 7), ("Lina", None)), 1):
        card.add(PersonLine(name, "34 jaar", number))
        card.add(ScoreSlider(f"Wonen, {name}", number, score))
        card.add(ScoreCell(score, number, name))
    card.add(DotPlot("Wonen", [Dot("Samira", 1, 2), Dot("Jeroen", 2, 6), Dot("Lina", 3, 6)]))
    card.add(Hairline())
    card.add(DotPlot("Geld", []))
    card.add(DotAxis())
    card.add(Banner(Tone.INFO, "Praat hierover:", "Lina geeft school een 3.", icon=Icon.MESSAGE_CIRCLE))
    card.add(Banner(Tone.DANGER, "De schijf is vol.", "Je tekst staat er nog.", action="Opnieuw proberen"))
    return card


def lists() -> Card:
    card = Card("Volgende stappen", note="2 stappen")
    late = StepItem(1, "Formulier meenemen", "Aan Selam", "1 dag te laat", Tone.DANGER, Icon.CIRCLE_ALERT)
    card.add(StepList("Stappen", [late, StepItem(2, "Juf Lotte bellen", "Jeroen", "di 24 nov", done=True)]))
    now = VersionItem(1, "Noor Bakker", "vandaag 14:12", "Anders", "Nu", Tone.OK, Icon.CHECK, "NB")
    card.add(VersionList("Versies", [now, VersionItem(2, "Christa Visser", "di 3 november", "Gemaakt")]))
    card.body.addStretch(1)
    return card


def fields() -> Card:
    card = Card("Velden")
    wrong = DateField("Wanneer")
    wrong.show_error("Dit is geen datum.")
    known = LineField("Schuilnaam", "mag", unknowns=True)
    known.set_value(Unknown.WONT_SAY)
    own = TextField("Waar heb je last van?", "in eigen woorden")
    own.set_value("«Ik doe ze niet meer open.»\nلا أفتح الرسائل")
    place = ChoiceField(
        "Waar spreken we af?", [Option("home", "Thuis"), Option("hub", "Buurthuis")], unknowns=True
    )
    for field in (known, own, wrong, place, NumberField("Kinderen", 0, 20), TickField("Post mag")):
        card.add(field)
    card.add(form_for(Person, columns=2))
    return card


def small() -> Card:
    card = Card("Klein spul", tone="open")
    card.add(flow(*(StatementChip(kind) for kind, _word, _icon in statement_kinds())))
    saved = StatusText("Opgeslagen 14:02", Tone.OK, Icon.CHECK)
    card.add(flow(saved, StatusText("Afgedekt over 9 min", icon=Icon.LOCK), Kbd("Ctrl K")))
    for widget in (Switch("Namen verbergen"), CheckBox("Ik heb ze onthouden"), RadioButton("Licht")):
        widget.setChecked(True)
        card.add(widget)
    card.body.addStretch(1)
    return card


def table() -> TableView:
    model = PagedTableModel(COLUMNS, Rows())
    view = TableView("Huishoudens", model)
    model.reload()
    view.go_to((1).to_bytes(16, "big"))
    view.setMinimumHeight(240)
    return view


def empty() -> EmptyState:
    return EmptyState(
        Icon.USERS_ROUND,
        "Nog geen huishoudens",
        "Je eerste contact hoeft geen dossier te zijn.",
        [
            Way(
                "contact",
                "Contact noteren",
                Icon.FOOTPRINTS,
                "Contact noteren",
                "Iemand aan de deur.",
                Icon.PLUS,
            ),
            Way("practice", "Oefengezin openen", Icon.SPARKLES, "Eerst oefenen", "Je kunt niets stukmaken."),
        ],
    )
