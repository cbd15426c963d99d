"""What the mutation sample draws from: wrong changes of behaviour alone."""

from pathlib import Path

from tools.mutation.mutants import cut_equal_ends, find_changes

FUNCTION = """
def join(first, second):
    assert len(first) == 2, "two"
    return zip(first, second, strict=True)


def read(text):
    return reader(text, strict=True)
"""


def test_a_check_that_both_are_as_long_is_not_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "join.py"
    path.write_text(FUNCTION, "utf-8")
    module, changes = find_changes(path)
    sources = [module.deep_replace(one.node, one.becomes).code for found in changes.values() for one in found]
    assert {cut_equal_ends(FUNCTION, source)[1] for source in sources} == {
        "return zip(None, second, strict=True)",
        "return zip(first, None, strict=True)",
        "return zip(second, strict=True)",
        "return zip(first, strict=True)",
        "return reader(None, strict=True)",
        "return reader(strict=True)",
        "return reader(text, strict=None)",
        "return reader(text, )",
        "return reader(text, strict=False)",
    }
