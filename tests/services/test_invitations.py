"""Invitation files, server addresses and tokens: what is read, and what is refused with its own sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wijkdesk.core.errors import EnvironmentFault, Refused, UserError
from wijkdesk.services import invitations, servers
from wijkdesk.services.session import Session

GOOD = {
    "format": 1,
    "organisation": "11" * 16,
    "root": "22" * 32,
    "url": "https://server.example:8443",
    "certificate": "33" * 32,
    "token": "44" * 32,
    "expires": 1_800_000_000_000,
}


def test_an_invitation_is_read_as_it_was_written() -> None:
    found = invitations.read_invitation(json.dumps(GOOD).encode())
    assert found.organisation == b"\x11" * 16
    assert found.token == b"\x44" * 32
    assert found.url == "https://server.example:8443"
    assert len(found.fingerprint.split()) == 6


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation": "11" * 15},
        {"root": "zz" * 32},
        {"token": None},
        {"url": "http://server.example"},
        {"url": 3},
        {"expires": "straks"},
        {"certificate": ""},
    ],
)
def test_a_changed_invitation_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        invitations.read_invitation(json.dumps(GOOD | changed).encode())
    assert refused.value.code == "bad_invitation"


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"[1]", b"{" * 3000, b'"' + b"a" * 10_000 + b'"'])
def test_what_is_no_invitation_is_refused(raw: bytes) -> None:
    with pytest.raises(Refused) as refused:
        invitations.read_invitation(raw)
    assert refused.value.code == "bad_invitation"


def test_a_later_format_and_a_past_date_have_their_own_sentence() -> None:
    with pytest.raises(Refused) as newer:
        invitations.read_invitation(json.dumps(GOOD | {"format": 2}).encode())
    assert newer.value.code == "newer_invitation"
    with pytest.raises(Refused) as late:
        invitations.read_invitation(json.dumps(GOOD).encode(), 1_800_000_000_001)
    assert late.value.code == "expired_token"


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="niet te openen"):
        invitations.read_file(tmp_path / "weg", 0)


def test_the_name_of_the_file_is_plain() -> None:
    assert invitations.file_name("Zoë van ’t Hof / ../x") == "zoe-van-t-hof-x.wijkdesk-uitnodiging"
    assert invitations.file_name("سميرة").endswith(invitations.ENDING)


def test_inviting_needs_a_name_and_a_server(visiting: Session) -> None:
    with pytest.raises(UserError) as nameless:
        invitations.invite(visiting, "  ")
    assert nameless.value.field == "name"
    with pytest.raises(Refused) as lonely:
        invitations.invite(visiting, "Marit")
    assert lonely.value.code == "no_server"
    assert invitations.invitations(visiting) == []


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("server.example:8443", "https://server.example:8443"),
        (" https://server.example/ ", "https://server.example"),
        ("[::1]:8443", "https://[::1]:8443"),
    ],
)
def test_an_address_is_made_whole(typed: str, whole: str) -> None:
    assert servers.clean_address(typed) == whole


@pytest.mark.parametrize("typed", ["", "http://x", "ftp://x", "een server", "https://", "x:99999999"])
def test_what_is_no_address_is_said_beside_the_field(typed: str) -> None:
    with pytest.raises(UserError) as error:
        servers.clean_address(typed)
    assert error.value.field == "url"


def test_a_token_of_an_operator_is_read_with_spaces() -> None:
    assert servers.read_token(" ab" * 32) == b"\xab" * 32
    assert servers.read_token("  ") == b""
    with pytest.raises(UserError) as error:
        servers.read_token("abc")
    assert error.value.field == "founding"


def test_the_server_is_kept_with_the_profile(visiting: Session) -> None:
    assert servers.server_of(visiting) is None
    server = servers.Server("https://server.example:8443", b"\x01" * 32, b"\x02" * 32)
    servers.keep_server(visiting, server)
    assert servers.server_of(visiting) == server
    assert server.host == "server.example:8443"
    assert server.check == "0101 " * 7 + "0101"
