"""What a screen reader and an archive find inside the PDFs."""

import io
import re
from collections import Counter
from dataclasses import dataclass, field

import pytest
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from tests.reports.samples import DUTCH, FAMILY, RECOVERY, TIGRINYA, VISIT
from wijkdesk.reports.documents import compile_pdf


@dataclass
class Tags:
    """All tags of a document, the languages on them and the alternative texts of figures."""

    names: Counter[str] = field(default_factory=Counter)
    languages: set[str] = field(default_factory=set)
    alternatives: list[str | None] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)

    def walk(self, node: object) -> None:
        node = node.get_object() if isinstance(node, IndirectObject) else node
        if isinstance(node, list):
            for child in node:
                self.walk(child)
        elif isinstance(node, dict):
            self._take(node)
            if "/K" in node:
                self.walk(node.raw_get("/K"))

    def _take(self, node: dict) -> None:
        name = str(node.get("/S", ""))
        self.names[name] += 1
        if "/Lang" in node:
            self.languages.add(str(node["/Lang"]))
        if name == "/Figure":
            self.alternatives.append(node.get("/Alt"))
        if re.fullmatch("/H[1-6]", name):
            self.headings.append(name)


def _tags(pdf: bytes) -> tuple[dict, Tags]:
    root = PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    tags = Tags()
    tags.walk(root["/StructTreeRoot"].raw_get("/K"))
    return root, tags


@pytest.mark.parametrize(
    "document", [FAMILY, TIGRINYA, DUTCH, VISIT, RECOVERY], ids=lambda d: d.payload()["meta"]["kind"]
)
def test_every_paper_is_tagged_dutch_and_made_to_keep(document):
    root, tags = _tags(compile_pdf(document))
    metadata = root["/Metadata"].get_object().get_data().decode()

    assert root["/Lang"].startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in metadata
    assert re.findall(r"pdfaid:(?:part|conformance)[>=\"]+([^<\"]+)", metadata) == ["2", "A"]
    assert tags.headings[0] == "/H1"
    assert tags.headings.count("/H1") == 1
    assert tags.headings.count("/H2") >= 3
    assert all(tags.alternatives)


@pytest.mark.parametrize(("document", "language"), [(FAMILY, "ar"), (TIGRINYA, "ti"), (VISIT, "ar")])
def test_words_in_another_language_say_which(document, language):
    _root, tags = _tags(compile_pdf(document))
    assert language in tags.languages


@pytest.mark.parametrize("document", [FAMILY, VISIT], ids=["family", "visit"])
def test_steps_are_a_real_table_with_head_cells(document):
    _root, tags = _tags(compile_pdf(document))
    assert tags.names["/Table"] == 1
    assert tags.names["/TH"] >= 3


def test_the_same_document_gives_the_same_bytes():
    assert compile_pdf(VISIT) == compile_pdf(VISIT)
