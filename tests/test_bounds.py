"""Threads, processes, interrupts and pickles: the same answers, and nothing broken."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import random
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

import flint
import pytest
import sympy
from sympy import Heaviside, Piecewise, Rational, Symbol, exp, sin

import symconv
from symconv import Convolution, CrossCorrelation, check, convolve, laplace
from symconv.deadline import check as check_deadline
from symconv.deadline import remaining, until
from symconv.enclosure import enclose_convolution, enclose_expr
from symconv.errors import InvalidInput, NoClosedForm
from symconv.kernel import check as check_proof
from symconv.numeric import enclose
from symconv.values.balls import rational_of

X, T = Symbol("x", real=True), Symbol("t", real=True)
BOX = Piecewise((1, (X >= 0) & (X < 1)), (0, True))
DECAY = exp(-X) * Heaviside(X)
PAIRS = (
    (BOX, BOX), (DECAY, BOX), (exp(-(X**2)), BOX), (1 / (1 + X**2), exp(-(X**2))),
    (sin(X) / X, BOX), (Heaviside(X) / sympy.sqrt(X), DECAY),
)  # fmt: skip


def work(index):
    """One job: the texts of a closed form, of digits and of a verdict; two balls, exactly."""
    f, g = PAIRS[index % len(PAIRS)]
    bits = (60, 150, 400)[(index + index // len(PAIRS)) % 3]
    h = convolve(f, g, X, T)
    ball = enclose_convolution(f, g, X, Rational(1, 3), bits=bits)
    value = enclose_expr(h, {T: Rational(1, 3)}, bits)
    node = Convolution(f, g, X, T).subs(T, Rational(1, 3)).evalf(20 + 15 * (index % 3))
    verdict = check.claim(h, f, g, X, T).status
    return (str(h), str(node), str(verdict)), (exactly(ball), exactly(value)), bits


def exactly(ball):
    """Mid and radius of the real part; str(ball) would depend on the process's precision."""
    return rational_of(ball.real), rational_of(ball.real.rad())


def assert_same(found, expected):
    """Equal texts; balls as narrow as asked for, equal up to the last bits of their radii.

    flint keeps the nodes of its quadrature per thread, rounded from the longest so far: radii
    differ in their last bits between threads and between histories.
    """
    assert found[0] == expected[0]
    for (mid, radius), (other, spread) in zip(found[1], expected[1], strict=True):
        assert abs(mid - other) <= radius + spread
        assert radius <= abs(mid) / 2 ** found[2]
        assert radius <= 16 * spread
        assert spread <= 16 * radius


@pytest.fixture
def frequent_switches():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("frequent_switches")
def test_eight_threads_find_what_one_finds():
    jobs = list(range(12))
    alone = [work(job) for job in jobs]
    before = flint.ctx.prec
    random.Random(3).shuffle(jobs)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(work, jobs))
    for job, found in zip(jobs, together, strict=True):
        assert_same(found, alone[job])
    assert flint.ctx.prec == before


def test_the_comparison_sees_two_bits_of_precision():
    texts, balls, bits = work(3)
    (mid, radius), value = balls
    for other in ((mid, radius * 32), (mid + 4 * radius, radius), (mid, radius / 32)):
        with pytest.raises(AssertionError):
            assert_same((texts, (other, value), bits), (texts, balls, bits))


