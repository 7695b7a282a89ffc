"""Reads the source tree once, for the tests that judge it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: where, what is in it, parsed."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    def within(self, *folders: str) -> bool:
        return self.name.startswith(folders)


@cache
def sources(folder: str) -> tuple[Source, ...]:
    """All Python files below a folder of the checkout."""
    texts = ((path, path.read_text(encoding="utf-8")) for path in sorted((ROOT / folder).rglob("*.py")))
    return tuple(Source(path, text, ast.parse(text)) for path, text in texts)


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Length of a function without its decorators and docstring."""
    doc = node.body[0] if ast.get_docstring(node) is not None else None
    doc_lines = doc.end_lineno - doc.lineno + 1 if doc and doc.end_lineno else 0
    return (node.end_lineno or node.lineno) - node.lineno + 1 - doc_lines


def calls(source: Source) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of its name: `a.b.connect(...)` is "connect"."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Attribute(attr=name) | ast.Name(id=name):
                    yield name, node


def strings(source: Source) -> Iterator[ast.Constant]:
    """Every text constant that is not a docstring."""
    docs = {id(n.value) for n in ast.walk(source.tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node
