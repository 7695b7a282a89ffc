"""The commands. Only what a command needs is imported when it runs."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wijkdesk import __version__
from wijkdesk.core.errors import WijkError
from wijkdesk.core.i18n import _

if TYPE_CHECKING:
    import argparse

    from wijkdesk.services.session import Session
    from wijkdesk.ui.rehearsal.ports import Served
    from wijkdesk.vault.custodian import Custodian

    Command = Callable[[argparse.Namespace], int]
    _Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse gives its type no public name

# Each is `main(argv) -> int`; a command is there when its module is.
_PARTS = {"rehearse": "wijkdesk.ui.rehearsal.main", "bench": "wijkdesk.bench.main"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; gives the exit code. Trouble is told in Dutch on standard error, with code 2."""
    given = list(sys.argv[1:] if argv is None else argv)
    if given and given[0] == "rehearse":
        return _rehearse(given[1:])
    if given and given[0] in _PARTS and _there(given[0]):
        return int(importlib.import_module(_PARTS[given[0]]).main(given[1:]))
    try:
        return _call(given)
    except WijkError as error:
        sys.stderr.write(error.sentences + "\n")
        return 2


def _call(given: list[str]) -> int:
    if given in ([], ["run"]):  # what a worker starts needs no parser
        return _run()
    if given == ["window"]:
        return _window()
    options = _parser().parse_args(given)
    command: Command = options.command
    return command(options)


def _there(name: str) -> bool:
    return importlib.util.find_spec(_PARTS[name]) is not None


def _parser() -> argparse.ArgumentParser:
    import argparse

    parser = argparse.ArgumentParser(
        prog="wijkdesk", description=_("Dossiers voor het wijkteam, op je eigen laptop.")
    )
    commands = parser.add_subparsers(metavar=_("opdracht"), required=True)
    _add(commands, "run", _("WijkDesk openen"), _run)
    _add(commands, "version", _("De versie tonen"), _version)
    _add(commands, "window", "", _window)
    for name, words in (("rehearse", _("De hoofdtaak naspelen")), ("bench", _("Meten"))):
        if _there(name):
            commands.add_parser(name, help=words)
    _add_profile_commands(commands)
    _add_escrow(commands)
    _add_server(commands)
    return parser


def _rehearse(argv: Sequence[str]) -> int:
    """Play the main job with the real program and a real server; both come from here, above the screens."""
    from wijkdesk.app import App
    from wijkdesk.bench.forging import by_changed_program
    from wijkdesk.bench.hunt import hunt
    from wijkdesk.ui.rehearsal.main import main as rehearse
    from wijkdesk.ui.rehearsal.ports import Ports

    return rehearse(argv, Ports(App, _spoiled_server, _again, by_changed_program, hunt))


def _again(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "wijkdesk.cli", *words]


@contextmanager
def _spoiled_server(file: Path, port: int) -> Iterator[Served]:
    """A real server, and a liar before it that hands on everything until it is told to lie."""
    from wijkdesk.bench.spoiler import Spoiler
    from wijkdesk.server.api import Options
    from wijkdesk.server.running import LocalServer
    from wijkdesk.ui.rehearsal.ports import Served

    liar = Spoiler()
    with LocalServer(file, port=port, options=Options(open_=True), front=liar.before) as server:
        yield Served(server.url, server.pin, liar.slip_in, liar.left)


def _add(
    commands: _Subparsers[argparse.ArgumentParser], name: str, words: str, command: Command
) -> argparse.ArgumentParser:
    made = commands.add_parser(name) if not words else commands.add_parser(name, help=words)
    made.set_defaults(command=command)
    return made


def _add_profile_commands(commands: _Subparsers[argparse.ArgumentParser]) -> None:
    backup = _add(commands, "backup", _("Nu een reservekopie maken"), _backup)
    restore = _add(commands, "restore", _("Een reservekopie terugzetten in een nieuw profiel"), _restore)
    verify = _add(commands, "verify", _("Het hele logboek nakijken"), _verify)
    for parser in (backup, verify):
        parser.add_argument("--profile", type=Path, help=_("map van het profiel"))
    backup.add_argument("--to", type=Path, help=_("waar de kopie komt"))
    restore.add_argument("file", type=Path, help=_("de reservekopie"))


