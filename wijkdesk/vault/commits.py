"""Sealing, signing, checking and opening commits (docs/formats.md §1); the plain codec is core/commit.py."""

from __future__ import annotations

from wijkdesk.core.commit import (
    CONTROL,
    FORMAT,
    SEALED,
    Commit,
    Control,
    FieldPatch,
    Header,
    Inner,
    Malformed,
    Patch,
    commit_hash,
    decode_control,
    decode_header,
    decode_inner,
    encode_control,
    encode_header,
    encode_inner,
    sha256,
    signing_message,
)
from wijkdesk.core.ids import ZERO
from wijkdesk.vault import refusals, sealing, signing

__all__ = [
    "CONTROL", "FORMAT", "SEALED", "Commit", "Control", "FieldPatch", "Header", "Inner", "Patch",
    "decode_header", "encode", "open_body", "open_control", "verify_commit",
]  # fmt: skip


def encode(
    header: Header, content: Inner | Control, content_key: bytes | None, signing_key: signing.SigningKey
) -> Commit:
    """A signed commit. An `Inner` is sealed with `content_key`; a `Control` takes None and stays readable.

    ValueError when header, content and key do not belong together.
    """
    _check_pairing(header, content, content_key)
    raw = encode_header(header)
    if isinstance(content, Control):
        body = encode_control(content)
    else:
        body = sealing.seal(content_key or b"", raw, encode_inner(content))
    digest = commit_hash(raw, sha256(body))
    return Commit(raw, body, signing_key.sign(signing_message(digest)))


def _check_pairing(header: Header, content: Inner | Control, content_key: bytes | None) -> None:
    is_control = isinstance(content, Control)
    if header.format != FORMAT or header.flags != (CONTROL if is_control else SEALED):
        raise ValueError("header and content are of different kinds")
    if is_control != (content_key is None) or is_control != (header.key == ZERO):
        raise ValueError("a sealed commit needs a key, a control commit has none")


def verify_commit(commit: Commit, device_public: bytes) -> bool:
    """Whether the device with this public key signed the commit; holds for a redacted one too."""
    return signing.verify(device_public, signing_message(commit.hash), commit.signature)


def open_body(commit: Commit, key: bytes) -> Inner:
    """The content of a sealed commit; Refused `broken_seal` for another key, changed bits or a redacted body.

    Malformed when the content is not of the format: the seal held, so its writer is at fault.
    """
    if commit.body is None:
        raise refusals.broken_seal()
    return decode_inner(sealing.open_(key, commit.header, commit.body))


def open_control(commit: Commit) -> Control:
    """The statement of a control commit; Malformed when it is sealed, redacted or not of the format."""
    if commit.body is None or not decode_header(commit.header).control:
        raise Malformed("not a control commit")
    return decode_control(commit.body)
