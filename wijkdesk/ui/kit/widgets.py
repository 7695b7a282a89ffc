"""One door to all widgets: `from wijkdesk.ui.kit.widgets import Pill, Card`."""

from __future__ import annotations

from wijkdesk.ui.kit.announce import announce
from wijkdesk.ui.kit.banner import Banner, Mark
from wijkdesk.ui.kit.buttons import Button, DangerButton, IconButton, PrimaryButton, QuietButton
from wijkdesk.ui.kit.cards import Card, EmptyState, Hairline, Page, PageHeader, Way
from wijkdesk.ui.kit.checks import CheckBox, RadioButton, Switch
from wijkdesk.ui.kit.chips import FilterChip, Option, SegmentedChoice
from wijkdesk.ui.kit.dots import Dot, DotAxis, DotPlot
from wijkdesk.ui.kit.flow import FlowGrid, FlowRow
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Heading, Kbd, Label, Pill, Small, StatementChip, StatusText, Tag
from wijkdesk.ui.kit.needs import NeedState, NeedTile
from wijkdesk.ui.kit.people import PersonBadge, PersonLine
from wijkdesk.ui.kit.row_lists import StepList, VersionList
from wijkdesk.ui.kit.rows import StepItem, VersionItem
from wijkdesk.ui.kit.scores import Score, ScoreCell, ScoreSlider, score_words
from wijkdesk.ui.kit.tabs import TabBar
from wijkdesk.ui.kit.tone import Tone

__all__ = [
    "Banner", "Button", "Card", "CheckBox", "DangerButton", "Dot", "DotAxis", "DotPlot", "EmptyState",
    "FilterChip", "FlowGrid", "FlowRow", "Hairline", "Heading", "Icon", "IconButton", "Kbd", "Label",
    "Mark", "NeedState", "NeedTile", "Option", "Page", "PageHeader", "PersonBadge", "PersonLine", "Pill",
    "PrimaryButton", "QuietButton", "RadioButton", "Score", "ScoreCell", "ScoreSlider", "SegmentedChoice",
    "Small", "StatementChip", "StatusText", "StepItem", "StepList", "Switch", "TabBar", "Tag", "Tone", "VersionItem",
    "VersionList", "Way", "announce", "score_words",
]  # fmt: skip
