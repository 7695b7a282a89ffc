"""The user key under the printed recovery code, kept in the log: server and paper give it back together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wijkdesk.core.errors import Refused, UserError
from wijkdesk.core.i18n import _
from wijkdesk.services.session import organisation_space
from wijkdesk.vault import recovery, sealing
from wijkdesk.vault.hpke import KeyPair

if TYPE_CHECKING:
    from wijkdesk.core.ids import Id
    from wijkdesk.storage.identity import Identity
    from wijkdesk.storage.unit_of_work import Unit


def under_code(me: Identity, code: bytes) -> bytes:
    """The user's private key sealed with the code's second key (docs/formats.md §4); empty without a code."""
    if not code:
        return b""
    return sealed(me.organisation, me.user, me.user_key.private, code)


def sealed(organisation: Id, user: Id, private: bytes, code: bytes) -> bytes:
    """A user's private key under a code."""
    return sealing.seal(recovery.user_key(code), organisation + user, private)


def opened(organisation: Id, user: Id, blob: bytes, code: str) -> KeyPair:
    """The user's own key, by the code as typed. UserError (`code`) when it is not the code of this wrap."""
    try:
        typed = recovery.parse(code)
    except UserError as error:
        raise UserError(error.text, field="code", kept=error.kept, todo=error.todo) from error
    try:
        private = sealing.open_(recovery.user_key(typed), organisation + user, blob)
        return KeyPair.from_private(private)
    except (Refused, ValueError) as error:
        raise UserError(
            _("Deze code hoort niet bij deze uitnodiging."),
            field="code",
            kept=_("Er is niets veranderd."),
            todo=_("Kijk de code na. Is er een nieuwere? Vraag dan een nieuwe uitnodiging."),
        ) from error


def keep(unit: Unit, me: Identity, blob: bytes) -> None:
    """Write it as a KEYWRAP of the user; nothing when there is none."""
    if blob:
        wraps = [["recovery", me.user, blob]]
        fields = {"of": "user", "owner": me.user, "key": me.user, "kind": "user", "wraps": wraps}
        unit.control(organisation_space(me.organisation), "KEYWRAP", fields | {"previous": None})
