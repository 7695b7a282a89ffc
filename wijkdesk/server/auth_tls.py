"""The server's own certificate: self-signed, pinned by invitations, so it needs no name and no authority."""

from __future__ import annotations

import datetime as dt
import hashlib
import ipaddress
import os
import ssl
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_YEARS: Final = 10
_DAY: Final = dt.timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """Where certificate and private key lie (PEM)."""

    certificate: Path
    key: Path

    @property
    def pin(self) -> bytes:
        """SHA-256 of the DER form: what an invitation carries."""
        return hashlib.sha256(ssl.PEM_cert_to_DER_cert(self.certificate.read_text("ascii"))).digest()


def own_certificate(folder: Path, host: str) -> Certificate:
    """The certificate in that folder; made when there is none. The key is readable by its owner only."""
    found = Certificate(folder / "server.crt", folder / "server.key")
    if not (found.certificate.exists() and found.key.exists()):
        folder.mkdir(parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        _write_private(found.key, _pem(key))
        found.certificate.write_bytes(_make(key, host).public_bytes(serialization.Encoding.PEM))
    return found


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _write_private(path: Path, content: bytes) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


def _make(key: ec.EllipticCurvePrivateKey, host: str) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "WijkDesk server")])
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _DAY)
        .not_valid_after(now + _YEARS * 365 * _DAY)
        .add_extension(x509.SubjectAlternativeName([_alternative(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )


def _alternative(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
