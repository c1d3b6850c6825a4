"""Seeded calls of every public function, with arguments that are right, odd and hostile.

    python tests/fuzz_calls.py --seed 1 --count 1000 [--only convolve] [--workers 2] [--first 0]

Each call must end in its time with an answer or an error of ours; a TypeError is right where the
call has the wrong number of arguments or an unknown keyword, an AssertionError from symconv.testing
and SystemExit from the command line. Anything else is a fault: a foreign exception, an internal
error of the command line, more than MEMORY bytes, more than the time asked for and GRACE seconds of
processor time. Calls run in processes that may be killed. A fault is printed with the line that
repeats it alone.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import importlib
import inspect
import io
import json
import multiprocessing
import os
import random
import re
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy
import sympy
from sympy import (
    Abs,
    Contains,
    Derivative,
    DiracDelta,
    Eq,
    EulerGamma,
    Float,
    Function,
    Heaviside,
    I,
    Integral,
    Interval,
    KroneckerDelta,
    Lambda,
    Max,
    Min,
    Mod,
    Ne,
    Piecewise,
    Product,
    Rational,
    Si,
    Sum,
    Symbol,
    acot,
    airyai,
    asin,
    atan,
    besselj,
    binomial,
    ceiling,
    cos,
    cosh,
    erf,
    exp,
    factorial,
    floor,
    frac,
    gamma,
    harmonic,
    hyper,
    log,
    nan,
    oo,
    pi,
    sign,
    sin,
    sinc,
    sqrt,
    tan,
    tanh,
    zeta,
    zoo,
)  # fmt: skip

MEMORY = 3 * 2**30
GRACE = 10.0
"""Seconds of processor time beyond the time that was asked for: parsing, imports, the last step."""
DEFAULT_TIME = 30.0

MODULES = ("symconv", "check", "numeric", "discrete", "testing", "reference", "show", "cli")
DATA = {
    "Verdict", "Witness", "Convention", "Grid", "Report", "Row", "Ball", "Counterexample",
    "Diagnosis", "Case", "Folder", "Summary", "CannotWrite", "Animation", "Derivation", "Status",
    "ClosedForm", "Transform", "Claim", "Window",
}  # fmt: skip
"""Records that the program makes and hands out; nobody calls them."""

x, n, t = Symbol("x", real=True), Symbol("n", integer=True), Symbol("t", real=True)
VARIABLES = [x, Symbol("x"), n, Symbol("n"), t, Symbol("t")]
OUTPUTS = [None, None, t, Symbol("t"), Symbol("m", integer=True), Symbol("omega", real=True)]
PARAMETERS = [
    Symbol("a"), Symbol("a", positive=True), Symbol("b", real=True), Symbol("c", negative=True),
    Symbol("N", integer=True, positive=True), Symbol("K", integer=True), Symbol("x_1"),
]  # fmt: skip
CONSTANTS = [
    pi, sympy.E, EulerGamma, sympy.GoldenRatio, sympy.Catalan, I, sqrt(2), erf(1),
    gamma(Rational(1, 3)),
    zeta(3), Si(1), exp(pi) - pi**sympy.E, sqrt(2) + sqrt(3) - sqrt(5 + 2 * sqrt(6)), besselj(0, 1),
    tan(1), log(2), sympy.cbrt(2 + sqrt(5)) - (1 + sqrt(5)) / 2 + 1,
]  # fmt: skip
FLOATS = [
    0.1, 1 / 3, 1e-300, 5e-324, 1e300, -1e308, 0.30000000000000004, float("inf"), float("nan"),
    -0.0,
    Float("1e-100000", 30), Float("1e100000"), Float("0.1", 50), Float("3.14"), 2.5, 1e16,
]  # fmt: skip
NUMBERS = [
    0, 1, -1, 2, 3, 7, Rational(1, 2), Rational(-7, 3), 10**6, -(10**6), 10**100, Fraction(1, 3),
    Rational(1, 10**40), 1j, 2 + 0.5j, True,
]  # fmt: skip
ODD = [oo, -oo, nan, zoo, sympy.true, sympy.false, sympy.S.EmptySet, sympy.Tuple(1, 2)]
HOSTILE: list[Any] = [
    None, "", "x", "box(0,1)", "exp(-x)", "\x00", "é²", b"x", (), [], {}, {"f": 1}, [x], (x, t),
    object(),
    object, len, Ellipsis, NotImplemented, numpy.float64(0.5), numpy.int64(3), numpy.bool_(True),
    numpy.array([1.0, 2.0]), numpy.array([[1, 2], [3, 4]]), numpy.array([]), numpy.nan,
    numpy.float32(0.1), numpy.array(3), numpy.array(["a"]), numpy.array([None]), range(3), {1, 2},
    iter([1]), lambda value: value, lambda: 1, sympy.Matrix([1, 2]), sympy.Matrix([[x]]),
    sympy.Symbol, sympy.sin, Function("f"), Function("f")(x), Interval(0, 1), x < 1, Eq(x, 1),
    Lambda(x, x**2), sympy.Dummy("x"), sympy.Wild("w"), Symbol("A", commutative=False),
    Exception("no"),
    Derivative(Function("f")(x), x), 10**400, -(10**400), float("inf"), float("-inf"), float("nan"),
    sympy.Order(x), sympy.IndexedBase("q")[1], sympy.MatrixSymbol("M", 2, 2), x, t, oo, nan, zoo,
    type,
]  # fmt: skip
WORDS = {
    "kind": ["line", "causal", "circular", "mellin"],
    "op": ["convolve", "correlate"],
    "certified": ["proved", "kernel", "enclosed"],
    "form": ["piecewise", "heaviside"],
    "convention": ["frequency", "angular", "unitary"],
    "transform": ["fourier", "laplace"],
    "mode": ["full", "same", "valid"],
    "boundary": ["constant", "edge", "reflect", "symmetric", "wrap", None],
    "rule": ["midpoint", "left", "trapezoid", "average"],
    "language": ["c"],
}


class Draw:
    """One call's arguments, drawn from one generator."""

    def __init__(self, rng: random.Random):
        self.rng = rng

    def pick(self, values: Any) -> Any:
        """One of the values."""
        return self.rng.choice(values)

    def constant(self) -> Any:
        """A coefficient or an end."""
        roll = self.rng.random()
        if roll < 0.55:
            return Rational(self.rng.randint(-6, 6), self.rng.randint(1, 4))
        if roll < 0.70:
            return self.pick(PARAMETERS)
        if roll < 0.84:
            return self.pick(CONSTANTS)
        if roll < 0.92:
            return self.pick(FLOATS)
        return self.pick(NUMBERS + ODD)

    def argument(self, v: Any) -> Any:
        """What stands inside a function: mostly linear, sometimes anything."""
        roll = self.rng.random()
        if roll < 0.4:
            return v
        if roll < 0.75:
            return self.pick([1, -1, 2, Rational(1, 2)]) * v + self.constant()
        return self.expression(v, 1)

    def expression(self, v: Any, depth: int = 2) -> Any:
        """An expression in v; where SymPy itself refuses to build one, another."""
        for _ in range(20):
            with contextlib.suppress(Exception):
                return sympy.sympify(self._expression(v, depth))
        return v

    def _expression(self, v: Any, depth: int) -> Any:
        if depth <= 0:
            return self.pick([v, self.constant(), v**2, exp(-v), Heaviside(v), sympy.Integer(1)])
        builders = [
            self._window, self._window, self._one_sided, self._smooth, self._smooth,
            self._everlasting,
            self._mass, self._staircase, self._odd, self._composed, self._combined, self._power,
            self._sequence,
        ]  # fmt: skip
        return self.pick(builders)(v, depth)

    def _window(self, v: Any, depth: int) -> Any:
        low, high = self.constant(), self.constant()
        value = self.pick([1, v, v**2 - 1, exp(-v), sin(v), self.expression(v, depth - 1)])
        inside = self.pick(
            [(v >= low) & (v <= high), (v > low) & (v < high), Abs(v) < 1, v**2 < 2, v > low,
             Contains(v, Interval(-1, 2)), (v >= 0) & (v < 1), Ne(v, low), (v < 0) | (v > 1)]
        )  # fmt: skip
        return Piecewise((value, inside), (0, True))

    def _one_sided(self, v: Any, depth: int) -> Any:
        value = self.pick([1, v, exp(-v), exp(-v) * sin(2 * v), v ** Rational(-1, 2)])
        return value * Heaviside(self.argument(v), *self.pick([(), (0,), (1,)]))

    def _smooth(self, v: Any, depth: int) -> Any:
        u = self.argument(v)
        a = self.constant()
        return self.pick(
            [exp(-(u**2)), 1 / (1 + u**2), 1 / cosh(u), exp(-Abs(u)), sinc(u), erf(u), atan(u),
             exp(-a * u**2), 1 / (u**2 + a), besselj(0, u), airyai(u), log(1 + u**2), tanh(u)]
        )  # fmt: skip

    def _everlasting(self, v: Any, depth: int) -> Any:
        u = self.argument(v)
        return self.pick([sin(u), cos(u), u, u**3, Abs(u), exp(u), exp(I * u), sign(u), 1, 0, u**8])

    def _mass(self, v: Any, depth: int) -> Any:
        u = self.argument(v)
        return self.pick([DiracDelta(u), DiracDelta(u, 1), v * DiracDelta(u), DiracDelta(v + I)])

    def _staircase(self, v: Any, depth: int) -> Any:
        u = self.argument(v)
        return self.pick(
            [floor(u), ceiling(u), frac(u), Mod(u, 2), sign(sin(u)), Max(0, u), Min(u, 1)]
        )

    def _odd(self, v: Any, depth: int) -> Any:
        u, k = self.argument(v), Symbol("k")
        return self.pick(
            [1 / u, log(u), tan(u), acot(u), asin(u), gamma(u), u**u, Function("f")(u), sqrt(u),
             hyper((1, 2), (3,), u), Integral(exp(-(k**2)), (k, 0, u)), Derivative(exp(-u), v),
             Sum(Heaviside(v - k), (k, 0, 3)), Product(v - k, (k, 0, 2)), Sum(exp(-k * v), (k, 0,
             oo)),
             exp(10**10 * u), u**1000, exp(-(10**12) * (u - 1) ** 2), zeta(u), u % 3, factorial(u)]
        )  # fmt: skip

    def _composed(self, v: Any, depth: int) -> Any:
        inner = self.expression(v, depth - 1)
        outer = self.pick([exp, sin, Abs, floor, sign, Heaviside, sqrt, log, atan, DiracDelta, erf])
        return outer(inner)

    def _combined(self, v: Any, depth: int) -> Any:
        one, two = self.expression(v, depth - 1), self.expression(v, depth - 1)
        return self.pick([one + two, one * two, one - two, self.constant() * one + two])

    def _power(self, v: Any, depth: int) -> Any:
        return self.argument(v) ** self.constant()

    def _sequence(self, v: Any, depth: int) -> Any:
        a = self.constant()
        return self.pick(
            [a**v * Heaviside(v, 1), KroneckerDelta(v, self.constant()), harmonic(v), binomial(v,
            2),
             (-1) ** v, 1 / (v + 1), a ** Abs(v), 1 / factorial(v), cos(pi * v / 2), I**v,
             Piecewise((a**v, (v >= 0) & (v < Symbol("N", integer=True, positive=True))), (0,
             True))]
        )  # fmt: skip

    def relation(self) -> Any:
        """Something for assuming=."""
        first, second = self.pick(PARAMETERS), self.constant()
        with contextlib.suppress(Exception):
            made = self.pick([sympy.Gt, sympy.Lt, Ne, Eq, sympy.Ge])(first, second)
            return self.pick([made, (made,), (made, Ne(first, 0)), [made], ()])
        return ()

    def hostile(self) -> Any:
        """Anything at all."""
        return self.pick(HOSTILE + FLOATS + NUMBERS + ODD)

    def array(self) -> Any:
        """An operand of the array functions."""
        rng = self.rng
        shape = tuple(rng.randint(0, 4) for _ in range(rng.choice([1, 1, 1, 2, 2, 3, 0])))
        values = numpy.array([rng.randint(-3, 3) for _ in range(int(numpy.prod(shape)))])
        values = values.reshape(shape) if shape else numpy.array(rng.randint(-3, 3))
        kind = rng.choice(
            ["int", "float", "complex", "bool", "object", "list", "big", "nan", "expr"]
        )
        with contextlib.suppress(Exception):
            if kind == "list":
                return values.tolist()
            if kind == "object":
                return numpy.vectorize(lambda v: Fraction(int(v), 2), otypes=[object])(values)
            if kind == "expr":
                return numpy.vectorize(lambda v: x * int(v), otypes=[object])(values)
            if kind == "big":
                return values.astype(object) * 10**40
            if kind == "nan":
                return numpy.full(values.shape, self.pick([float("nan"), float("inf"), 1e308]))
            return values.astype(kind)
        return values


