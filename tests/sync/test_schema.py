"""docs/protocol-schema.json is what the code exports, and docs/protocol.md speaks of all of it."""

from pathlib import Path

from scripts.protocol_schema import routes, text
from wijkdesk.sync import codes

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_schema_is_what_the_code_exports() -> None:
    """When this fails: .venv/bin/python scripts/protocol_schema.py > docs/protocol-schema.json"""
    assert (DOCS / "protocol-schema.json").read_text("utf-8") == text()


def test_the_page_names_every_route_every_key_and_every_code() -> None:
    page = (DOCS / "protocol.md").read_text("utf-8")
    words = set(codes.known_codes()) | set(routes())
    for kinds in routes().values():
        words |= {name for kind in kinds for name in kind.__struct_fields__ if name != "v"}
    assert [word for word in sorted(words) if word not in page] == []
