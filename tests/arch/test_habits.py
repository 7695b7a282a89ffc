"""Habits that keep Qt well-behaved and colours in one place (style.md 5)."""

import ast
import re
from collections.abc import Callable, Iterator

from tests.arch.source import Source, calls, sources, strings

KIT = "wijkdesk/ui/kit/"
# Papers have their own look: what is printed knows no screen theme.
COLOUR_HOMES = ("wijkdesk/ui/kit/theme", "wijkdesk/reports/")
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
RE_ENTERING = {"exec", "exec_", "processEvents"}


def found(look: Callable[[Source], Iterator[ast.expr]], *, outside: tuple[str, ...] = ()) -> list[str]:
    """Where in the package `look` finds something, as file:line."""
    places = (s for s in sources("wijkdesk") if not (outside and s.within(*outside)))
    return [f"{source.name}:{node.lineno}" for source in places for node in look(source)]


def lambda_connects(source: Source) -> Iterator[ast.expr]:
    for name, call in calls(source):
        if name == "connect" and any(isinstance(part, ast.Lambda) for part in ast.walk(call)):
            yield call


def re_entering_calls(source: Source) -> Iterator[ast.expr]:
    return (call for name, call in calls(source) if name in RE_ENTERING)


def colours(source: Source) -> Iterator[ast.expr]:
    return (text for text in strings(source) if COLOUR.search(str(text.value)))


def silent_handlers(source: Source) -> Iterator[ast.expr]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and all(isinstance(step, ast.Pass) for step in node.body):
            broad = node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception")
            if broad:
                yield node.type or ast.Constant(value=None, lineno=node.lineno, col_offset=0)


def test_no_lambda_in_connect() -> None:
    assert found(lambda_connects) == []


def test_no_exec_or_process_events_outside_the_kit() -> None:
    # app.py runs the one event loop there is.
    assert found(re_entering_calls, outside=(KIT, "wijkdesk/app.py")) == []


def test_no_colours_outside_the_theme() -> None:
    assert found(colours, outside=COLOUR_HOMES) == []


def test_no_broad_except_that_stays_silent() -> None:
    assert found(silent_handlers) == []


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|raise NotImplementedError)\b")
    assert [source.name for source in sources("wijkdesk") if marks.search(source.text)] == []


def test_the_looks_find_what_they_look_for() -> None:
    text = "b.clicked.connect(lambda: f())\ndialog.exec()\ncolour = '#12ab9F'\n"
    text += "try:\n    f()\nexcept Exception:\n    pass\n"
    planted = Source(sources("wijkdesk")[0].path, text, ast.parse(text))
    looks = (lambda_connects, re_entering_calls, colours, silent_handlers)
    assert [[node.lineno for node in look(planted)] for look in looks] == [[1], [2], [3], [6]]
