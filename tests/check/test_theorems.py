"""The theorems on given functions: constants, boundary values, strips, refusals."""

from __future__ import annotations

from dataclasses import replace

import mpmath
import pytest
from sympy import (
    Abs,
    DiracDelta,
    Heaviside,
    I,
    Integer,
    Ne,
    Symbol,
    cos,
    exp,
    lambdify,
    pi,
    sign,
    sin,
    sqrt,
    symbols,
)

from symconv import box
from symconv.check import Status, convolution_theorem, correlation_theorem, theorems, theoremsides
from symconv.errors import DivergentIntegral, InvalidInput, Undecided

x, omega, s = Symbol("x", real=True), Symbol("omega", real=True), Symbol("s")
a, b = symbols("a b", positive=True)
H = Heaviside(x)
CONVENTIONS = ("frequency", "angular", "unitary")
PAIRS = [
    (H, H),
    (H * x, H),
    (Heaviside(-x), Heaviside(1 - x) * x),
    (exp(-(x**2)), x * exp(-(x**2) / 2)),
    (1 / (1 + x**2), 1 / (4 + x**2)),
    (cos(x), exp(-Abs(x))),
    (cos(x) * H, sin(x) * H),
    (sin(x) / x, sin(x) ** 2 / x**2),
    (DiracDelta(x, 1), x**2 * H),
    (I * exp(-x) * H, box(x, 0, 1)),
    (exp(-a * x) * H, exp(-b * x) * H),
    (sign(x) * exp(-Abs(x)), box(x, -1, 2)),
]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize(("f", "g"), PAIRS, ids=lambda v: str(v))
def test_the_convolution_theorem(f, g, convention):
    verdict = convolution_theorem(f, g, x, omega, convention=convention)
    assert verdict.status is Status.PROVED, verdict


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (box(x, 0, 1), H * x),
        (I * exp(-x + I * x) * H, box(x, 0, 1)),
        (exp(-(x**2)), 1 - 2 * I * x),
        (H, Heaviside(-x)),
    ],
)
def test_the_correlation_theorem(f, g):
    for convention in CONVENTIONS:
        assert correlation_theorem(f, g, x, omega, convention=convention)


@pytest.mark.parametrize(("convention", "turn", "scale"), [
    ("frequency", 2 * pi, 1), ("angular", 1, 1), ("unitary", 1, 1 / sqrt(2 * pi)),
])  # fmt: skip
def test_the_sides_are_the_transform_of_the_convolution(convention, turn, scale):
    """e^{−x}H ∗ box(0, 1) integrated numerically against e^{−iωx}."""
    verdict = convolution_theorem(exp(-x) * H, box(x, 0, 1), x, omega, convention=convention)
    value = mpmath.mpf("0.37")
    rise = lambda u: 1 - mpmath.exp(-u)  # noqa: E731
    fall = lambda u: (mpmath.e - 1) * mpmath.exp(-u)  # noqa: E731
    w = mpmath.mpf(turn.evalf(30)) * value if turn != 1 else value
    wave = lambda h: lambda u: h(u) * mpmath.exp(-1j * w * u)  # noqa: E731
    expected = mpmath.quad(wave(rise), [0, 1]) + mpmath.quad(wave(fall), [1, 5, 20, 60])
    expected *= mpmath.mpf(scale if scale == 1 else scale.evalf(30))
    found = lambdify(omega, verdict.left, "mpmath")(value)
    assert abs(found - expected) < 1e-12


def test_the_constant_matters(monkeypatch):
    table = {**theoremsides.CONVENTIONS, "unitary": theoremsides.CONVENTIONS["angular"]}
    scaled = theoremsides.CONVENTIONS["unitary"]
    table["unitary"] = (scaled[0], scaled[1], theoremsides.nb.ONE)
    for module in (theorems, theoremsides):
        monkeypatch.setattr(module, "CONVENTIONS", table)
    verdict = convolution_theorem(exp(-(x**2)), exp(-(x**2)), x, omega, convention="unitary")
    assert verdict.status is Status.REFUTED
    assert verdict.witness is not None