def _add_escrow(commands: _Subparsers[argparse.ArgumentParser]) -> None:
    escrow = commands.add_parser("escrow", help=_("De noodsleutel van een organisatie"))
    tasks = escrow.add_subparsers(metavar=_("taak"), required=True)
    make = _add(tasks, "make-custodian", _("Een bewaarder maken, op zijn eigen stick"), _make_custodian)
    make.add_argument("--name", required=True, help=_("naam van de bewaarder"))
    make.add_argument("--to", type=Path, required=True, help=_("map op de stick"))
    name = _add(tasks, "name", _("Drie bewaarders aanwijzen"), _name_custodians)
    name.add_argument("files", type=Path, nargs=3, help=_("de openbare bestanden van de bewaarders"))
    status = _add(tasks, "status", _("Zeggen wie de noodsleutel bewaart"), _escrow_status)
    open_ = _add(tasks, "open", _("Met twee bewaarders een sleutel terughalen"), _escrow_open)
    open_.add_argument("what", choices=("user", "root", "spaces", "kluis"))
    open_.add_argument("--custodian", type=Path, action="append", required=True, help=_("bestand, twee keer"))
    open_.add_argument("--reason", required=True, help=_("waarom; iedereen van de organisatie leest dit"))
    open_.add_argument("--user", help=_("naam van de collega, bij user"))
    open_.add_argument("--to", type=Path, help=_("waar de uitnodiging komt, bij user"))
    for parser in (name, status, open_):
        parser.add_argument("--profile", type=Path, help=_("map van het profiel"))


def _add_server(commands: _Subparsers[argparse.ArgumentParser]) -> None:
    server = commands.add_parser("server", help=_("De server van een organisatie"))
    tasks = server.add_subparsers(metavar=_("taak"), required=True)
    serve = _add(tasks, "serve", _("De server draaien"), _serve)
    token = _add(tasks, "token", _("Een organisatie toelaten: een code voor 14 dagen"), _token)
    backup = _add(tasks, "backup", _("Een kopie van het serverbestand maken"), _server_backup)
    restore = _add(tasks, "restore", _("Een kopie terugzetten op een gestopte server"), _server_restore)
    epoch = _add(tasks, "epoch", _("Laptops laten aanvullen wat een eigen herstel mist"), _server_epoch)
    for parser in (serve, token, backup, restore, epoch):
        place = parser.add_mutually_exclusive_group(required=True)
        place.add_argument("--file", dest="place", type=Path, help=_("het SQLite-bestand van de server"))
        place.add_argument("--database", dest="place", type=_url, help=_("of PostgreSQL: postgresql://..."))
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=8443)
    serve.add_argument("--blobs", type=Path, help=_("map voor bijlagen"))
    serve.add_argument("--tls", type=Path, help=_("map met server.crt en server.key"))
    serve.add_argument("--open", action="store_true", help=_("laat elke nieuwe organisatie toe, zonder code"))
    for name, default in (("device", 40), ("address", 400)):
        words = _("hoogste aantal vragen per seconde, 0 = geen grens")
        serve.add_argument(f"--{name}-rate", type=float, default=default, help=words)
    serve.add_argument("--proxies", default="", help=_("adressen van een omgekeerde proxy, met komma's"))
    backup.add_argument("--to", type=Path, required=True)
    restore.add_argument("--from", dest="source", type=Path, required=True)


def _url(text: str) -> str:
    import argparse

    if not text.startswith("postgresql://"):
        raise argparse.ArgumentTypeError(_("begint met postgresql://"))
    return text