@dataclass
class Call:
    """A function with its arguments; `miscounted`: a TypeError is the right answer."""

    name: str
    function: Callable[..., Any]
    args: list[Any] = field(default_factory=list)
    keywords: dict[str, Any] = field(default_factory=dict)
    miscounted: bool = False
    seconds: float = DEFAULT_TIME

    def __str__(self) -> str:
        parts = [*map(shown, self.args), *(f"{k}={shown(v)}" for k, v in self.keywords.items())]
        return f"{self.name}({', '.join(parts)})"


def shown(value: Any) -> str:
    """An argument as text; the text of a hostile object may fail as well."""
    try:
        text = sympy.srepr(value) if isinstance(value, sympy.Symbol) else repr(value)
    except Exception as error:  # SymPy's printer on nonsense
        return f"<{type(value).__name__}: {type(error).__name__}>"
    text = re.sub(r" at 0x[0-9a-f]+", "", text)
    return text if len(text) < 300 else text[:300] + "…"


def targets() -> dict[str, Callable[..., Any]]:
    """Every public function by its full name."""
    found: dict[str, Callable[..., Any]] = {}
    for module in MODULES:
        full = "symconv" if module == "symconv" else f"symconv.{module}"
        loaded = importlib.import_module(full)
        for name in getattr(loaded, "__all__", ()):
            value = getattr(loaded, name)
            is_error = inspect.isclass(value) and issubclass(value, BaseException)
            if callable(value) and not is_error and name not in DATA:
                found[f"{full}.{name}"] = value
    from symconv.discrete import sequences

    found["symconv.discrete.sequences.compare"] = sequences.compare
    found["symconv.cli.main"] = importlib.import_module("symconv.cli").main
    return found


