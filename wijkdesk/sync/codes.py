"""The fixed words of refusal on the wire, each with the Dutch sentence for the worker (docs/protocol.md §8).

Server and client share this list; the client shows its own sentence and never text that a server sent.
"""

from __future__ import annotations

from typing import Final

from wijkdesk.core.errors import Refused
from wijkdesk.core.i18n import N_, _

_SENTENCES: Final[dict[str, str]] = {
    "bad_nonce": N_("De aanmelding bij de server klopte niet."),
    "expired_nonce": N_("De aanmelding bij de server was te oud."),
    "bad_signature": N_("De handtekening van deze laptop klopt niet."),
    "unknown_organisation": N_("De server kent je organisatie nog niet."),
    "unknown_device": N_("De server kent deze laptop niet."),
    "device_out": N_("Deze laptop heeft geen toegang meer."),
    "not_member": N_("Je bent geen lid van deze organisatie."),
    "not_admin": N_("Alleen een beheerder mag dit doen."),
    "not_open": N_("De server neemt geen nieuwe organisaties aan."),
    "founding": N_("De eerste gegevens van de organisatie kloppen niet."),
    "bad_token": N_("Deze uitnodiging is niet geldig."),
    "expired_token": N_("Deze uitnodiging is verlopen."),
    "used_token": N_("Deze uitnodiging is al gebruikt."),
    "newer_protocol": N_("De server en deze laptop hebben een andere versie."),
    "newer_format": N_("Dit is gemaakt met een nieuwere versie van WijkDesk."),
    "unreadable": N_("Dit kwam beschadigd aan."),
    "too_big": N_("Dit is te groot om te versturen."),
    "wrong_organisation": N_("Dit hoort bij een andere organisatie."),
    "wrong_space": N_("Dit hoort bij een andere ruimte."),
    "no_access": N_("Je hebt geen toegang tot deze ruimte."),
    "forged_author": N_("De handtekening van de schrijver klopt niet."),
    "unknown_author": N_("De laptop van de schrijver is niet bekend."),
    "forged_statement": N_("De beheerder heeft deze verklaring niet ondertekend."),
    "id_collision": N_("Er bestaat al iets anders onder dit nummer."),
    "clock": N_("De klok van deze laptop loopt ver voor."),
    "redacted": N_("Dit is gewist en kan niet opnieuw worden verstuurd."),
    "shredded": N_("Dit dossier is gewist. Er kan niets meer bij."),
    "not_allowed": N_("Dit mag niet met je rol."),
    "no_blob": N_("De server heeft deze bijlage niet."),
    "too_many": N_("De server kreeg te veel vragen. WijkDesk probeert het straks weer."),
    "bad_request": N_("De server begreep de vraag niet."),
    "bad_server": N_("De server gaf een antwoord dat niet klopt."),
    "wrong_certificate": N_("Dit is niet de server uit je uitnodiging."),
    "fault": N_("Er ging iets mis op de server."),
}
_UNKNOWN: Final = N_("De server weigerde dit.")


def sentence(code: str) -> str:
    """The Dutch sentence for a code; a general one for a code of a later version."""
    return _(_SENTENCES.get(code, _UNKNOWN))


def refusal(code: str, statement: bytes = b"") -> Refused:
    """The error for a code: what happened, what is kept, what to do; `statement` as in `protocol.Failure`."""
    return Refused(
        code,
        sentence(code),
        kept=_("Je werk staat veilig op deze laptop."),
        todo=_("Vraag je beheerder om hulp als dit zo blijft."),
        statement=statement,
    )


def known_codes() -> frozenset[str]:
    """All codes of this version."""
    return frozenset(_SENTENCES)
