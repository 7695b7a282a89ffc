"""Files and functions stay small enough to read."""

from statistics import median

from tests.arch.source import functions, lines_of, sources

MOST_FILE_LINES, MEDIAN_FILE_LINES = 500, 150
MOST_FUNCTION_LINES, MEDIAN_FUNCTION_LINES = 60, 8


def test_no_file_is_over_500_lines() -> None:
    everything = sources("wijkdesk") + sources("tests")
    sizes = {source.name: len(source.text.splitlines()) for source in everything}
    assert {name: size for name, size in sizes.items() if size > MOST_FILE_LINES} == {}


def test_half_of_the_files_have_150_lines_or_less() -> None:
    sizes = [len(source.text.splitlines()) for source in sources("wijkdesk") if source.text.strip()]
    assert median(sizes) <= MEDIAN_FILE_LINES


def test_no_function_is_over_60_lines() -> None:
    everything = sources("wijkdesk") + sources("tests")
    sizes = {f"{s.name}:{f.lineno} {f.name}": lines_of(f) for s in everything for f in functions(s)}
    assert {name: size for name, size in sizes.items() if size > MOST_FUNCTION_LINES} == {}


def test_half_of_the_functions_have_8_lines_or_less() -> None:
    sizes = [lines_of(function) for source in sources("wijkdesk") for function in functions(source)]
    assert median(sizes) <= MEDIAN_FUNCTION_LINES