@pytest.mark.parametrize("method", ["fork", "spawn"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_processes_find_what_this_one_finds(method):
    jobs = [0, 2, 4]
    context = multiprocessing.get_context(method)
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        for job, found in zip(jobs, pool.map(work, jobs), strict=True):
            assert_same(found, work(job))


INTERRUPTED = """
from sympy import Heaviside, Piecewise, Rational, Symbol, exp, log, sin
from symconv import convolve
from symconv.enclosure import enclose_convolution
import flint
x, t = Symbol("x", real=True), Symbol("t", real=True)
box = Piecewise((1, (x > -1) & (x < 1)), (0, True))
before = flint.ctx.prec
print("ready", flush=True)
try:
    while True:
        {work}
except KeyboardInterrupt:
    assert flint.ctx.prec == before
    assert convolve(box, box, x, t).subs(t, 0) == 2
    raise
"""


@pytest.mark.parametrize(
    "job",
    [
        "convolve(log(1 + x**2)*box, box, x, t)",
        "enclose_convolution(log(1 + x**2)*box, exp(-x**2)*sin(5*x), x, Rational(1, 3), bits=300)",
    ],
)
def test_an_interrupt_ends_the_work_and_breaks_nothing(job):
    rng = random.Random(job)
    for _ in range(3):
        code = INTERRUPTED.format(work=job)
        child = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(rng.uniform(0.05, 0.6))
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=120)
        assert child.returncode == -signal.SIGINT, errors
        assert errors.rstrip().endswith("KeyboardInterrupt")


def test_an_interrupt_of_the_command_line_is_exit_130(tmp_path):
    heavy = "(1 + x)^400 for x > 0"
    child = subprocess.Popen(
        [sys.executable, "-c", "print('up', flush=True); from symconv.cli import main; "
         f"raise SystemExit(main(['convolve', 'sin(x)^400*box(0, 1)', {heavy!r}]))"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
    )  # fmt: skip
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(2.5)
    assert child.poll() is None
    os.kill(child.pid, signal.SIGINT)
    _, errors = child.communicate(timeout=120)
    assert child.returncode == 130, errors
    assert "Traceback" not in errors


def public_objects():
    node = Convolution(BOX, DECAY, X, T)
    plane = Convolution(exp(-(X**2) - T**2), exp(-(X**2) - T**2), (X, T))
    return [
        node,
        node.subs(T, 2),
        Convolution(node.subs(T, X), BOX, X, T),
        Convolution(BOX, X * BOX, X, T, kind="circular", period=1),
        CrossCorrelation(BOX, DECAY, X, T, conjugate=False),
        plane,
        node.closed_form(),
        node.closed_form().certificate,
        convolve(exp(-(X**2)), BOX, X, T),
        Convolution(1 / (1 + X**2), BOX, X, T).closed_form(),
        laplace(DECAY, X, Symbol("s")),
        check.commutativity(BOX, DECAY, X),
        check.claim(X * BOX, BOX, BOX, X),
        enclose(sympy.sqrt(X), X, 2),
        symconv.discrete.conventions["numpy.convolve"],
        check_proof,
    ]


def shown(thing):
    """As text, without addresses of objects that have no text of their own."""
    return re.sub(r" at 0x[0-9a-f]+", "", str(thing))


@pytest.mark.parametrize("index", range(16))
def test_public_objects_pickle(index):
    thing = public_objects()[index]
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(thing, protocol))
        assert type(copy) is type(thing)
        assert shown(copy) == shown(thing)


@pytest.mark.parametrize("index", [0, 2, 5, 6])
def test_pickles_cross_into_a_fresh_process(index):
    thing = public_objects()[index]
    code = "import sys, pickle; print(pickle.load(sys.stdin.buffer))"
    done = subprocess.run(
        [sys.executable, "-c", code], input=pickle.dumps(thing), capture_output=True, check=True
    )
    assert shown(done.stdout.decode().strip()) == shown(thing)


def test_errors_pickle_whole():
    for name in ("DivergentIntegral", "Undecided", "NoClosedForm", "Unresolved", "InvalidInput"):
        kind = getattr(symconv, name)
        error = kind("a message")
        error.extra = X
        copy = pickle.loads(pickle.dumps(error))
        assert type(copy) is kind
        assert str(copy) == "a message"
        assert copy.extra == X


def test_the_deadline_is_of_its_block_and_thread():
    with until(time.monotonic() - 1):
        with pytest.raises(NoClosedForm, match="out of time while waiting"):
            check_deadline("waiting")
        with until(time.monotonic() + 100), pytest.raises(NoClosedForm):
            check_deadline("waiting")  # an inner block cannot extend the outer one
        assert remaining(30) < 0
        with ThreadPoolExecutor(1) as pool:
            pool.submit(check_deadline, "waiting").result()
    check_deadline("waiting")
    assert remaining(30) == 30


def test_integrate_of_sympy_is_nowhere():
    from pathlib import Path

    found = [
        path
        for path in Path(symconv.__file__).parent.rglob("*.py")
        if any(
            call in path.read_text(encoding="utf-8")
            for call in ("sympy.integrate(", "sp.integrate(", "manualintegrate")
        )
    ]
    assert found == []


def test_an_exception_inside_the_integrand_comes_out_as_it_is():
    from flint import acb

    from symconv.enclosure.finite import arb_integral

    def broken(x, analytic):
        raise InvalidInput("broken here")

    with pytest.raises(InvalidInput, match="broken here"):
        arb_integral(broken, acb(0), acb(1))
    assert abs(arb_integral(lambda x, analytic: x, acb(0), acb(1)) - acb(0.5)) < 1e-10
