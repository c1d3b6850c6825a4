"""Differential fuzzing of the whole program, judged on the inputs as given.

    python tests/fuzz_convolve.py DRAWS SEED [--workers N] [--only INDEX] [--seconds S]

Each draw is convolved or correlated. The answer is read by mpmath and compared, at points off the
jumps, with the defining integral by quadrature of the inputs as they were given (fuzzing/): nothing
of symconv rewrites or evaluates either side. Nodes answer through evalf; a divergence must not be
contradicted by an integrand that plainly dies out; the answer is read back from its text; the claim
of the answer is not REFUTED and that of a changed one not PROVED; lambdify, enclose and round_exact
agree with mpmath. Every fault is printed with its index.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import signal
import sys
import time
import warnings
from collections import Counter
from inspect import signature
from pathlib import Path
from typing import Any

import mpmath
import numpy as np
import sympy
from sympy import Rational

sys.path.insert(0, str(Path(__file__).parent))

from fuzzing.families import Draw, T, X, draw
from fuzzing.given import Unknown, with_mpmath
from fuzzing.quadrature import Pair, Unseen, by_mpmath

from symconv import (
    Convolution,
    CrossCorrelation,
    DivergentIntegral,
    InvalidInput,
    NoClosedForm,
    SymconvError,
    Undecided,
    check,
    numeric,
    parse,
)
from symconv.errors import Unresolved
from symconv.truth import Status

TIMEOUT = 10
GRACE = 20
AGREE = 1e-6
NO_VALUE = (
    Unknown, OverflowError, ZeroDivisionError, ValueError, mpmath.libmp.NoConvergence, TypeError,
)  # fmt: skip
CLAIM_OPTIONS = {"timeout": TIMEOUT} if "timeout" in signature(check.claim).parameters else {}


class Fault(Exception):  # a finding, not an error
    """A wrong answer, verdict or number, or an exception that is not one of the package's."""


class Hang(BaseException):
    """A call that outlives its time by far."""


def points(rng: random.Random, problem: Draw) -> list[Any]:
    """Off the jumps, and within a period or the half line where the kind wants it."""
    if problem.kind == "circular":
        period = Rational(str(round(float(problem.period), 6)))
        return [period * Rational(rng.randint(1, 96), 97) + Rational(1, 100003) for _ in range(2)]
    if problem.kind == "mellin":
        return [Rational(rng.randint(20, 400), 97) + Rational(1, 1009) for _ in range(2)]
    return [Rational(rng.randint(-300, 400), 97) + Rational(1, 1009) for _ in range(3)]


def truth(problem: Draw, point: Any) -> tuple[complex, float] | None:
    """The integral by quadrature and its doubt; None where there is no trustworthy value."""
    f, g = problem.at_values()
    period = None if problem.period is None else float(problem.period)
    try:
        value, doubt = Pair(f, g, X, problem.op, problem.kind, period).value(float(point))
    except (Unseen, Unknown, OverflowError, FloatingPointError):
        return None
    return (value, doubt) if doubt < 1e-7 * (1 + abs(value)) else None


def again(problem: Draw, point: Any) -> tuple[complex, float] | None:
    """The same at 30 digits, asked only where something disagrees."""
    f, g = problem.at_values()
    try:
        value, doubt = by_mpmath(f, g, X, point, problem.op, problem.kind, problem.period)
    except (
        Unseen,
        Unknown,
        OverflowError,
        ValueError,
        ZeroDivisionError,
        mpmath.libmp.NoConvergence,
    ):
        return None
    return (value, doubt) if doubt < 1e-7 * (1 + abs(value)) else None


def read(h: Any, problem: Draw, point: Any, digits: int = 40) -> complex | None:
    """The answer's own value by mpmath."""
    try:
        with mpmath.workdps(digits):
            values = {T: with_mpmath(point, {})}
            return complex(with_mpmath(h.xreplace(problem.values), values))
    except NO_VALUE:
        return None


def agree(left: complex, right: complex) -> bool:
    return abs(left - right) <= AGREE * (1e-3 + abs(right)) if np.isfinite(left) else False


def options(problem: Draw) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": problem.kind}
    return {**found, "period": problem.period} if problem.period is not None else found


def node(problem: Draw) -> Any:
    make = Convolution if problem.op == "convolve" else CrossCorrelation
    return make(problem.f, problem.g, X, T, **options(problem))


