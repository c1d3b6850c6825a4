"""Other programs on the same problems: who solves, who is wrong, who stays silent, how fast.

    python tests/bench/peers.py [SECONDS] [PEER ...]

The problems are tests/data/corpus.jsonl. Every peer runs in a process of its own that is killed at
the limit (default 20 s). An answer is judged at the corpus' points: "solved" agrees at all of them
to 1e-8, "wrong" disagrees at one where it is a number, "unevaluated" is everything else (an
integral, a condition left open, no number). A divergent integral is solved by saying so, and a
finite answer to it is wrong. Peers that are not installed are skipped.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import sympy
from sympy import oo

CORPUS = Path(__file__).parents[1] / "data" / "corpus.jsonl"
X, T = sympy.Symbol("x", real=True), sympy.Symbol("t", real=True)
TOLERANCE = 1e-8
JUDGING = 5
DIVERGES = "diverges"


def problems() -> list[dict[str, Any]]:
    return [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()]


def symbols_of(problem: dict[str, Any]) -> dict[str, Any]:
    return {
        name: sympy.Symbol(name, **{given["assume"]: True})
        for name, given in problem["params"].items()
    }


def functions(problem: dict[str, Any]) -> tuple[Any, Any]:
    from symconv import parse

    names = tuple(symbols_of(problem).values())
    return tuple(parse(problem[key], X, symbols=names) for key in ("f", "g"))


def values_of(problem: dict[str, Any], answer: Any) -> Any:
    """The answer at every point, None where it is no number."""
    chosen = {
        symbol: sympy.Rational(problem["params"][name]["value"])
        for name, symbol in symbols_of(problem).items()
    }
    return [number(answer.subs(chosen).subs(T, sympy.Rational(p))) for p in problem["points"]]


def number(value: Any) -> complex | None:
    try:
        return complex(sympy.N(value, 20))
    except (TypeError, ValueError):
        return None


def judge(problem: dict[str, Any], answer: Any) -> str:
    """solved, wrong or unevaluated."""
    if answer is None or (answer != DIVERGES and answer.has(sympy.Integral)):
        return "unevaluated"
    if answer == DIVERGES or answer.has(oo, sympy.zoo):
        return "solved" if problem["values"] == DIVERGES else "wrong"
    found = values_of(problem, answer)
    if problem["values"] == DIVERGES:
        return "wrong" if any(value is not None for value in found) else "unevaluated"
    pairs = list(zip(found, map(complex, problem["values"]), strict=True))
    if any(v is not None and abs(v - w) > TOLERANCE * max(1, abs(w)) for v, w in pairs):
        return "wrong"
    return "unevaluated" if any(value is None for value in found) else "solved"


def integrand(problem: dict[str, Any]) -> Any:
    f, g = functions(problem)
    return f * g.subs(X, T - X if problem["op"] == "convolve" else T + X)


def by_symconv(problem: dict[str, Any]) -> Any:
    import symconv

    f, g = functions(problem)
    try:
        answer = getattr(symconv, problem["op"])(f, g, X, T)
    except symconv.DivergentIntegral:
        return DIVERGES
    return None if answer.has(symconv.Convolution, symconv.CrossCorrelation) else answer


def by_sympy(problem: dict[str, Any]) -> Any:
    return sympy.integrate(integrand(problem), (X, -oo, oo))


def by_sympy_piecewise(problem: dict[str, Any]) -> Any:
    whole = sympy.piecewise_fold(integrand(problem).rewrite(sympy.Piecewise))
    return sympy.integrate(whole, (X, -oo, oo))


def by_lcapy(problem: dict[str, Any]) -> Any:
    import lcapy
    from lcapy.sym import tausym, tsym

    f, g = functions(problem)
    if problem["op"] == "correlate":
        f = f.subs(X, -X)
    first, second = (lcapy.expr(e.subs(X, tsym)) for e in (f, g))
    whole = first.convolve(second).simplify().sympy
    return whole.subs({tsym: T, tausym: X})


def by_steps(problem: dict[str, Any]) -> Any:
    """The integrand with Heaviside in place of Piecewise, which other systems do not know."""
    from symconv.algebra.signs import Facts
    from symconv.reading import OutsideClass, read
    from symconv.writing import heaviside_form

    f, g = functions(problem)
    with contextlib.suppress(OutsideClass):
        f, g = (heaviside_form(read(e, X, Facts()), X) for e in (f, g))
    return f * g.subs(X, T - X if problem["op"] == "convolve" else T + X)


def by_giac(problem: dict[str, Any]) -> Any:
    """Giac (Xcas): an answer with a warning about an unknown sign is no answer."""
    body = by_steps(problem)
    if body.has(sympy.Piecewise):
        raise NotImplementedError("Piecewise")
    text = sympy.sstr(body).replace("**", "^").replace("DiracDelta(", "Dirac(")
    stated = "".join(f"assume({name}>0);" for name in problem["params"])
    done = subprocess.run(
        ["giac", f"{stated} r:=integrate({text},x,-inf,inf); print(\"answer:\"+string(r))"],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    lines = [line for line in done.stderr.splitlines() if line.strip('"').startswith("answer:")]
    if not lines or any(word in lines[-1] for word in ("Unable", "integrate", "undef", "?")):
        return None
    return parsed(problem, lines[-1].strip('"').removeprefix("answer:").replace("^", "**"))


def by_maxima(problem: dict[str, Any]) -> Any:
    """Maxima has no Piecewise: jumps are written with unit_step, signs are assumed."""
    body = maxima_text(by_steps(problem))
    stated = "".join(f"assume({name}>0);" for name in problem["params"])
    lines = f"display2d:false; {stated} r: integrate({body}, x, minf, inf); print(string(r));"
    done = subprocess.run(
        ["maxima", "--very-quiet", "--batch-string", lines],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    return maxima_answer(problem, done.stdout)


def maxima_text(expr: Any) -> str:
    """SymPy's own printer for Maxima, which refuses what Maxima does not know."""
    for node in expr.atoms(sympy.Heaviside):
        expr = expr.xreplace({node: sympy.Function("unit_step")(node.args[0])})
    if expr.has(sympy.Piecewise):
        raise NotImplementedError("Piecewise")
    text = sympy.sstr(expr)
    for ours, theirs in (("**", "^"), ("pi", "%pi"), ("Abs(", "abs("), ("DiracDelta(", "delta(")):
        text = text.replace(ours, theirs)
    return text.replace("E^", "%e^")


