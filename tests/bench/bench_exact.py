"""Figures of the exact class, as ratios within one run: `python tests/bench/bench_exact.py`.

Also a test (`pytest tests/bench/bench_exact.py`): the figures have to meet the stated ones. Caches
are cleared before each call on both sides; SymPy gets the better of its Piecewise and its Heaviside
input, 20 s a problem in a process of its own, and only pairs where it is right are compared.
"""

import multiprocessing
import random
import statistics
import time
from queue import Empty

import sympy
from flint import fmpq
from sympy import Heaviside, Piecewise, Rational, Symbol, exp, integrate, symbols
from sympy.core.cache import clear_cache

from symconv import convolve
from symconv.algebra import convolution as engine
from symconv.algebra import exppoly, partialfractions
from symconv.algebra.constants import number
from symconv.algebra.distribution import Distribution
from symconv.algebra.elements import ONE, ZERO
from symconv.algebra.existence import Existence
from symconv.algebra.exppoly import CONSTANT_MODE, ExpPoly
from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_convolution, enclose_expr, overlaps
from symconv.survey import survey
from symconv.writing import piecewise_form

X, T = Symbol("x", real=True), Symbol("t", real=True)
LIMIT = 20
ROUNDS = 5
POINTS = tuple(Rational(k, 7) for k in (-11, -2, 3, 8, 16, 31))


def window(expr, a, b):
    """The same function as Piecewise and as Heaviside terms."""
    return (
        Piecewise((expr, (X >= a) & (X <= b)), (0, True)),
        expr * (Heaviside(X - a) - Heaviside(X - b)),
    )


def one_sided(expr):
    return Piecewise((expr, X >= 0), (0, True)), expr * Heaviside(X)


RATIONAL_PAIRS = [
    (window(1, 0, 1), window(1, 0, 1)),
    (window(1, -1, 2), window(1, 0, 3)),
    (window(X, 0, 1), window(1, 0, 1)),
    (window(X**2, 0, 1), window(1 - X, 0, 1)),
    (window(1 - X**2, -1, 1), window(1, -Rational(1, 2), Rational(1, 2))),
    (one_sided(1), window(X, 0, 2)),
    (one_sided(X), one_sided(X**2)),
    (one_sided(exp(-X)), one_sided(exp(-2 * X))),
    (one_sided(X * exp(-X)), one_sided(exp(-X))),
    (one_sided(exp(-X)), window(1, 0, 1)),
    (window(exp(-X), 0, 2), window(X, 0, 1)),
    (one_sided(exp(-3 * X)), one_sided(X)),
]


def _race(index, form, queue):
    """Both sides in turn, processor time, caches cleared before each call; the first calls, which
    import modules and fill SymPy's tables, go unmeasured."""
    f, g = (forms[form] for forms in RATIONAL_PAIRS[index])
    mirrored = g.subs(X, T - X)
    theirs, mine = [], []
    for _ in range(ROUNDS + 1):
        clear_all()
        start = time.process_time()
        value = integrate(f * mirrored, (X, -sympy.oo, sympy.oo))
        theirs.append(time.process_time() - start)
        mine.append(ours(*(forms[0] for forms in RATIONAL_PAIRS[index])))
        if len(theirs) == 1:
            queue.put(value)
    queue.put((statistics.median(theirs[1:]), statistics.median(mine[1:])))


def by_sympy(index, form):
    """(SymPy's value, its seconds, ours), or None after the limit."""
    queue = multiprocessing.Queue()
    process = multiprocessing.Process(target=_race, args=(index, form, queue))
    process.start()
    try:
        return queue.get(timeout=LIMIT), *queue.get(timeout=ROUNDS * LIMIT)
    except Empty:
        return None
    finally:
        process.kill()
        process.join()


def clear_all():
    clear_cache()
    fractions = partialfractions._pair, partialfractions._inverse_power
    for cached in (*fractions, exppoly.multiply_modes, number, survey):
        cached.cache_clear()


def ours(f, g):
    clear_all()
    start = time.process_time()
    convolve(f, g, X, T)
    return time.process_time() - start


def is_right(value, f, g):
    if value.has(sympy.Integral):
        return None
    for point in POINTS:
        try:
            ball = enclose_expr(value.subs(T, point), {}, bits=60)
        except Exception:
            return False
        if not overlaps(ball, enclose_convolution(f, g, X, point, bits=60)):
            return False
    return True