def value_for(draw: Draw, role: str, v: Any, name: str) -> Any:
    """An argument that suits the parameter's name, or a hostile one."""
    rng = draw.rng
    if role != "timeout" and rng.random() < 0.05:
        return draw.hostile()
    if role in WORDS:
        return draw.pick(WORDS[role])
    if role in ("f", "g", "h", "F", "expr", "left", "right"):
        return draw.expression(v, rng.choice([1, 1, 2, 3]))
    if role in ("a", "b", "lo", "hi", "alpha", "rate", "width", "mu", "sigma", "k", "degree"):
        return draw.constant()
    if role in ("x", "n", "args"):
        return v
    if role in ("t", "m"):
        return draw.pick(OUTPUTS)
    if role in ("omega", "s"):
        return draw.pick([Symbol("omega", real=True), Symbol("s"), Symbol("w"), v])
    if role == "assuming":
        return draw.relation()
    if role == "timeout":
        return draw.pick(
            [0.5, 1, 1, 2, 2, 0, -1, 1e-3, None, "3", float("nan"), True, Rational(1, 2)]
        )
    if role == "period":
        return draw.pick([None, None, 1, 2, pi, draw.constant()])
    if role == "point" or (role == "points" and rng.random() < 0.3):
        return draw.constant()
    if role == "points":
        return [draw.constant() for _ in range(rng.randint(0, 3))]
    if role == "bits":
        return draw.pick([53, 10, 200, 1, 0, -5, 10**5, 2.5])
    if role == "digits":
        return draw.pick([None, 5, 30, 0, -1, 10**4])
    if role == "dtype":
        return draw.pick(
            [numpy.float64, numpy.float32, numpy.float16, "complex128", int, "x", None]
        )
    if role == "on":
        return draw.pick(
            [None, Interval(0, 1), Interval(-1, draw.constant()), sympy.S.Reals, (0, 1)]
        )
    if role in ("principal_value", "conjugate", "relative", "deep", "progress"):
        return draw.pick([True, False])
    if role in ("start", "stop", "step"):
        return draw.pick([0, 1, -2, Rational(1, 8), 0.25, 1e-3, draw.constant()])
    if role == "steps":
        return draw.pick([None, [0.5, 0.25], [Rational(1, 4)], [], [0], [-1], 3])
    if role in ("image", "template", "v", "scores"):
        return draw.array()
    if role in ("stride", "dilation", "ndim", "groups"):
        return draw.pick([1, 1, 1, 2, 3, (1, 2), 0, -1])
    if role in ("n_a", "n_v"):
        return draw.pick([1, 2, 5, (2, 3), 0, -1, 10**9])
    if role == "text":
        return text_for(draw)
    if role == "symbols":
        return draw.pick([(), PARAMETERS[:2], "a", [1]])
    return draw.pick([None, draw.constant(), draw.hostile()])


