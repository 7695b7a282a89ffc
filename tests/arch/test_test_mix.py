"""Tests stay fast and real: few need Qt, very few mock anything."""

import ast
import re
from collections.abc import Iterator

from tests.arch.source import Source, functions, sources

MOST_QT, MOST_MOCKS = 0.20, 0.05
QT_ROOTS = {"qtbot", "qapp", "qtmodeltester"}
MOCKS = re.compile(r"\b(monkeypatch|MagicMock|AsyncMock|Mock|mocker|mock\.patch|create_autospec)\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def all_tests() -> Iterator[tuple[Source, Function]]:
    for source in sources("tests"):
        if source.path.name.startswith("test_"):
            yield from ((source, f) for f in functions(source) if f.name.startswith("test_"))


def asked(function: Function) -> set[str]:
    return {a.arg for a in function.args.args + function.args.kwonlyargs}


def qt_fixtures() -> set[str]:
    """Fixture names that lead to Qt, also by way of another fixture."""
    fixtures = [
        f
        for s in sources("tests")
        for f in functions(s)
        if any("fixture" in ast.unparse(d) for d in f.decorator_list)
    ]
    known = set(QT_ROOTS)
    while more := {f.name for f in fixtures if asked(f) & known} - known:
        known |= more
    return known


def test_at_most_a_fifth_of_the_tests_need_qt() -> None:
    known = qt_fixtures()
    need = [f"{source.name} {f.name}" for source, f in all_tests() if asked(f) & known]
    assert len(need) <= MOST_QT * len(list(all_tests())), (
        f"{len(need)} of {len(list(all_tests()))} tests need Qt"
    )


def test_at_most_one_in_twenty_tests_mocks() -> None:
    mocking = [f"{source.name} {f.name}" for source, f in all_tests() if MOCKS.search(ast.unparse(f))]
    assert len(mocking) <= MOST_MOCKS * len(list(all_tests())), mocking


def test_every_test_can_fail() -> None:
    words = r"assert|raises|fail|expect\w*|waitSignal|waitUntil|check\w*|verify\w*|run_state_machine_as_test"
    sure = re.compile(rf"\b({words})\b")
    assert [f"{s.name} {f.name}" for s, f in all_tests() if not sure.search(ast.unparse(f))] == []
