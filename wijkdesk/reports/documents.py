"""Papers that people read: Typst templates with data as JSON, as PDF or as pictures of its pages.

The data reaches Typst as one JSON text and is never read as markup. Fonts come from resources/fonts only.
"""

from __future__ import annotations

import io
import json
from typing import TypedDict

import typst
from pypdf import PdfReader

from wijkdesk.core.paths import resource
from wijkdesk.reports.common import Data, Document
from wijkdesk.reports.glyphs import UnknownGlyphs, replace_unknown, unknown_glyphs
from wijkdesk.reports.typeset import mapped, ready


def compile_pdf(document: Document, *, substitute: bool = False) -> bytes:
    """The paper as PDF/UA-1 and PDF/A-2a, the same bytes for the same document.

    Raises UnknownGlyphs (a UserError) on characters no font has; with `substitute` words take their place.
    """
    return typst.compile(
        _template(document), format="pdf", pdf_standards=["a-2a", "ua-1"], **_inputs(document, substitute)
    )


def preview(document: Document, dpi: int = 110, *, substitute: bool = False) -> list[bytes]:
    """The pages as PNG pictures of `dpi` dots per inch; raises as `compile_pdf` does."""
    made = typst.compile(_template(document), format="png", ppi=float(dpi), **_inputs(document, substitute))
    # one page comes as bytes, more as a list: the type of the library knows only the first
    return made if isinstance(made, list) else [made]


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(PdfReader(io.BytesIO(pdf)).pages)


class _Inputs(TypedDict):
    """What every call of the compiler needs: closed root, our fonts only, data as one JSON text."""

    root: str
    font_paths: list[str]
    ignore_system_fonts: bool
    sys_inputs: dict[str, str]


def _template(document: Document) -> str:
    return str(resource("reports", f"{document.template}.typ"))


def _inputs(document: Document, substitute: bool) -> _Inputs:
    data = json.dumps(_prepared(document, substitute), ensure_ascii=False)
    return _Inputs(
        root=str(resource()),
        font_paths=[str(resource("fonts"))],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _prepared(document: Document, substitute: bool) -> Data:
    data = document.payload()
    if substitute:
        data = mapped(data, replace_unknown)
    elif unknown := unknown_glyphs(data):
        raise UnknownGlyphs(unknown)
    return mapped(data, ready)
