"""docs/protocol-schema.json is what the code exports, and docs/protocol.md speaks of all of it."""

import importlib.util
from pathlib import Path
from types import ModuleType

from wijkdesk.sync import codes

ROOT = Path(__file__).resolve().parents[2]


def exporter() -> ModuleType:
    spec = importlib.util.spec_from_file_location("protocol_schema", ROOT / "scripts" / "protocol_schema.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_schema_is_what_the_code_exports() -> None:
    """When this fails: .venv/bin/python scripts/protocol_schema.py > docs/protocol-schema.json"""
    assert (ROOT / "docs" / "protocol-schema.json").read_text("utf-8") == exporter().text()


def test_the_page_names_every_route_every_key_and_every_code() -> None:
    page = (ROOT / "docs" / "protocol.md").read_text("utf-8")
    words = set(codes.known_codes()) | set(exporter().routes())
    for kinds in exporter().routes().values():
        words |= {name for kind in kinds for name in kind.__struct_fields__ if name != "v"}
    assert [word for word in sorted(words) if word not in page] == []