def check_draw(rng: random.Random, problem: Draw) -> str:
    """The outcome of one draw; raises Fault."""
    try:
        posed = node(problem)
        if problem.assuming:
            import symconv

            h = getattr(symconv, problem.op)(
                problem.f, problem.g, X, T, assuming=problem.assuming, timeout=TIMEOUT,
                **options(problem),
            )  # fmt: skip
            if h.has(Convolution, CrossCorrelation):
                raise NoClosedForm("the node")
        else:
            h = posed.closed_form(timeout=TIMEOUT).expr
    except DivergentIntegral as error:
        return _divergent(problem, rng, error)
    except NoClosedForm:
        return _unevaluated(rng, problem, posed)
    except (Undecided, InvalidInput, Unresolved) as error:
        return type(error).__name__
    _free(problem, h)
    seen = _values(rng, problem, h)
    if parse(str(h), T, symbols=tuple(h.free_symbols - {T})) != h:
        raise Fault(f"not read back: {h}")
    if not problem.values and rng.random() < 0.3:
        _verdicts(rng, problem, h)
    if not problem.values and rng.random() < 0.3:
        _numbers(rng, h, T, problem.kind)
    if rng.random() < 0.2 and not problem.f.has(sympy.DiracDelta):
        _numbers(rng, problem.f.xreplace(problem.values), X, "line")
    return "answered" if seen else "answered, unseen"


def _free(problem: Draw, h: Any) -> None:
    allowed = {T} | (problem.f.free_symbols | problem.g.free_symbols) - {X}
    if h.free_symbols - allowed:
        raise Fault(f"free symbols {h.free_symbols - allowed} in {h}")


def _values(rng: random.Random, problem: Draw, h: Any) -> int:
    seen = 0
    for point in points(rng, problem):
        right = truth(problem, point)
        left = read(h, problem, point)
        if right is None or left is None or agree(left, right[0]):
            seen += right is not None and left is not None
            continue
        right = again(problem, point)
        left = read(h, problem, point, digits=1000)  # what cancels to the last of forty digits
        if right is not None and left is not None and not agree(left, right[0]):
            raise Fault(f"wrong at {point}: {left} is not {right[0]}; {h}")
    return seen


def _unevaluated(rng: random.Random, problem: Draw, posed: Any) -> str:
    """A node's own number must be right, where it has one."""
    if problem.values or rng.random() < 0.5:
        return "none"
    point = points(rng, problem)[0]
    right = truth(problem, point)
    if right is None:
        return "none"
    try:
        left = complex(posed.subs(T, point).evalf(15))
    except (SymconvError, TypeError):
        return "none"
    if not agree(left, right[0]):
        sure = again(problem, point)
        if sure is not None and not agree(left, sure[0]):
            raise Fault(f"evalf at {point}: {left} is not {sure[0]}")
    return "none, evalf right"


def _divergent(problem: Draw, rng: random.Random, error: Exception) -> str:
    """A divergence is contradicted where the integrand dies out fast and is finite in between."""
    for point in points(rng, problem)[:2]:
        right = truth(problem, point)
        if right is not None:
            f, g = problem.at_values()
            period = None if problem.period is None else float(problem.period)
            pair = Pair(f, g, X, problem.op, problem.kind, period)
            low, high = pair.range()
            grid = np.concatenate([np.linspace(low, low / 2, 50), np.linspace(high / 2, high, 50)])
            if np.max(np.abs(pair.integrand(float(point), grid))) < 1e-12 * (1 + abs(right[0])):
                sure = again(problem, point)
                if sure is not None:
                    raise Fault(f"called divergent, but {sure[0]} at {point}: {error}")
    return "divergent"


def _verdicts(rng: random.Random, problem: Draw, h: Any) -> None:
    def claim(formula: Any) -> Status:
        return check.claim(
            formula, problem.f, problem.g, X, T, op=problem.op, **CLAIM_OPTIONS, **options(problem)
        ).status

    try:
        own = claim(h)
    except (Undecided, Unresolved):
        return
    if own is Status.REFUTED:
        raise Fault(f"its own answer is refuted: {h}")
    changed = rng.choice(
        [h + 1, h * 2, h.subs(T, T + Rational(1, 7)), h + sympy.exp(-T**2), -h, sympy.Integer(0),
         sympy.Piecewise((h, T < 1), (h + T, True))]
    )  # fmt: skip
    different = False
    for point in points(rng, problem) + points(rng, problem):
        right, left = truth(problem, point), read(changed, problem, point)
        if right is not None and left is not None and abs(left - right[0]) > 1e-4 * (1 + abs(left)):
            different = True
    try:
        proved = different and claim(changed) is Status.PROVED
    except (InvalidInput, Undecided, Unresolved):  # a change may leave what the kind admits
        return
    if proved:
        raise Fault(f"a false claim is proved: {changed}")


