"""Every refusal of the vault with its own Dutch sentences: what happened, what is kept, what to do."""

from __future__ import annotations

from wijkdesk.core.errors import EnvironmentFault, Refused
from wijkdesk.core.i18n import _


def wrong_passphrase() -> Refused:
    """The passphrase opens no slot (or the slot itself is damaged: these two look the same)."""
    return Refused(
        "wrong_passphrase",
        _("Deze wachtzin klopt niet."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Probeer het opnieuw, of gebruik je herstelcode."),
    )


def wrong_code() -> Refused:
    """A well-formed recovery code that opens no slot."""
    return Refused(
        "wrong_code",
        _("Deze herstelcode hoort niet bij deze kluis."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Kijk of je het papier van deze laptop hebt."),
    )


def wrong_escrow() -> Refused:
    """A custodian's key that opens no slot."""
    return Refused(
        "wrong_escrow",
        _("Deze noodsleutel past niet op deze kluis."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Vraag de beheerder welke noodsleutel bij deze kluis hoort."),
    )


def damaged() -> Refused:
    """The kluis is not what was written."""
    return Refused(
        "damaged",
        _("De kluis is beschadigd of door iemand veranderd."),
        kept=_("Je dossiers staan nog versleuteld op deze laptop. Er is niets overschreven."),
        todo=_("Zet een eerdere kluis terug, of vraag je beheerder om hulp."),
    )


def truncated() -> Refused:
    """The kluis file stops halfway."""
    return Refused(
        "truncated",
        _("Het bestand van de kluis is niet compleet. Het laatste stuk ontbreekt."),
        kept=_("Je dossiers staan nog versleuteld op deze laptop. Er is niets overschreven."),
        todo=_("Zet een eerdere kluis terug, of vraag je beheerder om hulp."),
    )


def newer_version() -> Refused:
    """The kluis was written by a later version of WijkDesk."""
    return Refused(
        "newer_version",
        _("Deze kluis is gemaakt met een nieuwere versie van WijkDesk."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Installeer eerst de nieuwste versie. Open daarna opnieuw."),
    )


def absurd_kdf() -> Refused:
    """The cost of deriving is outside the bounds; nothing was derived."""
    return Refused(
        "absurd_kdf",
        _("De kluis vraagt een berekening die niet bij WijkDesk hoort."),
        kept=_("De berekening is niet gestart. Er is niets veranderd."),
        todo=_("Open deze kluis niet. Laat hem nakijken door je beheerder."),
    )


def missing() -> Refused:
    """No kluis where one should be."""
    return Refused(
        "missing",
        _("De kluis staat niet op deze plek."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Zet de kluis terug uit een reservekopie."),
    )


def exists() -> Refused:
    """A kluis stands where a new one was asked."""
    return Refused(
        "exists",
        _("Op deze plek staat al een kluis."),
        kept=_("De kluis die er staat is niet veranderd."),
        todo=_("Open de bestaande kluis, of kies een andere plek."),
    )


def no_memory() -> EnvironmentFault:
    """The machine cannot give the memory that deriving needs."""
    return EnvironmentFault(
        _("De laptop heeft nu te weinig geheugen om te openen."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Sluit andere programma's en probeer het opnieuw."),
    )


def cannot_write() -> EnvironmentFault:
    """Disk full, folder gone or read-only."""
    return EnvironmentFault(
        _("Het opslaan op deze laptop is niet gelukt."),
        kept=_("Wat er al stond, is niet veranderd."),
        todo=_("Maak ruimte op de schijf en probeer het opnieuw."),
    )


def cannot_read() -> EnvironmentFault:
    """The file is there, but the system does not give it."""
    return EnvironmentFault(
        _("Een bestand van WijkDesk kan niet worden gelezen."),
        kept=_("Er is niets gewist of veranderd."),
        todo=_("Start de laptop opnieuw. Vraag daarna je beheerder om hulp."),
    )


def broken_seal() -> Refused:
    """A sealed piece that does not open: other key, other place, or changed bits."""
    return Refused(
        "broken_seal",
        _("Dit stuk kan niet worden geopend."),
        kept=_("Het is apart gezet en niet gewist."),
        todo=_("Vraag of je hier nog toegang toe hebt."),
    )


def bad_key() -> Refused:
    """A public key of a shape that does not exist."""
    return Refused(
        "bad_key",
        _("Deze sleutel is niet geldig."),
        kept=_("Er is niets gedeeld."),
        todo=_("Vraag de ander om een nieuwe uitnodiging."),
    )


def blob_damaged() -> Refused:
    """An attachment that was cut, mixed up, lengthened or changed."""
    return Refused(
        "blob_damaged",
        _("Deze bijlage is beschadigd of niet compleet."),
        kept=_("Het dossier zelf is niet veranderd."),
        todo=_("Haal de bijlage opnieuw op, of voeg haar opnieuw toe."),
    )


def forged_commit() -> Refused:
    """A commit whose signature does not hold."""
    return Refused(
        "forged_commit",
        _("Een wijziging heeft geen geldige handtekening."),
        kept=_("De wijziging is apart gezet. Je dossiers zijn niet veranderd."),
        todo=_("Meld dit aan je beheerder."),
    )


def unknown_device() -> Refused:
    """A commit of a device that no administrator has let in (yet)."""
    return Refused(
        "unknown_device",
        _("Een wijziging komt van een laptop die niet is toegelaten."),
        kept=_("De wijziging is apart gezet. Je dossiers zijn niet veranderd."),
        todo=_("Vraag je beheerder welke laptop dit is."),
    )


def forged_statement() -> Refused:
    """A statement about people or keys that nobody entitled has signed."""
    return Refused(
        "forged_statement",
        _("Een bericht over toegang is niet door de beheerder ondertekend."),
        kept=_("Niemand heeft hierdoor toegang gekregen of verloren."),
        todo=_("Meld dit aan je beheerder."),
    )


def unknown_root() -> Refused:
    """A statement of another organisation than the one pinned at founding or joining."""
    return Refused(
        "unknown_root",
        _("Een bericht over toegang hoort bij een andere organisatie."),
        kept=_("Niemand heeft hierdoor toegang gekregen of verloren."),
        todo=_("Vergelijk de vingerafdruk op je uitnodiging met je beheerder."),
    )


def bad_statement() -> Refused:
    """A statement about people or keys whose fields are not those of the format."""
    return Refused(
        "bad_statement",
        _("Een bericht over toegang kan niet worden gelezen."),
        kept=_("Niemand heeft hierdoor toegang gekregen of verloren."),
        todo=_("Installeer de nieuwste versie, of meld dit aan je beheerder."),
    )
