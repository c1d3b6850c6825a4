"""Exit codes, one-line errors, pipes, interruption, and what is loaded."""

from __future__ import annotations

import errno
import io
import json
import os
import shlex
import subprocess
import sys

import pytest
import sympy

from symconv import box, errors
from symconv import convolve as convolve_functions
from symconv.cli import frame
from symconv.cli.verbs import convolve, identify, prove

PAIR = ["box(-1,2)", "1 - abs(x)/5 for x > 0"]


def run_verb(monkeypatch, action):
    """Put `action` in the place of `symconv prove`."""
    monkeypatch.setattr(prove, "run", action)
    return frame.main(["prove"])


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errors.InvalidInput("bad"), 2),
        (errors.DivergentIntegral("diverges", end="oo"), 4),
        (errors.Undecided("open", question="a > 0"), 3),
        (errors.NoClosedForm("none", tried=("all",)), 3),
        (errors.Unresolved("point"), 3),
        (errors.ReferenceCorrupted("file"), 1),
        (ZeroDivisionError("two\nlines"), 5),
        (RecursionError("deep"), 5),
    ],
)
def test_each_error_has_its_code_and_one_line(monkeypatch, capsys, error, code):
    def fail(arguments):
        raise error

    assert run_verb(monkeypatch, fail) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("symconv: ")
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err


def test_debug_shows_where_and_json_says_what(monkeypatch, capsys):
    def fail(arguments):
        raise errors.Undecided("open", question="a > 0")

    monkeypatch.setattr(prove, "run", fail)
    assert frame.main(["prove", "--debug", "--json"]) == 3
    printed = capsys.readouterr()
    assert "Traceback" in printed.err
    assert json.loads(printed.out) == {
        "error": "Undecided",
        "message": "open",
        "question": "a > 0",
    }


def test_ctrl_c_is_130(monkeypatch, capsys):
    def interrupt(arguments):
        raise KeyboardInterrupt

    assert run_verb(monkeypatch, interrupt) == 130
    assert capsys.readouterr().err == "symconv: interrupted\n"


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["nonsense"],
        ["convolve"],
        ["convolve", "x"],
        ["convolve", "x", "1", "--kin", "line"],
        ["convolve", "x", "1", "--timeout", "soon"],
        ["convolve", "x", "1", "--timeout", "-1"],
        ["convolve", "x", "1", "--kind", "square"],
        ["identify", "numpy.convolve"],
        ["prove", "everything"],
        ["verify", "no/such/file"],
    ],
)
def test_bad_usage_is_2_on_one_line(argv, capsys):
    assert frame.main(argv) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("symconv: ")
    assert printed.err.count("\n") == 1


