"""README runs: its session as a doctest, its tables against the registries."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL


def sessions(text: str) -> list[str]:
    return re.findall(r"^```python\n(>>> .*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_sessions_run():
    names: dict[str, object] = {}
    found = sessions(README.read_text(encoding="utf-8"))
    assert found
    for number, session in enumerate(found):
        parsed = doctest.DocTestParser().get_doctest(session, names, f"session {number}", None, 0)
        runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
        runner.run(parsed, clear_globs=False)
        assert runner.failures == 0
        names = parsed.globs


def test_the_session_check_can_fail():
    parsed = doctest.DocTestParser().get_doctest(">>> 1 + 1\n3\n", {}, "lie", None, 0)
    runner = doctest.DocTestRunner(optionflags=FLAGS, verbose=False)
    runner.run(parsed, out=lambda text: None)
    assert runner.failures == 1


def families_table() -> str:
    """The table of methods, as the registry states it."""
    from symconv.methods import methods

    lines = ["| method | families |", "|---|---|"]
    lines += [f"| {module.NAME} | {'; '.join(module.FAMILIES)} |" for module in methods()]
    return "\n".join(lines)


def test_the_table_of_families_is_the_registry():
    text = README.read_text(encoding="utf-8")
    begin, end = "<!-- families: begin -->\n", "\n<!-- families: end -->"
    stated = text[text.index(begin) + len(begin) : text.index(end)]
    assert stated.strip() == families_table()


def test_the_two_commands_come_first():
    blocks = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
    assert blocks[0].rstrip().endswith("symconv tour")
    assert blocks[1].rstrip().endswith("-m pytest -q -n 2")


def conventions_table() -> str:
    """A row per function: what it computes, and the trap."""
    from symconv.discrete import conventions

    lines = ["| function | computes | mind | checked |", "|---|---|---|---|"]
    for name, row in conventions.items():
        checked = "no: from its page" if row.never_run else "against the library"
        cells = (name, row.computes, row.trap or "", checked)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(lines)


def test_the_table_of_conventions_is_the_registry():
    text = README.read_text(encoding="utf-8")
    begin, end = "<!-- conventions: begin -->\n", "\n<!-- conventions: end -->"
    stated = text[text.index(begin) + len(begin) : text.index(end)]
    assert stated.strip() == conventions_table()
