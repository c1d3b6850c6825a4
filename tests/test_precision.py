"""The guard of Arb's process-wide precision: what is computed does not depend on the outside."""

from __future__ import annotations

import os
import threading
import time
from contextlib import nullcontext
from dataclasses import replace

import flint
import numpy
import pytest
from sympy import Heaviside, Piecewise, Rational, Symbol, erf, exp, oo, pi, sqrt

from symconv import check, convolve, discrete
from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_convolution, enclose_expr
from symconv.errors import Unresolved
from symconv.numeric import enclose, lambdify, round_exact
from symconv.numeric.variation import profile_of
from symconv.precision import working_precision
from symconv.show.enclosed import cases_by_balls
from symconv.show.exactly import NotShown
from symconv.show.subject import subject_of
from symconv.values.balls import rational_of

X, T = Symbol("x", real=True), Symbol("t", real=True)
N = Symbol("n", integer=True)
BOX = Piecewise((1, (X >= -1) & (X < 1)), (0, True))
BELL = exp(-(X**2))


def certificates():
    h = convolve(BELL, BOX, X, T)
    return [
        h,
        convolve(exp(-sqrt(2) * X) * Heaviside(X), exp(-pi * X / 2) * Heaviside(X), X, T),
        convolve(1 / (1 + X**2), exp(-abs(X)), X, T),
        check.claim(h, BELL, BOX, X, T).status,
        check.claim(h + Rational(1, 10**12) * BELL.subs(X, T), BELL, BOX, X, T).status,
        check.claim(h / 2, BELL, BOX, X, T),
        convolve(BOX, BOX * X, X, T).subs(T, sqrt(2) - 1),
        discrete.convolve(sqrt(2) ** -N * Heaviside(N, 1), pi**-N * Heaviside(N, 1), N),
    ]


def figures():
    points = numpy.linspace(-3, 3, 7)
    return [
        enclose(erf(X) - 1, X, 3, bits=200),
        rational_of(enclose_convolution(BELL, BOX, X, 1, bits=300).real),
        rational_of(enclose_expr(erf(X) ** 3, {X: Rational(1, 7)}, 90).real),
        round_exact(convolve(BELL, BOX, X, T), T, points, float).tolist(),
        lambdify(T, convolve(BELL, BOX, X, T))(points).tolist(),
        profile_of(BELL, X, -oo, oo, mean_values=False),
    ]


def refusals():
    subject = subject_of(BELL, BOX, X)
    wrong = replace(subject.answer, expr=subject.answer.expr + Rational(1, 10**12))
    with pytest.raises(NotShown) as refused:
        cases_by_balls(replace(subject, answer=wrong), Facts())
    return str(refused.value)


@pytest.mark.parametrize("results", [certificates, figures, refusals])
@pytest.mark.parametrize("bits", [2, 700])
def test_results_do_not_depend_on_the_precision_outside(results, bits):
    results()  # fills the caches
    expected = results()
    before = flint.ctx.prec
    try:
        flint.ctx.prec = bits
        assert results() == expected
        assert flint.ctx.prec == bits
    finally:
        flint.ctx.prec = before


def test_an_operation_outside_the_guard_is_seen(monkeypatch):
    monkeypatch.setattr("symconv.values.enclosing.working_precision", lambda bits: nullcontext())
    before = flint.ctx.prec
    try:
        flint.ctx.prec = 2
        with pytest.raises(Unresolved):
            figures()
    finally:
        flint.ctx.prec = before


def test_the_precision_outside_comes_back_after_an_exception_and_from_within():
    before = flint.ctx.prec
    seen = []

    def fails_within():
        with working_precision(99), working_precision(333):
            seen.append(flint.ctx.prec)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails_within()
    assert seen == [333]
    assert flint.ctx.prec == before


def test_another_thread_waits_at_the_guard():
    seen = []

    def other():
        with working_precision(77):
            seen.append(flint.ctx.prec)

    thread = threading.Thread(target=other)
    with working_precision(55):
        thread.start()
        thread.join(0.05)
        assert seen == []
        assert flint.ctx.prec == 55
    thread.join()
    assert seen == [77]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_child_forked_while_another_thread_computes_does_not_hang():
    before = flint.ctx.prec
    inside, done = threading.Event(), threading.Event()

    def compute():
        with working_precision(777), working_precision(888):
            inside.set()
            done.wait(60)

    thread = threading.Thread(target=compute)
    thread.start()
    inside.wait(60)
    child = os.fork()
    if child == 0:
        good = flint.ctx.prec == before
        ball = enclose_expr(erf(X), {X: 1})
        os._exit(0 if good and ball.rel_accuracy_bits() > 50 else 1)
    try:
        assert _exit_code(child) == 0
    finally:
        done.set()
        thread.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_child_forked_from_within_keeps_its_own_guard():
    before = flint.ctx.prec
    with working_precision(123):
        child = os.fork()
        inside = flint.ctx.prec
    if child == 0:
        os._exit(0 if (inside, flint.ctx.prec) == (123, before) else 1)
    assert _exit_code(child) == 0


def _exit_code(child):
    """How the child ended, killed after a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    return None