@pytest.mark.parametrize(
    ("f", "g"),
    [
        (exp(x) * H, H),
        (box(x, 0, 1), exp(-Abs(x))),
        (x**2 * exp(-a * x) * H, exp(b * x) * Heaviside(-x)),
        (DiracDelta(x - 1, 2), sin(x) * H),
        (exp(-a * x) * H, exp(-b * x) * H),
    ],
)
def test_laplace(f, g):
    verdict = convolution_theorem(f, g, x, s, "laplace")
    assert verdict.status is Status.PROVED
    assert s in verdict.left.free_symbols
    assert any("strip" in str(item) for item in verdict.hypotheses)


def test_existence_comes_first():
    with pytest.raises(DivergentIntegral):
        convolution_theorem(H, Heaviside(-x), x, omega)
    with pytest.raises(DivergentIntegral):
        convolution_theorem(exp(x) * H, H, x, omega)
    with pytest.raises(DivergentIntegral, match="strip"):
        convolution_theorem(Integer(1), exp(-Abs(x)), x, s, "laplace")
    r, q = symbols("r q", real=True)
    with pytest.raises(Undecided):
        convolution_theorem(exp(-r * x) * H, exp(q * x) * Heaviside(-x), x, s, "laplace")


def test_what_has_no_transform_here_is_undecided():
    verdict = convolution_theorem(exp(-(x**2)), H, x, omega)
    assert verdict.status is Status.UNDECIDED
    improper = convolution_theorem(sin(x) / x, cos(x / 2), x, omega)
    assert improper.status is Status.UNDECIDED


def test_bad_words():
    with pytest.raises(InvalidInput, match="expected one of 'fourier', 'laplace'"):
        convolution_theorem(H, H, x, omega, "hilbert")
    with pytest.raises(InvalidInput, match="convention"):
        convolution_theorem(H, H, x, omega, convention="radians")
    with pytest.raises(InvalidInput, match="must differ"):
        convolution_theorem(H, H, x, x)
    with pytest.raises(InvalidInput, match="captured"):
        correlation_theorem(H * omega, H, x, omega)


def test_complex_parameters_and_values_where_a_factor_has_none():
    alpha = Symbol("alpha")
    square, decay = box(x, -1, 2), exp(-x) * H
    for convention in ("frequency", "angular", "unitary"):
        for pair in ((alpha * square, decay), (decay / (1 + alpha), square)):
            assert correlation_theorem(*pair, x, omega, convention=convention)
            assert convolution_theorem(*pair, x, omega, convention=convention)


def test_a_tail_that_may_vanish_is_asked_for():
    c, r = Symbol("c"), Symbol("r", real=True)
    for factor in (c, r**2 - 1):
        f = factor * exp(x) + box(x, 0, 1)
        with pytest.raises(Undecided, match="unless a tail"):
            convolution_theorem(f, box(x, 0, 1), x, omega)
        with pytest.raises(Undecided, match="unless a tail"):
            convolution_theorem(f, box(x, 0, 1), x, s, "laplace")
    with pytest.raises(DivergentIntegral):
        convolution_theorem(exp(x), box(x, 0, 1), x, omega)
    with pytest.raises(DivergentIntegral):
        convolution_theorem(exp(abs(x)), box(x, 0, 1), x, s, "laplace")


def test_a_transform_that_is_not_proved_refutes_nothing(monkeypatch):
    original = theoremsides.fourier_sides

    def doubtful(*given):
        return replace(original(*given), is_equal=False, right=original(*given).right + 1,
                       is_proved=False)  # fmt: skip

    monkeypatch.setattr(theorems, "fourier_sides", doubtful)
    verdict = convolution_theorem(exp(-(x**2)), exp(-(x**2)), x, omega)
    assert verdict.status is Status.UNDECIDED


def test_sides_that_depend_on_an_order_of_parameters_are_written_by_cases():
    r = Symbol("r", real=True)
    verdict = convolution_theorem(exp(-Abs(r) * x) * H, exp(-3 * x) * H, x, omega,
                                  convention="angular", assuming=Ne(r, 0))  # fmt: skip
    assert verdict.status is Status.PROVED
    for rate in (2, -2):
        found = verdict.left.subs({r: rate, omega: 1})
        assert abs(complex(found) - 1 / ((2 + 1j) * (3 + 1j))) < 1e-12