def _run(_options: argparse.Namespace | None = None) -> int:
    from wijkdesk.core import parent
    from wijkdesk.core.paths import data_home

    code = parent.watch(data_home())
    if code == parent.ALREADY_OPEN:
        return _raise_first()
    if code == parent.KEEPS_CRASHING:
        kept = _("Je dossiers staan veilig op deze laptop.")
        sys.stderr.write(_("WijkDesk stopt steeds opnieuw.") + f" {kept} " + _("Bel je beheerder.") + "\n")
    return code


def _raise_first() -> int:
    from wijkdesk.app import ring_first_window

    return 0 if ring_first_window() else 3


def _window(_options: argparse.Namespace | None = None) -> int:
    from wijkdesk.core import parent

    parent.no_core_dumps()
    parent.hide_memory()
    from wijkdesk.app import main as window

    return window()


def _version(_options: argparse.Namespace) -> int:
    sys.stdout.write(f"WijkDesk {__version__}\n")
    return 0


def _ask_words() -> str:
    return _ask(_("Wachtzin: "))


def _profile(options: argparse.Namespace) -> Path:
    from wijkdesk.core.errors import UserError
    from wijkdesk.services import profiles

    known = [info.folder for info in profiles.profiles()]
    if options.profile is None and len(known) != 1:
        raise UserError(_("Zeg met --profile welke map je bedoelt."))
    return Path(options.profile or known[0])


def _backup(options: argparse.Namespace) -> int:
    from wijkdesk.services import backups, profiles

    session = profiles.unlock(_profile(options), _ask_words())
    try:
        made = backups.make(session, options.to)
    finally:
        session.close()
    sys.stdout.write(_("Gemaakt: {file}").format(file=made) + "\n")
    return 0


def _restore(options: argparse.Namespace) -> int:
    from wijkdesk.services import restoring

    restored = restoring.restore(options.file, _ask_words())
    restored.session.close()
    text = _("Teruggezet in {folder}.").format(folder=restored.session.folder)
    sys.stdout.write(
        text + (" " + _("Je beheerder moet deze laptop nog toelaten.") if restored.pending else "") + "\n"
    )
    return 0


def _verify(options: argparse.Namespace) -> int:
    from wijkdesk.services import backups, profiles

    session = profiles.unlock(_profile(options), _ask_words())
    try:
        found = backups.verify(session)
    finally:
        session.close()
    whole = _("Alles is heel: {n} wijzigingen nagekeken.").format(n=found.commits)
    lines = [f"{one.text} ({one.where})" if one.where else one.text for one in found.findings] or [whole]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if found.whole else 1


