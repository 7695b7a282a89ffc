"""Print docs/protocol-schema.json: the messages as the code itself has them.

    .venv/bin/python scripts/protocol_schema.py > docs/protocol-schema.json

Routes and messages come from the methods of SignedTransport, limits and shapes from the structs. Bytes are msgpack
`bin` on the wire; JSON Schema can only call them base64 strings.
"""

from __future__ import annotations

import inspect
import json
import sys
from typing import Any, get_type_hints

import msgspec

from wijkdesk.core.commit import Commit, Header
from wijkdesk.server import erasing, grants, statements
from wijkdesk.sync import codes, protocol
from wijkdesk.sync.envelope import HEADERS
from wijkdesk.sync.transport import SignedTransport

_REF = "#/$defs/{name}"
STATEMENTS = {
    "ADMIN": statements.AdminFields,
    "MEMBER": statements.MemberFields,
    "DEVICE": statements.DeviceFields,
    "WIPE": statements.WipeFields,
    "ASSIGN": statements.AssignFields,
    "BLOB": statements.BlobFields,
    "KEYWRAP": grants.KeywrapFields,
    "GRANT": grants.GrantFields,
    "REDACT": erasing.RedactFields,
    "SHRED": erasing.ShredFields,
}


def routes() -> dict[str, tuple[type, type]]:
    """Each POST below /v1 with the message it asks and the one it answers."""
    found = {}
    for name, method in vars(SignedTransport).items():
        hints = get_type_hints(method) if callable(method) and not name.startswith("_") else {}
        if "message" in hints:
            found[f"/v1/{name}"] = (hints["message"], hints["return"])
    return found


def schema() -> dict[str, Any]:
    """The whole of it: routes, headers, limits, codes, messages, and what the server reads of statements."""
    asked = routes()
    kinds = [protocol.Nonce, protocol.Failure, *(kind for pair in asked.values() for kind in pair)]
    kinds += [Header, Commit, *STATEMENTS.values()]
    _places, parts = msgspec.json.schema_components(kinds, ref_template=_REF)
    for part in parts.values():
        if "description" in part:
            part["description"] = inspect.cleandoc(part["description"])  # newer Pythons strip the indentation
    limits = ("MAX_BODY", "MAX_MESSAGE", "MAX_UNITS", "PAGE_BYTES", "BLOB_PART")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "WijkDesk protocol",
        "version": protocol.VERSION,
        "limits": {name: getattr(protocol, name) for name in limits},
        "headers": list(HEADERS.values()),
        "codes": sorted(codes.known_codes()),
        "routes": {
            "GET /v1/nonce": {"answer": _REF.format(name="Nonce")},
            **{
                f"POST {path}": {
                    "ask": _REF.format(name=ask.__name__),
                    "answer": _REF.format(name=answer.__name__),
                }
                for path, (ask, answer) in asked.items()
            },
            "any refusal": {"answer": _REF.format(name="Failure")},
        },
        "statements": {op: _REF.format(name=kind.__name__) for op, kind in STATEMENTS.items()},
        "$defs": parts,
    }


def text() -> str:
    """The file."""
    return json.dumps(schema(), indent=1, sort_keys=False, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
