"""A second reader of docs/formats.md, written from that page alone: it imports nothing of WijkDesk.

`python tests/reader.py FOLDER` prints what the golden profile in that folder says. It opens the kluis with the
passphrase, walks the trust from the pinned root to each device, checks every signature and chain, unwraps the
team and content keys, opens the commits and shows the heads of each row.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import sys
import unicodedata
from pathlib import Path

import msgspec
import zstandard
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

UNKNOWN = {1: "nog niet gevraagd", 2: "weet niet", 3: "wil niet zeggen"}
SUITE_1 = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def unpack(raw):
    return msgspec.msgpack.decode(raw)


def pack(value):
    return msgspec.msgpack.encode(value)


def h(data):
    return hashlib.sha256(data).digest()


def hkdf(key, label):
    return HKDF(hashes.SHA256(), 32, None, label.encode()).derive(key)


def aead_open(key, aad, sealed):
    return AESGCM(key).decrypt(sealed[:12], sealed[12:], aad)


def unwrap(private, info, wrapped):
    assert wrapped[0] == 1, "suite"
    return SUITE_1.decrypt(wrapped[1:], X25519PrivateKey.from_private_bytes(private), info)


def open_kluis(raw, passphrase):
    """Section 4: the master key, after its seal over the whole file was checked."""
    kluis = unpack(raw)
    slot = next(s for s in kluis["slots"] if s["type"] == "passphrase")
    params = slot["params"]
    secret = " ".join(unicodedata.normalize("NFC", passphrase).split()).encode()
    kdf = Argon2id(
        salt=params["salt"], length=32, iterations=params["t"], lanes=params["p"], memory_cost=params["m"]
    )
    aad = pack([kluis["v"], kluis["vault"], slot["id"], slot["type"], params])
    master = aead_open(kdf.derive(secret), aad, slot["wrapped"])
    mac = kluis.pop("mac")
    expected = hmac.digest(hkdf(master, "wijkdesk kluis mac 1"), pack(kluis), "sha256")
    assert hmac.compare_digest(mac, expected), "kluis mac"
    return master, hkdf(master, f"wijkdesk db {kluis['db_epoch']}")


def attested(public, organisation, control):
    op, fields, signature = control
    message = b"wijkdesk attest 1" + organisation + pack([op, fields])
    Ed25519PublicKey.from_public_bytes(public).verify(signature, message)


def read_people(commits, root):
    """Section 1, control body: administrators by the root, devices by administrators."""
    admins, devices = {}, {}
    for header, body, *_ in commits:
        organisation = unpack(header)[3]
        if unpack(header)[1] == 1:
            control = unpack(body)
            if control[0] == "ADMIN":
                attested(root, organisation, control)
                admins[control[1]["user"]] = control[1]["key"]
            elif control[0] in ("DEVICE", "MEMBER", "TEAM"):
                attested(next(iter(admins.values())), organisation, control)
                if control[0] == "DEVICE":
                    devices[control[1]["device"]] = (control[1]["user"], control[1]["sign"])
    return devices


def read_keys(commits, user, user_private):
    """Section 2: team keys from the user key, content keys from team or user."""
    private, content = {user: user_private}, {}
    for header, body, *_ in commits:
        if unpack(header)[1] != 1 or unpack(body)[0] != "KEYWRAP":
            continue
        fields = unpack(body)[1]
        info = b"wijkdesk wrap 1" + unpack(header)[3] + fields["owner"] + fields["key"]
        for _kind, to, wrapped in fields["wraps"]:
            if to in private:
                key = unwrap(private[to], info, wrapped)
                if fields["of"] == "space":
                    content[fields["key"]] = key
                else:
                    private[fields["owner"]] = key
    return content


def value_of(value):
    return UNKNOWN[value.data[0]] if isinstance(value, msgspec.msgpack.Ext) else value


def read_rows(commits, devices, content):
    """Section 1: signatures, chains, patches; the heads of every field and what is shown."""
    last, written, buried = {}, {}, set()
    for header, body, signature, *_ in commits:
        form, flags, commit, _org, space, device, hlc, key, prev = unpack(header)
        assert form == 1
        user, public = devices[device]
        digest = h(header + h(body))
        Ed25519PublicKey.from_public_bytes(public).verify(signature, b"wijkdesk commit 1" + digest)
        assert prev == last.get((space, device), bytes(32)), "a link is missing"
        last[space, device] = digest
        if flags == 1:
            continue
        inner = unpack(
            zstandard.ZstdDecompressor().decompress(aead_open(content[key], header, body), 4 << 20)
        )
        assert inner[2] == user, "forged author"
        for table, row, fields, _reason in inner[5]:
            for name, (value, bases) in fields.items():
                written.setdefault((table, row.hex()), {}).setdefault(name, []).append(
                    (hlc, device, commit, value)
                )
                buried.update((row, name, base) for base in bases)
    shown = {}
    for (table, row), fields in written.items():
        for name, entries in fields.items():
            heads = [e for e in entries if (bytes.fromhex(row), name, e[2]) not in buried]
            values = [value_of(e[3]) for e in sorted(heads, key=lambda e: e[:3])]
            plain = [v.hex() if isinstance(v, bytes) else v for v in values]
            shown.setdefault(f"{table} {row}", {})[name] = plain
    return shown


def open_stream(key, aad, raw):
    """Section 6: the chunks of a sealed stream, each proven."""
    assert raw[:4] == b"WDB1"
    nonce, sealed, plain = raw[4:11], raw[11:], b""
    pieces = [sealed[at : at + 65552] for at in range(0, len(sealed), 65552)]
    for number, piece in enumerate(pieces):
        last = bytes([number == len(pieces) - 1])
        plain += AESGCM(key).decrypt(nonce + number.to_bytes(4, "big") + last, piece, aad)
    return plain


def read_package(folder):
    """Section 11: the clear header of a package, its units with whether they are whole, and its files."""
    given = json.loads((folder / "given.json").read_text())
    raw = (folder / "package.wijkpakket").read_bytes()
    end = 8 + int.from_bytes(raw[4:8], "big")
    head, signature, body = raw[:end], raw[end : end + 64], raw[end + 64 :]
    assert head[:4] == b"WDP1"
    form, package, organisation, user, device, made, wrapped = unpack(head[8:])
    assert form == 1
    message = b"wijkdesk package 1" + h(head) + h(body)
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(given["device_public"])).verify(signature, message)
    info = b"wijkdesk package 1" + organisation + package
    plain = open_stream(unwrap(bytes.fromhex(given["user_private"]), info, wrapped), h(head), body)
    length = int.from_bytes(plain[:4], "big")
    contents, at = unpack(plain[4 : 4 + length]), 4 + length
    units, files = [], []
    for _number in range(contents["units"]):
        length = int.from_bytes(plain[at + 1 : at + 5], "big")
        unit = unpack(plain[at + 5 : at + 5 + length])
        units.append({"whole": plain[at] == 0, "commits": [unpack(commit[0])[2].hex() for commit in unit]})
        at += 5 + length
    for _space, blob, size, digest in contents["files"]:
        assert h(plain[at : at + size]) == digest
        files.append(blob.hex())
        at += size
    assert at == len(plain)
    header = {"package": package, "organisation": organisation, "user": user, "device": device}
    return {name: value.hex() for name, value in header.items()} | {
        "made": made,
        "units": units,
        "files": files,
    }


def read(folder):
    """Everything the golden profile says: {"table row": {field: [values of the heads, the shown one last]}}."""
    given = json.loads((folder / "given.json").read_text())
    _master, db_key = open_kluis((folder / "kluis").read_bytes(), given["passphrase"])
    commits = unpack((folder / "log").read_bytes())
    devices = read_people(commits, bytes.fromhex(given["root"]))
    content = read_keys(commits, bytes.fromhex(given["user"]), bytes.fromhex(given["user_private"]))
    return {"db_key": db_key.hex(), "rows": read_rows(commits, devices, content)}


if __name__ == "__main__":
    print(json.dumps(read(Path(sys.argv[1])), indent=1, ensure_ascii=False, sort_keys=True))
