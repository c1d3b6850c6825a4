"""Without the libraries of the extras everything else works, and the message names the extra."""

from __future__ import annotations

import subprocess
import sys
import textwrap

import pytest

BLOCK = """
import importlib.abc, sys
class Absent(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"matplotlib", "PIL", "dask", "distributed", "hypothesis"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
from sympy import Symbol
from symconv import box, convolve
x = Symbol("x", real=True)
f = box(x, 0, 1)
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BLOCK + textwrap.dedent(code)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "verb", ["plot(f, f, x)", "compare(f, f, x)", "animate(f, f, x).save('a.gif')"]
)
def test_a_figure_names_the_extra(verb, tmp_path):
    done = run(f"import os; os.chdir({str(tmp_path)!r})\nfrom symconv import show\nshow.{verb}")
    assert done.returncode == 1
    last = done.stderr.strip().splitlines()[-1]
    assert "symconv[plot]" in last
    assert "MissingExtraError" in last


def test_everything_else_works_without_them(tmp_path):
    done = run(f"""
        import numpy
        from symconv import check, numeric, reference, show, testing
        assert check.commutativity(f, f, x)
        assert numeric.lambdify(x, convolve(f, f, x))([0.5]).tolist() == [0.5]
        assert "overlap" in str(show.explain(f, f, x)) or "Checks" in str(show.explain(f, f, x))
        show.animate(f, f, x).save({str(tmp_path / "page.html")!r})
        case = {{"name": "sum", "f": [1, 2], "g": [1, 1]}}
        reference.generate({{"case": [case]}}, {str(tmp_path / "out")!r}, progress=False)
        assert reference.load({str(tmp_path / "out")!r})["sum"].out.tolist() == [1, 3, 2]
        assert testing.identify(numpy.convolve).operator == "convolution"
        print("all works")
    """)
    assert done.stdout.strip().endswith("all works"), done.stderr


def test_the_strategies_say_what_they_need():
    done = run("from symconv.testing import signals")
    assert done.returncode == 1
    assert "hypothesis" in done.stderr.strip().splitlines()[-1].lower()
