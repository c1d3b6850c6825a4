"""The process-global precision under eight threads."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import sympy
from flint import acb, ctx

from symconv.enclosure import enclose_convolution, enclose_expr, working_precision

x = sympy.Symbol("x", real=True)


def test_eight_threads_at_eight_precisions():
    expr = sympy.erf(x) + sympy.exp(-(x**2)) * sympy.sqrt(x)

    def job(number):
        bits = 40 + 61 * (number % 8)
        ball = enclose_expr(expr, {x: sympy.Rational(number + 1, 7)}, bits)
        return bits, ball

    alone = [job(number) for number in range(64)]
    before = ctx.prec
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(job, range(64)))
    assert ctx.prec == before
    for (bits, ball), (_, reference) in zip(together, alone, strict=True):
        assert ball.rel_accuracy_bits() >= bits
        assert str(ball.str(200)) == str(reference.str(200))


def test_integrals_in_threads():
    box = sympy.Heaviside(x) - sympy.Heaviside(x - 1)

    def job(number):
        bits = 60 + 40 * (number % 4)
        return enclose_convolution(sympy.exp(-(x**2)), box, x, sympy.Rational(number, 5), {}, bits)

    alone = [job(number).str(60) for number in range(16)]
    with ThreadPoolExecutor(8) as pool:
        assert [ball.str(60) for ball in pool.map(job, range(16))] == alone


def test_nesting_restores():
    before = ctx.prec
    with working_precision(100):
        with working_precision(300):
            assert ctx.prec == 300
            fine = acb(1) / 3
        assert ctx.prec == 100
    assert ctx.prec == before
    assert fine.rel_accuracy_bits() >= 298


def test_the_layer_loads_no_array_library():
    code = (
        "import sys, symconv.enclosure; "
        "print(sorted(m for m in ('numpy', 'scipy', 'matplotlib') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