def _make_custodian(options: argparse.Namespace) -> int:
    from wijkdesk.services import custody, profiles

    words = _ask(_("Wachtzin van de bewaarder: "))
    private, public = custody.make_custodian(options.to, options.name, words, profiles.FULL)
    found = custody.read_public(public)
    lines = (
        _("Blijft op de stick: {file}").format(file=private.name),
        _("Voor de beheerder: {file}").format(file=public.name),
        _("Vingerafdruk, lees hem voor: {groups}").format(groups=found.fingerprint),
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _name_custodians(options: argparse.Namespace) -> int:
    from wijkdesk.services import custody

    chosen = [custody.read_public(path) for path in options.files]
    for one in chosen:
        sys.stdout.write(f"{one.name}: {one.fingerprint}\n")
    with _opened(options) as session:
        custody.name_custodians(session, chosen)
    sys.stdout.write(_("De noodsleutel is gemaakt. Deel nu met de server.") + "\n")
    return 0


def _escrow_status(options: argparse.Namespace) -> int:
    from wijkdesk.services import custody

    with _opened(options) as session:
        kept = custody.kept(session)
    if not kept.custodians:
        sys.stdout.write(_("Er is nog geen noodsleutel.") + "\n")
        return 1
    sys.stdout.write(_("Bewaarders: {names}").format(names=", ".join(kept.custodians)) + "\n")
    sys.stdout.write(_("Sleutels hier zonder noodkopie: {n}").format(n=kept.lacking) + "\n")
    return 0


def _escrow_open(options: argparse.Namespace) -> int:
    from wijkdesk.core.errors import UserError
    from wijkdesk.services import custody, profiles

    if len(options.custodian) != 2:
        raise UserError(_("Geef de bestanden van twee bewaarders."))
    chosen = []
    for path in options.custodian:
        words = _ask(_("Wachtzin voor {file}: ").format(file=path.name))
        chosen.append(custody.open_private(path, words, profiles.FULL))
    if options.what == "kluis":
        return _open_kluis(options, chosen)
    with _opened(options) as session:
        return _give_back(options, session, chosen)


def _give_back(options: argparse.Namespace, session: Session, chosen: Sequence[Custodian]) -> int:
    from wijkdesk.core.errors import UserError
    from wijkdesk.services import colleagues, custody, outgoing

    if options.what == "root":
        custody.open_root(session, chosen, options.reason)
        told = _("Deze laptop is weer beheerder van de organisatie. Deel nu met de server.")
    elif options.what == "spaces":
        count = custody.open_spaces(session, chosen, options.reason)
        told = _("Sleutels teruggehaald: {n}").format(n=count)
    else:
        found = [one.user for one in colleagues.colleagues(session) if one.name == options.user]
        if len(found) != 1 or options.to is None:
            raise UserError(_("Zeg met --user wie het is, en met --to waar het bestand komt."))
        raw, code = custody.open_user(session, found[0], chosen, options.reason)
        outgoing.write_file(options.to, raw)
        told = _("Uitnodiging voor een nieuwe laptop gemaakt. Code: {code}").format(code="-".join(code))
    sys.stdout.write(told + "\n")
    return 0


def _open_kluis(options: argparse.Namespace, chosen: Sequence[Custodian]) -> int:
    from wijkdesk.services import custody, profiles

    folder, words = _profile(options), _ask(_("Nieuwe wachtzin voor dit profiel: "))
    custody.open_kluis(folder, chosen, words, profiles.FULL)
    session = profiles.unlock(folder, words, strain=profiles.FULL)
    try:
        custody.note_kluis(session, chosen, options.reason)
    finally:
        session.close()
    sys.stdout.write(_("De kluis heeft een nieuwe wachtzin. Deel nu met de server.") + "\n")
    return 0


@contextmanager
def _opened(options: argparse.Namespace) -> Iterator[Session]:
    """The profile, unlocked, while no window has it open."""
    from wijkdesk.core.errors import UserError
    from wijkdesk.core.filelock import FileLock
    from wijkdesk.services import profiles

    folder = _profile(options)
    lock = FileLock(folder.parent / ".window")
    if not lock.take():
        raise UserError(_("Sluit eerst het venster van WijkDesk."))
    try:
        session = profiles.unlock(folder, _ask_words(), strain=profiles.FULL)
        try:
            yield session
        finally:
            session.close()
    finally:
        lock.release()


def _ask(label: str) -> str:
    import getpass

    return getpass.getpass(label) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")


def _serve(options: argparse.Namespace) -> int:
    from wijkdesk.server import commands
    from wijkdesk.server.api import Options

    chosen = Options(
        open_=options.open,
        device_rate=options.device_rate,
        address_rate=options.address_rate,
        proxies=options.proxies,
    )
    commands.serve(
        options.place, options.host, options.port, tls=options.tls, blobs=options.blobs, options=chosen
    )
    return 0


def _token(options: argparse.Namespace) -> int:
    from wijkdesk.server import commands

    sys.stdout.write(commands.make_founding_token(options.place).hex() + "\n")
    return 0


def _server_backup(options: argparse.Namespace) -> int:
    from wijkdesk.server import commands

    commands.backup(options.place, options.to)
    return 0


def _server_restore(options: argparse.Namespace) -> int:
    from wijkdesk.server import commands

    commands.restore(options.source, options.place)
    return 0


def _server_epoch(options: argparse.Namespace) -> int:
    from wijkdesk.server import commands

    commands.begin_epochs(options.place)
    return 0


if __name__ == "__main__":
    sys.exit(main())