def text_for(draw: Draw) -> str:
    """An expression as somebody types it, sometimes damaged."""
    texts = [
        "box(-1,2)", "1 - abs(x)/5 for x > 0", "exp(-x) for x > 0", "sin(3x)", "x²", "e^(-x)",
        "|x|",
        "delta(x-1)", "{x for 0 <= x < 1; 2 - x for 1 <= x < 2}", "floor(x) box(0,3)", "1/(1+x^2)",
        "gaussian(0,1)", "exp(-a x) H(x)", "1/0", "x^x^x^x", "((((", "10**10**10", "", "0", "oo",
        "nan",
        "rect(x)", "heaviside(x)*exp(1e400)", "erf(x)/x", "\x00", "x for", "besselj(0, x)", "f(x)",
    ]  # fmt: skip
    text = draw.pick(texts)
    if draw.rng.random() < 0.3:
        with contextlib.suppress(Exception):
            text = str(draw.expression(x, 2))
    if draw.rng.random() < 0.15 and text:
        place = draw.rng.randrange(len(text))
        text = text[:place] + draw.pick(list("()*/^,;x0é{}|")) + text[place + 1 :]
    return text


def command_line(draw: Draw) -> list[str]:
    """Arguments of the command line."""
    verb = draw.pick(
        ["convolve", "correlate", "explain", "check", "validate", "prove", "verify", "identify",
         "families", "tour", "reference", "nonsense", "--help", "--version", ""]
    )  # fmt: skip
    words = [verb]
    if verb == "check" and draw.rng.random() < 0.8:
        words.append(
            draw.pick(["commutativity", "area", "claim", "smoothness", "moments", "nothing"])
        )
    if verb in ("prove", "verify", "identify", "reference"):
        words += draw.pick([[], ["commutativity"], ["/nonexistent"], ["numpy.convolve"], ["."]])
    else:
        words += [text_for(draw) for _ in range(draw.pick([0, 1, 2, 2, 2, 2, 3]))]
    options = [
        ["--assume", "a > 0"], ["--param", "a"], ["--var", "t"], ["--out-var", "u"], ["--at",
        "t=1/3"],
        ["--latex"], ["--python"], ["--json"], ["--op", "correlate"], ["--assume", "a <"],
        ["--at", "z"],
        ["--bogus"], ["--timeout", "1"], ["--timeout", "x"], ["--var"], ["--format", "html"],
        ["--kind", "causal"], ["--kind", "circular", "--period", "2"],
    ]  # fmt: skip
    for _ in range(draw.pick([0, 0, 1, 1, 2])):
        words += draw.pick(options)
    return words


