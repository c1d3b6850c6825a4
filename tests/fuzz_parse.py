"""Seeded random texts for the parser: `python tests/fuzz_parse.py [COUNT] [SEED]`.

Each text is read or refused with InvalidInput at a column inside the text, within MOST_CALLS calls
of functions (about a second's; a count is the same on every machine); what was read must survive
parse(str(e)) == e. Three sources: strings of tokens, sentences of the grammar with extreme numbers,
and damaged copies of good texts.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from symconv import InvalidInput, parse
from symconv.parsing.vocabulary import ALIASES, CONSTANTS, FUNCTIONS, SIGNALS, SPECIAL

MOST_CALLS = 10_000_000
"""Calls of functions for one text: four times what the dearest attack takes."""
FUNCTION_NAMES = sorted([*FUNCTIONS, *ALIASES, *SIGNALS, *SPECIAL])
CONSTANT_NAMES = sorted(CONSTANTS)
NUMBERS = ["0", "1", "2", "3", "7", "50", "0.2", "1/3", "1e3", "999", "10**9", "1e900", "100000007"]
OPERATORS = ["+", "-", "*", "/", "**", "^", "<", "<=", ">", ">=", "==", "!=", "&", "|", "~", "!"]
STRAY = [
    "(",
    ")",
    "{",
    "}",
    ",",
    ";",
    " for ",
    " otherwise",
    " else ",
    "=",
    "[",
    "'",
    "lambda",
    ".",
]
STRAY += ["__import__", "é", "\x00", "\n", "\ud800", "٣", "import os", "x.__class__", "eval(", "@"]
GOOD = [
    "box(-1,2)",
    "1 - abs(x)/5 for x > 0",
    "{x for 0 <= x < 1; 2 - x for 1 <= x < 2}",
    "delta(x-1)",
    "Piecewise((t**3/6, (t >= 0) & (t < 1)), (2 - t, (t >= 1) | (t < 2)), (0, True))",
    "sqrt(2)*exp(-(x - 1)**2/8)/(4*sqrt(pi))",
    "Heaviside(x, 0)*exp(-a*x)*sin(3*x)/(a + b)",
    "erf(sqrt(2)*(x - 1)/2)/2 + 1/2",
    "hyper((1, 2), (3,), x)*besselj(0, x)",
    "3sin(2πx)e^(-x²/2) + |x - 1|√x",
    "δ''(x-1)u(x) − ½sin²x cos 2πx",
    "x² for |x| ≤ 1 | |x| > 3; e⁻ˣ otherwise",
    "Integral(exp(-t*x), (t, 0, oo)) + Subs(Derivative(besselj(t, x), t), t, 2)",
    "(exp(-x**4) ∗ Heaviside(x)/(x**2 + 1))(t; circular 2*pi)",
    "Piecewise((x, Contains(x, Union(Interval(0, 1), {2, 3}))), (0, True))",
]
SIGNS = "⌊⌋²³⁻ⁿ½√∛·×−÷≤≥≠|'′πθδωx2( )eijHu"


def number(rng: random.Random) -> str:
    """Draw a number, small or extreme."""
    return rng.choice(NUMBERS) if rng.random() < 0.5 else str(rng.randint(0, 12))


def sentence(rng: random.Random, depth: int) -> str:
    """Draw a sentence of the grammar, or nearly one."""
    if depth == 0 or rng.random() < 0.1:
        return rng.choice(["x", "x", "a", number(rng), rng.choice(CONSTANT_NAMES)])
    draw = rng.random()
    if rng.random() < 0.25:
        return textbook(rng, depth)
    if draw < 0.45:
        left, right = sentence(rng, depth - 1), sentence(rng, depth - 1)
        operator = rng.choice(OPERATORS[:6] if rng.random() < 0.9 else OPERATORS[:-2])
        pattern = "({} {} {})" if rng.random() < 0.6 else "{}{}{}"
        return pattern.format(left, operator, right)
    if draw < 0.85:
        name = rng.choice(FUNCTION_NAMES)
        entry = FUNCTIONS.get(name)
        count = rng.randint(entry.least, entry.most) if entry else rng.choice([1, 1, 2, 2, 3])
        parts = ", ".join(sentence(rng, depth - 1) for _ in range(count))
        return f"{name}({parts})"
    relation = (
        f"{sentence(rng, depth - 1)} {rng.choice(OPERATORS[6:12])} {sentence(rng, depth - 1)}"
    )
    if draw < 0.93:
        return f"Piecewise(({sentence(rng, depth - 1)}, {relation}), ({number(rng)}, True))"
    return (
        f"-{sentence(rng, depth - 1)}" if draw < 0.97 else f"{{{sentence(rng, 1)} for {relation}}}"
    )


def textbook(rng: random.Random, depth: int) -> str:
    """Draw textbook notation: signs left out, exponent signs, bars, roots, primes."""
    inner, other = sentence(rng, depth - 1), sentence(rng, depth - 1)
    shapes = (
        "{n}{inner}",
        "{n}({inner})",
        "({inner})({other})",
        "({inner}){sign}",
        "x{sign}{other}",
        "|{inner}|",
        "{n}|{inner}|{other}",
        "√({inner})",
        "√{inner}",
        "sin {inner}",
        "{name}{sign}({inner})",
        "{name} {n}πx",
        "δ{prime}({inner})",
        "{letter}({inner})",
        "e^(-{inner})",
        "e^-{inner}",
        "½{inner} − {other}÷{n}",
        "{inner}/{n}{other}",
        "{inner} {other}",
    )
    return rng.choice(shapes).format(
        inner=inner,
        other=other,
        n=number(rng),
        sign=rng.choice(["²", "³", "⁻¹", "ⁿ", "⁻ˣ", "⁽²⁾", "⁵⁰", "ᵃ"]),
        name=rng.choice(["sin", "cos", "ln", "exp", "tan"]),
        prime=rng.choice(["'", "''", "′", "⁽³⁾", "^(2)"]),
        letter=rng.choice("Huθδeijxa"),
    )


def tokens(rng: random.Random) -> str:
    """Draw a string of tokens without grammar."""
    pool = [FUNCTION_NAMES, CONSTANT_NAMES, NUMBERS, OPERATORS, STRAY, ["x", "a", "("], SIGNS]
    return "".join(rng.choice(rng.choice(pool)) for _ in range(rng.randint(1, 20)))


def damaged(rng: random.Random) -> str:
    """Damage a good text: delete, double, replace or insert characters."""
    text = list(rng.choice(GOOD))
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(text)) if text else 0
        text[place : place + rng.randint(0, 2)] = rng.choice(
            ["", "x", number(rng), *STRAY, *OPERATORS]
        )
    return "".join(text)


def draw_text(rng: random.Random) -> str:
    """Draw one text from the three sources."""
    kind = rng.random()
    if kind < 0.6:
        return sentence(rng, rng.randint(1, 5))
    return tokens(rng) if kind < 0.75 else damaged(rng)


class TooMuchWork(BaseException):
    """More calls than allowed; no `except Exception` on the way may swallow it."""


@contextmanager
def at_most(calls: int) -> Iterator[None]:
    """Stop the work after so many calls and returns."""
    made = 0

    def count(frame: Any, event: str, argument: Any) -> None:
        nonlocal made
        made += 1
        if made > calls:
            sys.setprofile(None)
            raise TooMuchWork(f"more than {calls} calls")

    outside = sys.getprofile()
    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(outside)


def fault(text: str) -> str | None:
    """Return what is wrong with the treatment of the text, or None; "" stands for a refusal."""
    from sympy import Symbol, nan

    symbols = (Symbol("a", real=True), Symbol("b", positive=True), Symbol("t", real=True))
    try:
        with at_most(MOST_CALLS):
            value = parse(text, symbols=symbols)
    except InvalidInput as error:
        if error.column is None or not 0 <= error.column <= len(text) or "^" not in str(error):
            return "refused without a column"
        value = None
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return f"raised {error!r}"[:200]
    if value is None:
        return ""
    return _round_trip(value, symbols) if not value.has(nan) else None


def _round_trip(value: object, symbols: tuple[object, ...]) -> str | None:
    try:
        printed = str(value)
        again = parse(printed, symbols=symbols)
    except InvalidInput as error:
        beyond = (
            "refused:",
            "beyond",
            "at most",
            "too much",
            "nested deeper",
            "more than",
            "too large",
        )
        return None if any(word in str(error) for word in beyond) else f"not read again: {error}"
    except ValueError as error:
        return None if "integer string conversion" in str(error) else f"raised {error!r}"
    same = again == value or _evaluated(again) == _evaluated(value)
    return None if same else f"printed {printed}, read as {again}"


def _evaluated(value: Any) -> Any:
    """Evaluate bottom up: SymPy itself leaves products in products, which print alike."""
    return value.func(*map(_evaluated, value.args)) if value.args else value


def run(count: int, seed: int) -> tuple[Counter[str], list[tuple[str, str]]]:
    """Draw `count` texts; return how many were read and refused, and the faults."""
    rng = random.Random(seed)
    outcome: Counter[str] = Counter()
    faults: list[tuple[str, str]] = []
    for _ in range(count):
        text = draw_text(rng)
        found = fault(text)
        outcome["refused" if found == "" else "read" if found is None else "fault"] += 1
        if found:
            faults.append((text, found))
    return outcome, faults


if __name__ == "__main__":
    total = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    result, wrong = run(total, start)
    print(f"{total} texts, seed {start}: {dict(result)}")
    for text, found in wrong:
        print(ascii(text), "->", found.encode("ascii", "backslashreplace").decode())
    sys.exit(1 if wrong else 0)