def maxima_answer(problem: dict[str, Any], out: str) -> Any:
    if "divergent" in out:
        return DIVERGES
    text = out.strip().splitlines()[-1].strip('"') if out.strip() else ""
    for theirs, ours in (("%pi", "pi"), ("%e", "E"), ("%i", "I"), ("unit_step", "Heaviside")):
        text = text.replace(theirs, ours)
    if "integrate" in text or "?" in out:
        return None
    return parsed(problem, text)


def by_sage(problem: dict[str, Any]) -> Any:
    """Sage's integrate (Maxima, then Giac and SymPy); its start is in the time."""
    body = by_steps(problem)
    if body.has(sympy.Piecewise):
        raise NotImplementedError("Piecewise")
    text = sympy.sstr(body)
    for ours, theirs in (("DiracDelta(", "dirac_delta("), ("Heaviside(", "heaviside(")):
        text = text.replace(ours, theirs)
    names = ["x", "t", *problem["params"]]
    lines = [
        f"{', '.join(names)} = var({' '.join(names)!r})",
        *(f"assume({name} > 0)" for name in problem["params"]),
        f"print('answer:', integrate({text.replace('Abs(', 'abs(')}, x, -oo, oo))",
    ]
    done = subprocess.run(
        ["sage", "-c", "\n".join(lines)],
        capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False,
    )  # fmt: skip
    if "divergent" in done.stderr:
        return DIVERGES
    found = [line for line in done.stdout.splitlines() if line.startswith("answer:")]
    if not found or any(word in found[-1] for word in ("integrate", "undef", "unknown")):
        return None
    text = found[-1].removeprefix("answer:").strip()
    for theirs, ours in (("dirac_delta(", "DiracDelta("), ("heaviside(", "Heaviside("),
                         ("e^", "E^"), ("^", "**")):  # fmt: skip
        text = text.replace(theirs, ours)
    return parsed(problem, text)