def specification(draw: Draw) -> Any:
    """A specification of reference data: a dictionary, a text or nonsense."""
    case = {
        "name": draw.pick(["one", "a/b", "", "é", 3]),
        "f": text_for(draw),
        "g": text_for(draw),
        "op": draw.pick(["convolve", "correlate", "nothing"]),
        "start": draw.pick(["0", "-1", "oo", 1]),
        "stop": draw.pick(["2", "1/2", "x", 2]),
        "step": draw.pick(["1/4", "0", "-1", "1e-9"]),
    }
    for key in list(case):
        if draw.rng.random() < 0.1:
            del case[key]
    return draw.pick(
        [{"case": [case]}, {"case": [case]}, {"case": case}, {}, {"case": []}, "no.toml"]
    )


def kernel_for(draw: Draw) -> Any:
    """A kernel of somebody: right, wrong, broken, or no function at all."""

    def flipped(a: Any, v: Any) -> Any:
        return numpy.correlate(a, v, mode="full")

    def broken(a: Any, v: Any) -> Any:
        raise ZeroDivisionError("of the kernel")

    return draw.pick(
        [numpy.convolve, numpy.correlate, flipped, broken, len, None, 3, lambda a, v: None]
    )


def make(seed: str, index: int, only: str | None = None) -> Call:
    """The call of one seed and index."""
    rng = random.Random(f"{seed}/{index}")
    draw = Draw(rng)
    known = targets()
    names = [name for name in known if only is None or only in name]
    name = rng.choice(names)
    call = Call(name, known[name])
    if name == "symconv.cli.main":
        call.args = [command_line(draw)]
        return call
    is_sequence = "discrete" in name
    v = rng.choice(VARIABLES[2:4] if is_sequence else VARIABLES) if rng.random() < 0.98 else None
    v = draw.hostile() if v is None else v
    in_expressions = v if isinstance(v, Symbol) else x
    with contextlib.suppress(ValueError, TypeError):
        _fill(call, draw, v, in_expressions)
    if rng.random() < 0.03:
        call.miscounted = True
        call.keywords["no_such_option"] = 1
    return call