def _numbers(rng: random.Random, expr: Any, variable: Any, kind: str) -> None:
    """lambdify, round_exact and enclose of an expression against mpmath at 40 digits."""
    low = 1 if kind == "mellin" else -300
    where = [Rational(rng.randint(low, 400), 97) + Rational(1, 1009) for _ in range(3)]
    expected = []
    for point in where:
        try:
            with mpmath.workdps(150):
                expected.append(with_mpmath(expr, {variable: with_mpmath(point, {})}))
        except NO_VALUE:
            return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            fast = np.asarray(numeric.lambdify(variable, expr)(np.array([float(p) for p in where])))
    except (SymconvError, OverflowError):
        fast = None
    if fast is not None:
        for point, value in zip(where, fast, strict=True):
            with mpmath.workdps(400):
                near = complex(with_mpmath(expr, {variable: mpmath.mpf(float(point))}))
            if np.isfinite(near) and not agree(complex(value), near):
                raise Fault(f"lambdify of {expr} at {float(point)!r}: {value} is not {near}")
    for point, exact in zip(where, expected, strict=True):
        if mpmath.im(exact) != 0 or not mpmath.isfinite(exact):
            continue
        with mpmath.workdps(150):
            exact = mpmath.re(exact)
        try:
            rounded = numeric.round_exact(expr, variable, [point])[0]
            ball = numeric.enclose(expr, variable, point)
        except SymconvError:
            continue
        if rounded != float(exact) and abs(float(exact)) > 1e-120:
            raise Fault(f"round_exact of {expr} at {point}: {rounded!r} is not {float(exact)!r}")
        with mpmath.workdps(150):
            middle, radius = (with_mpmath(sympy.sympify(p), {}) for p in (ball.mid, ball.rad))
            if abs(middle - exact) > radius + abs(exact) * mpmath.mpf(10) ** -45:
                raise Fault(f"enclose of {expr} at {point}: {ball} has not {exact}")


def one(seed: str, index: int) -> tuple[int, tuple[str, str], str, str, float]:
    """The outcome of a draw by its number, in bounded time."""
    rng = random.Random(f"{seed}/{index}")
    start = time.perf_counter()

    def ring(*_: Any) -> None:
        raise Hang

    signal.signal(signal.SIGALRM, ring)
    signal.alarm(8 * TIMEOUT + GRACE)
    names, text = ("?", "?"), ""
    try:
        problem = draw(rng)
        names, text = problem.families, problem.line()
        outcome = check_draw(rng, problem)
    except Fault as fault:
        outcome, text = "FAULT", f"{text}: {str(fault)[:500]}"
    except Hang:
        outcome = "HANG"
    except Exception as error:
        outcome, text = "CRASH", f"{text}: {type(error).__name__}: {str(error)[:300]}"
    finally:
        signal.alarm(0)
    return index, names, outcome, text, time.perf_counter() - start


def _call(job: tuple[str, int]) -> Any:
    return one(*job)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("draws", type=int)
    parser.add_argument("seed")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--only", type=int)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    given = parser.parse_args()
    if given.only is not None:
        print(one(given.seed, given.only))
        return 0
    outcomes: dict[str, Counter[str]] = {}
    faults = done = 0
    slowest = (0.0, "")
    stop = time.monotonic() + given.seconds
    jobs = ((given.seed, index) for index in range(given.draws))
    with multiprocessing.Pool(given.workers, maxtasksperchild=200) as pool:
        for index, names, outcome, text, seconds in pool.imap(_call, jobs):
            done += 1
            slowest = max(slowest, (seconds, f"{index} {text}"))
            outcomes.setdefault(names[0], Counter())[outcome] += 1
            if outcome in ("FAULT", "CRASH", "HANG"):
                faults += 1
                print(f"{outcome} {index} {text}", flush=True)
            if done % 500 == 0:
                print(f"{done} draws, {faults} faults", file=sys.stderr, flush=True)
            if time.monotonic() > stop:
                pool.terminate()
                break
    for name, counts in sorted(outcomes.items()):
        print(f"{name:14s} {dict(counts)}")
    print(f"{done} draws, {faults} faults; slowest {slowest[0]:.1f} s: {slowest[1][:300]}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