def against_sympy():
    """Per pair: our seconds, and how many times as long SymPy's better form takes, or None where
    it is never right; and the counts."""
    rows, counts = [], {"right": 0, "wrong": 0, "timed out": 0, "unevaluated": 0}
    for index, (forms_f, forms_g) in enumerate(RATIONAL_PAIRS):
        mine = statistics.median(ours(forms_f[0], forms_g[0]) for _ in range(2 * ROUNDS + 1))
        ratios = []
        for form in (0, 1):
            answer = by_sympy(index, form)
            if answer is None:
                counts["timed out"] += 1
                continue
            value, seconds, beside = answer
            verdict = is_right(value, forms_f[form], forms_g[form])
            name = {True: "right", False: "wrong", None: "unevaluated"}[verdict]
            counts[name] += 1
            if verdict:
                ratios.append(seconds / beside)
        rows.append((mine, min(ratios, default=None)))
    return rows, counts


def box_power(n):
    box = Distribution(right={ZERO: ExpPoly.constant(ONE), ONE: ExpPoly.constant(fmpq(-1))})
    start = time.process_time()
    result = engine.power(box, n, Existence(Facts()))
    return time.process_time() - start, result


def random_cubic(count, rng):
    right = {}
    for _ in range(count):
        row = {n: fmpq(rng.randint(-9, 9) or 1, rng.randint(1, 9)) for n in range(4)}
        right[fmpq(rng.randint(0, 10**6), 7)] = ExpPoly({CONSTANT_MODE: row})
    return Distribution(right=right)


def cost_per_term(count):
    """Microseconds per output term of two random piecewise cubics, and the number of terms."""
    rng = random.Random(count)
    f, g = random_cubic(count, rng), random_cubic(count, rng)
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        h = engine.convolve(f, g, Existence(Facts()))
        best = min(best, time.process_time() - start)
    terms = len(h.coefficients())
    return 10**6 * best / terms, terms


def chain(rates):
    """The convolution of the exponentials with these rates: seconds in the algebra."""
    parts = [Distribution(right={ZERO: ExpPoly.exponential(-rate, ZERO)}) for rate in rates]
    best = float("inf")
    for _ in range(5):
        clear_all()
        start = time.process_time()
        result = parts[0]
        for part in parts[1:]:
            result = engine.convolve(result, part, Existence(Facts()))
        best = min(best, time.process_time() - start)
    return best


def symbolic_over_rational(count):
    rational = chain([fmpq(2 * k + 1, 3) for k in range(count)])
    return chain([number(s) for s in symbols(f"a:{count}", positive=True)]) / rational


def test_rational_pairs_beat_integrate_sixtyfold():
    rows, counts = against_sympy()
    assert statistics.median(mine for mine, _ in rows) < 0.005
    ratios = [ratio for _, ratio in rows if ratio is not None]
    assert statistics.median(ratios) >= 60
    assert counts["right"] >= len(RATIONAL_PAIRS) // 2


def test_box_powers():
    assert min(box_power(60)[0] for _ in range(3)) < 0.05
    assert box_power(200)[0] < 1
    _, h = box_power(60)
    start = time.process_time()
    piecewise_form(h, T, Facts())
    assert time.process_time() - start < 0.5


def test_cost_per_term_is_flat():
    costs = [cost_per_term(count)[0] for count in (5, 20, 80)]
    assert max(costs) < 2 * min(costs)


def test_symbolic_exponents_cost_at_most_ten_rational_jobs():
    for count in range(2, 7):
        assert symbolic_over_rational(count) <= 10


def main():
    rows, counts = against_sympy()
    mine = statistics.median(m for m, _ in rows)
    ratios = [ratio for _, ratio in rows if ratio is not None]
    print(f"rational pairs: median {1000 * mine:.2f} ms Expr in, Expr out")
    print(f"against integrate, where it is right: median {statistics.median(ratios):.0f} times")
    print(
        f"integrate over {2 * len(RATIONAL_PAIRS)} inputs of {len(RATIONAL_PAIRS)} pairs: {counts}"
    )
    for n in (2, 10, 60, 200):
        seconds, h = box_power(n)
        size = len(h.coefficients())
        print(
            f"box power n={n}: {1000 * seconds:.2f} ms, {size} terms, "
            f"{10**6 * seconds / size / n:.2f} us a term and step"
        )
    start = time.process_time()
    piecewise_form(box_power(60)[1], T, Facts())
    print(f"box power n=60, algebra and Expr: {time.process_time() - start:.3f} s")
    for count in (5, 20, 80):
        cost, terms = cost_per_term(count)
        print(f"two random cubics of {count} break points: {cost:.2f} us a term, {terms} terms")
    for count in range(2, 7):
        print(
            f"{count} symbolic exponents over rational: {symbolic_over_rational(count):.1f} times"
        )


if __name__ == "__main__":
    main()