def _fill(call: Call, draw: Draw, v: Any, inner: Any) -> None:
    arrays = "arrays" in call.name or "template" in call.name
    for parameter in inspect.signature(call.function).parameters.values():
        role = parameter.name
        if parameter.kind is parameter.VAR_KEYWORD:
            call.keywords["timeout"] = 1
            continue
        optional = parameter.default is not parameter.empty
        wanted = role == "timeout" or not optional or draw.rng.random() < 0.4
        if not wanted:
            if parameter.kind is not parameter.KEYWORD_ONLY:
                call.args.append(parameter.default)
            continue
        value = _argument(call, draw, role, v, inner, arrays=arrays)
        if role == "timeout":
            call.seconds = _seconds(value)
        if parameter.kind is parameter.KEYWORD_ONLY:
            call.keywords[role] = value
        else:
            call.args.append(value)


def _argument(call: Call, draw: Draw, role: str, v: Any, inner: Any, *, arrays: bool) -> Any:
    if arrays and role in ("a", "v"):
        return draw.array()
    if role in ("fn", "kernel"):
        return kernel_for(draw)
    if role == "spec":
        return specification(draw)
    if role in ("out", "path"):
        return draw.pick([tempfile.gettempdir() + "/symconv-fuzz", "/nonexistent/folder", 3, ""])
    if role in ("executor", "workers", "call", "closed_form"):
        return None
    if role == "text" and call.name.endswith("load_target"):
        return draw.pick(["numpy:convolve", "no.such", "numpy", "os:nothing", ""])
    if role == "x" or (role == "n" and "discrete" in call.name):
        return v
    return value_for(draw, role, inner, call.name)