def parsed(problem: dict[str, Any], text: str) -> Any:
    """Another program's answer as an expression in t; None where it is not read."""
    from symconv import SymconvError, parse

    try:
        return parse(text, T, symbols=tuple(symbols_of(problem).values()))
    except SymconvError:
        return None


PEERS = {
    "symconv": by_symconv,
    "SymPy integrate": by_sympy,
    "SymPy integrate, Piecewise": by_sympy_piecewise,
    "lcapy": by_lcapy,
    "Maxima": by_maxima,
    "Giac": by_giac,
    "Sage": by_sage,
}
PROGRAMS = {"Maxima": "maxima", "Giac": "giac", "Sage": "sage"}


def installed(peer: str) -> bool:
    if peer in PROGRAMS:
        return shutil.which(PROGRAMS[peer]) is not None
    if peer == "lcapy":
        return importlib.util.find_spec("lcapy") is not None
    return True


def answer_and_judge(peer: str, problem: dict[str, Any], out: Any) -> None:
    os.setsid()  # with its children, so that all of them end at the limit
    start = time.perf_counter()
    try:
        answer = PEERS[peer](problem)
        seconds = time.perf_counter() - start
        out.send((judge(problem, answer), seconds))
    except Exception:  # a peer may fail in any way; that is no answer
        out.send(("unevaluated", time.perf_counter() - start))


def run(peer: str, problem: dict[str, Any], limit: float) -> tuple[str, float]:
    """(outcome, seconds) in a process that is killed at the limit and some time for judging."""
    context = multiprocessing.get_context("fork")
    receive, send = context.Pipe(duplex=False)
    worker = context.Process(target=answer_and_judge, args=(peer, problem, send))
    worker.start()
    outcome = receive.recv() if receive.poll(limit + JUDGING) else ("unevaluated", limit)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.join()
    return outcome if outcome[1] <= limit else ("unevaluated", limit)


def table(limit: float, peers: list[str]) -> str:
    lines = [
        "| program | solved | wrong | unevaluated | median s | total s |",
        "|---|---|---|---|---|---|",
    ]
    for peer in peers:
        outcomes: Counter[str] = Counter()
        times = []
        for problem in problems():
            outcome, seconds = run(peer, problem, limit)
            outcomes[outcome] += 1
            times.append(seconds)
            print(f"  {peer}: {problem['id']}: {outcome}, {seconds:.2f} s", file=sys.stderr)
        middle = sorted(times)[len(times) // 2]
        row = (outcomes["solved"], outcomes["wrong"], outcomes["unevaluated"])
        lines.append(
            f"| {peer} | {row[0]} | {row[1]} | {row[2]} | {middle:.2f} | {sum(times):.0f} |"
        )
    return "\n".join(lines)


def test_the_judge_can_say_everything() -> None:
    problem = next(p for p in problems() if p["id"] == "box-box")
    right = by_symconv(problem)
    assert judge(problem, right) == "solved"
    assert judge(problem, right + sympy.Rational(1, 1000)) == "wrong"
    assert judge(problem, sympy.Integral(X, (X, 0, T))) == "unevaluated"
    assert judge(problem, sympy.Integral(T, (X, -oo, oo))) == "unevaluated"
    assert judge(problem, None) == "unevaluated"
    assert judge(problem, DIVERGES) == "wrong"
    divergent = next(p for p in problems() if p["values"] == DIVERGES)
    assert judge(divergent, DIVERGES) == "solved"
    assert judge(divergent, T) == "wrong"
    assert run("symconv", problem, 20)[0] == "solved"


if __name__ == "__main__":
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    chosen = sys.argv[2:] or list(PEERS)
    print(table(seconds, [peer for peer in chosen if installed(peer)]))
    skipped = ", ".join(peer for peer in chosen if not installed(peer)) or "-"
    print(f"{len(problems())} problems, limit {seconds:g} s; not installed: {skipped}")