def test_a_bad_text_shows_the_column(capsys):
    assert frame.main(["convolve", "sin(x", "1"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("symconv: column 6: expected ')'")
    assert lines[1:] == ["  sin(x", "       ^"]


@pytest.mark.parametrize("argv", [["--help"], ["--version"], ["convolve", "-h"]])
def test_help_and_version_exit_with_0(argv, capsys):
    with pytest.raises(SystemExit) as caught:
        frame.main(argv)
    assert caught.value.code == 0
    assert "symconv" in capsys.readouterr().out


def test_every_verb_has_an_example_that_its_parser_accepts_and_shows(capsys):
    parser, found = frame._build()
    assert {"convolve", "correlate", "prove", "verify", "identify"} <= found.keys()
    for name, verb in found.items():
        words = shlex.split(verb.EXAMPLE)
        assert words[:2] == ["symconv", name]
        assert parser.parse_args(words[1:]).verb == name
        assert verb.SUMMARY[0].islower()
        with pytest.raises(SystemExit):
            frame.main([name, "--help"])
        assert verb.EXAMPLE in capsys.readouterr().out


@pytest.mark.parametrize("verb", [convolve, identify])
def test_examples_run(verb, capsys):
    assert frame.main(shlex.split(verb.EXAMPLE)[1:]) == 0
    assert capsys.readouterr().out


def test_a_formula_may_begin_with_a_minus(capsys):
    assert frame.main(["convolve", "-exp(-x)*step(x)", "-box(0,1)"]) == 0
    assert "exp(-t)" in capsys.readouterr().out


SHARED = {
    "assume": ["a > 0"],
    "param": ["a"],
    "var": ["v"],
    "out-var": ["w"],
    "at": ["a=1"],
    "latex": [],
    "python": [],
    "json": [],
}


@pytest.mark.parametrize("option", SHARED)
def test_a_shared_option_is_used_or_refused(option, capsys):
    parser, found = frame._build()
    for name, verb in found.items():
        words = [*shlex.split(verb.EXAMPLE)[1:], f"--{option}", *SHARED[option]]
        if option in verb.OPTIONS:
            assert getattr(parser.parse_args(words), option.replace("-", "_"))
        else:
            assert frame.main(words) == 2
            assert f"{name} does not use --{option}" in capsys.readouterr().err
    assert all(parser.parse_args([*shlex.split(verb.EXAMPLE)[1:], "--debug"]).debug
               for verb in found.values())  # fmt: skip


CLAIM = ["check", "claim", "1", "step", "step"]
LAW = ["check", "commutativity", "step", "box(0,1)"]


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        ([*LAW, "--op", "correlate"], "check commutativity does not use --op"),
        ([*LAW, "--op", "convolve"], "does not use --op"),
        ([*LAW, "--kind", "causal"], "does not use --kind"),
        ([*LAW, "--period", "2"], "does not use --period"),
        ([*LAW, "--on", "0", "1"], "does not use --on"),
        ([*LAW, "--convention", "unitary"], "does not use --convention"),
        ([*LAW, "--transform", "laplace"], "does not use --transform"),
        ([*LAW, "--out-var", "s"], "does not use --out-var"),
        ([*LAW, "--latex"], "check does not use --latex"),
        (["check", "correlation_theorem", "step", "step", "--transform", "laplace"], "--transform"),
        (
            ["check", "convolution_theorem", "step", "step", "--transform", "laplace",
             "--convention", "unitary"],
            "--transform laplace does not use --convention",
        ),
        ([*CLAIM, "--convention", "angular"], "check claim does not use --convention"),
        ([*CLAIM, "--period", "2"], "go together"),
        ([*CLAIM, "--kind", "circular"], "go together"),
        (["convolve", "1", "step", "--period", "2"], "go together"),
        (["convolve", "1", "step", "--kind", "causal", "--period", "2"], "go together"),
        (["convolve", "x", "step", "--latex", "--json"], "--json and --latex"),
        (["convolve", "x", "step", "--no-conjugate"], "no-conjugate"),
        (["convolve", "box(0,1)", "step", "--at", "b=1"], "the name one of t"),
        (["convolve", "box(0,1)", "step", "--at", "t"], "NAME=VALUE"),
        (["convolve", "box(0,1)", "step", "--at", "t=oo"], "finite constant"),
        (["convolve", "box(0,1)", "step", "--at", "t=1", "--at", "t=2"], "two values"),
        (["plot", "step", "step", "--compare", "--op", "correlate"], "--compare does not use --op"),
        (["plot", "step", "step", "--out-var", "s"], "plot does not use --out-var"),
        (["validate", "--crossover", "--rule", "left"], "--crossover does not use --rule"),
        (["validate", "--crossover", "step", "step"], "takes no functions"),
        (["prove", "--assume", "a > 0"], "the proof of a law does not use --assume"),
        (["prove", "commutativity", "--out", "c.json"], "does not use --out"),
        (["prove", "--list", "--correlate"], "--list does not use --correlate"),
        (["prove", "--list", "commutativity"], "takes no names"),
        (["prove", "--laws", "commutativity"], "takes no names"),
        (["reference", "--builtin", "lecture", "--deep"], "--deep goes with --verify"),
        (["tour", "--param", "a"], "the lecture's pair does not use --param"),
        (["families", "--var", "y"], "families does not use --var"),
        (["identify", "numpy:convolve", "--assume", "a > 0"], "identify does not use --assume"),
        (["convolve", "-", "-"], "one argument only"),
    ],
)  # fmt: skip
def test_an_option_that_changes_nothing_is_bad_input(argv, message, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert frame.main(argv) == 2
    printed = capsys.readouterr()
    assert message in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == "" or "--json" in argv


def test_the_standard_input_stands_for_a_function(capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("-exp(-x)u(x)\n"))
    assert frame.main(["convolve", "-", "box(0,1)", "--at", "t=1"]) == 0
    assert "value: -1 + exp(-1)" in capsys.readouterr().out
    monkeypatch.setattr("sys.stdin", io.StringIO(" \n"))
    assert frame.main(["convolve", "-", "box(0,1)"]) == 2
    assert "the standard input is empty" in capsys.readouterr().err


def test_python(capsys):
    assert frame.main(["convolve", "box(0,1)", "exp(-a*x)*step", "--param", "a", "--python"]) == 0
    line = capsys.readouterr().out.splitlines()[0]
    x, t, a = (sympy.Symbol(name, real=True) for name in "xta")
    expected = convolve_functions(box(x, 0, 1), sympy.exp(-a * x) * sympy.Heaviside(x), x, t)
    assert eval(line, vars(sympy)) == expected


def test_latex(capsys):
    assert frame.main(["convolve", "box(0,1)", "box(0,1)", "--latex"]) == 0
    assert capsys.readouterr().out.startswith(r"\begin{cases}")


def test_help_loads_no_third_party_module():
    code = (
        "import sys; from symconv.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "sys.exit(any(name in sys.modules for name in ('sympy', 'numpy', 'flint', 'scipy')))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60)
    assert done.returncode == 0


def test_a_closed_pipe_is_silent():
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "symconv", "prove"]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, timeout=60)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("words", [["convolve", *PAIR], ["families", "--json"]])
def test_a_full_disk_is_named_in_one_line(words):
    command = [sys.executable, "-m", "symconv", *words]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60)
    message = os.strerror(errno.ENOSPC)
    assert done.stderr.decode() == f"symconv: the output could not be written: {message}\n"
    assert done.returncode == 1


@pytest.mark.skipif(os.name != "posix", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize(
    ("words", "code"),
    [(["convolve", *PAIR], 0), (["check", "claim", "1", "step(x)", "step(x)"], 1)],
)
def test_closed_streams_leave_the_exit_code(words, code):
    command = shlex.join([sys.executable, "-m", "symconv", *words])
    for closed in (">&-", "2>&-", ">&- 2>&-"):
        done = subprocess.run(["sh", "-c", f"{command} {closed}"], capture_output=True, timeout=60)
        assert done.returncode == code
        assert done.stderr == b""


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_full_error_stream_leaves_the_exit_code():
    command = [sys.executable, "-m", "symconv", "convolve", "1", "1"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=full, timeout=60)
    assert done.returncode == 4


def test_another_failure_of_the_system_is_an_internal_error(monkeypatch, capsys):
    def fail(arguments):
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    assert run_verb(monkeypatch, fail) == 5
    assert "internal error: OSError" in capsys.readouterr().err


def test_an_ascii_terminal_is_no_reason_to_fail():
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "symconv", "prove", "commutativity"]
    done = subprocess.run(command, capture_output=True, env=environment, timeout=60)
    assert done.returncode == 0
    assert done.stdout.startswith(b"commutativity: proved")