def _seconds(value: Any) -> float:
    try:
        return max(0.0, min(DEFAULT_TIME, float(value)))
    except Exception:
        return DEFAULT_TIME


def used(result: Any, seed: str, index: int) -> None:
    """The methods of what came back: text, nodes, verdicts."""
    import symconv

    rng = random.Random(f"{seed}/{index}/used")
    if isinstance(result, symconv.ClosedForm):
        rng.choice([lambda: result.support, lambda: result.smoothness, lambda: str(result)])()
        return
    str(result)
    if isinstance(result, (symconv.Convolution, symconv.CrossCorrelation)):
        rng.choice(
            [
                lambda: result.closed_form(),
                lambda: result.rewrite(Integral),
                lambda: result.free_symbols,
                lambda: sympy.latex(result),
            ]
        )()
    elif isinstance(result, symconv.Verdict):
        bool(result)


def run(call: Call, seed: str, index: int) -> str:
    """The kind of outcome; a fault begins with FAULT."""
    from symconv import SymconvError

    silent = io.StringIO()
    try:
        with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent):
            result = call.function(*call.args, **call.keywords)
            if call.name == "symconv.cli.main":
                if result not in (0, 1, 2, 3, 4):
                    return f"FAULT exit {result}: {silent.getvalue()[-300:]}"
                return f"exit {result}"
            used(result, seed, index)
        return "answer"
    except SymconvError as error:
        return type(error).__name__
    except AssertionError as error:
        return "AssertionError" if "symconv.testing" in call.name else _fault(error)
    except SystemExit as error:
        return "exit" if call.name == "symconv.cli.main" else _fault(error)
    except TypeError as error:
        return "TypeError" if call.miscounted else _fault(error)
    except BaseException as error:  # the point of the exercise
        return _fault(error)


def _fault(error: BaseException) -> str:
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "symconv" in frame.filename
    ]
    places = [f"{frame.filename.split('symconv/')[-1]}:{frame.lineno}" for frame in frames[-4:]]
    return f"FAULT {type(error).__name__}: {str(error)[:200]} at {' < '.join(reversed(places))}"


def _worker(connection: Any, seed: str, indices: list[int], only: str | None) -> None:
    os.environ["MPLBACKEND"] = "Agg"
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    faulthandler.register(signal.SIGUSR1, file=sys.stderr, all_threads=False)
    for index in indices:
        call = make(seed, index, only)
        text = str(call)
        connection.send(("start", index, call.name, text, call.seconds))
        began = time.process_time()
        outcome = run(call, seed, index)
        spent = time.process_time() - began
        if spent > call.seconds + GRACE and not outcome.startswith("FAULT"):
            outcome = f"FAULT {outcome} after {spent:.1f} s, allowed {call.seconds:.1f} s"
        connection.send(("end", index, outcome, spent))
    connection.send(("done",))


@dataclass
class Tally:
    """What was seen."""

    outcomes: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[int, str, str]] = field(default_factory=list)
    dearest: list[tuple[float, int, str]] = field(default_factory=list)
    seconds: float = 0.0


def _cpu_seconds(pid: int) -> float | None:
    try:
        parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, IndexError):
        return None


