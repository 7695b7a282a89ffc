"""Colleagues and invitations, a line each."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from wijkdesk.core.i18n import _, ngettext
from wijkdesk.ui.kit.buttons import Button, QuietButton
from wijkdesk.ui.kit.cards import Card
from wijkdesk.ui.kit.icons import Icon
from wijkdesk.ui.kit.labels import Pill, Small
from wijkdesk.ui.kit.people import PersonLine
from wijkdesk.ui.kit.stacked import Rows
from wijkdesk.ui.kit.tone import Tone
from wijkdesk.ui.sharing.state import Facts, Invited, Member


def _line(name: str, detail: str, pill: str, tone: Tone) -> QWidget:
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.addWidget(PersonLine(name, detail, stacked=True), 1)
    if pill:
        box.addWidget(Pill(pill, tone))
    return row


class MemberRow(QWidget):
    """A colleague with a way to look closer: `opened(object)` gives the user."""

    opened = Signal(object)

    def __init__(self, member: Member, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.member = member
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(_line(member.name, member.detail, member.pill, Tone.INFO), 1)
        self.button = QuietButton(_("Bekijken"), size="small")
        self.button.setAccessibleName(_("{name} bekijken").format(name=member.name))
        self.button.clicked.connect(self._on_open)
        box.addWidget(self.button)

    def _on_open(self) -> None:
        self.opened.emit(self.member.user)


def _invited(invited: Invited) -> QWidget:
    return _line(invited.name, invited.detail, invited.pill, Tone.NEUTRAL if invited.good else Tone.WARN)


class PeopleCard(Card):
    """Who is in; `inviting` when a colleague is to be invited, `opened(object)` to look at one."""

    inviting = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.invite = Button(_("Collega uitnodigen"), Icon.USER_PLUS, "small")
        super().__init__(_("Collega’s"), self.invite, parent=parent)
        self.rows = Rows(self._member)
        self.gone = Small("", wrap=True)
        self.why = Small("", wrap=True)
        self.add(self.rows)
        self.add(self.gone)
        self.add(self.why)
        self.root = Small("", wrap=True)
        self.add(self.root)
        self.invite.clicked.connect(self.inviting)

    def _member(self, member: object) -> QWidget:
        assert isinstance(member, Member), "rows of members only"
        row = MemberRow(member)
        row.opened.connect(self.opened)
        return row

    def show_facts(self, facts: Facts, busy: bool) -> None:
        """Show who is in, and whether one can be invited now."""
        self.rows.show_items(facts.members)
        self.gone.setText(_("Uit de organisatie: {names}").format(names=", ".join(facts.gone)))
        self.gone.setVisible(bool(facts.gone))
        count = ngettext("{n} lid", "{n} leden", len(facts.members)).format(n=len(facts.members))
        self.set_note(count)
        self.invite.setVisible(facts.admin)
        self.invite.setEnabled(facts.sharing.server is not None and not busy)
        words = _("Vingerafdruk van je organisatie: {groups}").format(groups=facts.root_fingerprint)
        self.root.setText(words)
        self.root.setVisible(facts.admin)
        needs = facts.admin and facts.sharing.server is None
        self.why.setText(_("Verbind eerst met een server. Dan kun je uitnodigen.") if needs else "")
        self.why.setVisible(needs)


class InvitedCard(Card):
    """Invitations that wait; hidden without any."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Uitnodigingen"), parent=parent)
        self.rows = Rows(_invited)
        self.add(self.rows)

    def show_facts(self, facts: Facts) -> None:
        """Show what waits."""
        self.rows.show_items(facts.invited)
        self.setVisible(bool(facts.invited))
