"""What may never be recorded about people: no ethnicity, no score of risk (domain.md B3, GDPR 9 and 22)."""

import ast
import re

from tests.arch.source import functions, sources

FORBIDDEN = re.compile(
    r"ethnic|etnic|afkomst|herkomst|allochto|autochto|migrat\w*_background|skin_?col|huidskleur|descent"
    r"|(^|_)(race|racial|ras)(_|$)|(risk|risico)_?(score|level|class|niveau|klasse|profile|profiel|total)|danger_score"
)


def names(tree: ast.AST) -> set[str]:
    """Fields, variables, functions, classes, parameters and enum members, in lower case."""
    mine: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                mine.add(name.lower())
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                mine.add(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())
            case ast.keyword(arg=str(name)):
                mine.add(name.lower())
    return mine


def test_no_ethnicity_and_no_risk_score_in_the_package() -> None:
    bad = {
        source.name: {n for n in names(source.tree) if FORBIDDEN.search(n)} for source in sources("wijkdesk")
    }
    assert {name: hits for name, hits in bad.items() if hits} == {}


def test_the_net_catches_what_it_should() -> None:
    tree = ast.parse(
        "class RiskScore:\n  ethnicity: str\n  race: str\n  trace: str\n  descent_id: int\n  grace: int"
    )
    assert {n for n in names(tree) if FORBIDDEN.search(n)} == {
        "risk_score",
        "ethnicity",
        "race",
        "descent_id",
    }


def test_the_tree_is_read_at_all() -> None:
    assert sum(1 for source in sources("wijkdesk") for _ in functions(source)) > 20