class _Runner:
    """One process at work on a list of indices, started anew where it had to be killed."""

    def __init__(self, seed: str, indices: list[int], only: str | None, tally: Tally):
        self.seed, self.indices, self.only, self.tally = seed, indices, only, tally
        self.current: tuple[int, str, str, float] | None = None
        self.start()

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, other = context.Pipe(duplex=False)
        arguments = (other, self.seed, self.indices, self.only)
        self.process = context.Process(target=_worker, args=arguments, daemon=False)
        self.process.start()
        other.close()
        self.current, self.since, self.cpu = None, time.monotonic(), 0.0
        self.done = False

    def step(self) -> None:
        """Read what there is; kill what outlives its time."""
        try:
            while self.connection.poll(0):
                self._take(self.connection.recv())
                if self.done:
                    return
        except (EOFError, OSError):
            self.process.join()
            self._lost(f"FAULT the process ended with {self.process.exitcode}")
            return
        if self.current is not None and self._is_late():
            os.kill(self.process.pid or 0, signal.SIGUSR1)  # where it is, on standard error
            time.sleep(0.5)
            self.process.kill()
            self.process.join()
            self._lost(f"FAULT outlived its {self.current[3]:.1f} s")

    def _take(self, message: tuple[Any, ...]) -> None:
        if message[0] == "start":
            self.current, self.since = message[1:], time.monotonic()
            self.cpu = _cpu_seconds(self.process.pid or 0) or 0.0
        elif message[0] == "end":
            self._note(message[1], message[2], message[3])
            self.indices = self.indices[self.indices.index(message[1]) + 1 :]
            self.current = None
        else:
            self.process.join()
            self.done = True

    def _is_late(self) -> bool:
        allowed = (self.current[3] if self.current else 0) + 2 * GRACE
        wall = time.monotonic() - self.since
        used_up = _cpu_seconds(self.process.pid or 0)
        if used_up is not None and used_up - self.cpu > allowed:
            return True
        return wall > 10 * allowed

    def _lost(self, outcome: str) -> None:
        if self.current is None:  # before its first call or between two
            self.done = True
            self.tally.faults.append((-1, "worker", outcome))
            return
        index = self.current[0]
        self._note(index, outcome, time.monotonic() - self.since)
        self.indices = self.indices[self.indices.index(index) + 1 :]
        self.start()

    def _note(self, index: int, outcome: str, spent: float) -> None:
        name, text = (self.current[1], self.current[2]) if self.current else ("", "")
        tally = self.tally
        tally.outcomes[outcome.split(":")[0].split(" ")[0]] += 1
        tally.dearest = sorted([*tally.dearest, (spent, index, name)], reverse=True)[:10]
        if outcome.startswith("FAULT"):
            tally.faults.append((index, text, outcome))
            chosen = f" --only {self.only}" if self.only else ""
            print(
                f"{outcome}\n    {text}\n    python tests/fuzz_calls.py --seed {self.seed}"
                f" --index {index}{chosen}",
                flush=True,
            )


def fuzz(
    seed: str, count: int, *, only: str | None = None, workers: int = 2, first: int = 0,
    seconds: float | None = None,
) -> Tally:  # fmt: skip
    """Make the calls first … first + count − 1 of a seed, or as many as the time allows."""
    tally = Tally()
    began = time.monotonic()
    parts = [list(range(first + place, first + count, workers)) for place in range(workers)]
    runners = [_Runner(seed, part, only, tally) for part in parts if part]
    try:
        while not all(runner.done for runner in runners):
            for runner in runners:
                if not runner.done:
                    runner.step()
            time.sleep(0.01)
            if seconds is not None and time.monotonic() - began > seconds:
                break
    finally:
        for runner in runners:
            if runner.process.is_alive():
                runner.process.kill()
                runner.process.join()
    tally.seconds = time.monotonic() - began
    return tally


def main() -> int:
    """The command line of this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--only")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--index", type=int, help="one call, in this process, with its traceback")
    options = parser.parse_args()
    if options.index is not None:
        call = make(options.seed, options.index, options.only)
        print(call)
        began = time.monotonic()
        print(call.function(*call.args, **call.keywords))
        print(f"{time.monotonic() - began:.1f} s")
        return 0
    tally = fuzz(
        options.seed, options.count, only=options.only, workers=options.workers,
        first=options.first, seconds=options.seconds,
    )  # fmt: skip
    calls = sum(tally.outcomes.values())
    print(json.dumps(dict(tally.outcomes.most_common())))
    for spent, index, name in tally.dearest:
        print(f"    {spent:.1f} s  {name}  --index {index}")
    rate = calls / max(tally.seconds, 1e-9)
    print(
        f"{calls} calls in {tally.seconds:.0f} s ({rate:.1f} a second), {len(tally.faults)} faults"
    )
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
