"""Exported certificates: the kernel accepts the true ones and rejects a changed one."""

from __future__ import annotations

import copy
import json

import pytest
import sympy
from sympy import DiracDelta, Heaviside, Piecewise, Rational, Symbol, cos, exp, pi, sin, sqrt

from symconv import Convolution, CrossCorrelation
from symconv.kernel import CertificateError, check

X, T = Symbol("x", real=True), Symbol("t", real=True)
BOX = Piecewise((1, (X >= 0) & (X <= 1)), (0, True))
PAIRS = [
    (BOX, BOX),
    (BOX, exp(-X) * Heaviside(X)),
    (exp(-abs(X)), exp(-2 * abs(X)) * cos(3 * X)),
    (Piecewise((sin(pi * X), (X >= 0) & (X <= 1)), (0, True)), exp(-pi * X) * Heaviside(X)),
    (DiracDelta(X - pi, 1), X**2 * exp(X)),
    (sin(X), exp(-abs(X))),
    (exp(sympy.I * X) * BOX, exp(-X) * Heaviside(X)),
]


def certificate(node, f, g):
    return json.loads(node(f, g, X, T).closed_form().certificate.to_json())


@pytest.mark.parametrize(("f", "g"), PAIRS)
@pytest.mark.parametrize("node", [Convolution, CrossCorrelation])
def test_the_kernel_accepts_what_the_algebra_exports(node, f, g):
    assert check(certificate(node, f, g)).status == "proved"


@pytest.mark.parametrize(("f", "g"), PAIRS[:5])
def test_the_kernel_rejects_a_changed_coefficient(f, g):
    data = certificate(Convolution, f, g)
    for part in ("line", "right", "mass"):
        for place in range(len(data["h"][part])):
            changed = copy.deepcopy(data)
            changed["h"][part][place][-1].append(["1/1000000007", "0"])
            with pytest.raises(CertificateError):
                check(changed)


def test_radicals_and_parameters_rest_on_an_oracle():
    a = Symbol("a", positive=True)
    for f in (sqrt(2) * BOX, exp(-a * X) * Heaviside(X)):
        theorem = check(certificate(Convolution, f, BOX))
        assert theorem.status != "proved"
        assert theorem.oracles[0].startswith("SymPy domain arithmetic")


def test_random_pairs(signals):
    for seed in range(40):
        f, g = signals(3 * seed, X), signals(3 * seed + 1, X, masses=False)
        assert check(certificate(Convolution, f, g)).status == "proved", (f, g)


def test_rational_text():
    data = certificate(Convolution, Rational(2, 3) * BOX, BOX)
    assert data["h"]["right"][0][-1] == [["2/3", "0"]]


def test_an_oracle_certificate_states_every_condition_of_its_answer():
    """e^{−ax} H ∗ e^{bx} H(−x) exists for a + b > 0 only, whatever real a and b may be."""
    from sympy import Heaviside, Symbol, exp

    from symconv import Convolution, kernel

    x, t = Symbol("x", real=True), Symbol("t", real=True)
    a, b, n = Symbol("a", real=True), Symbol("b", real=True), Symbol("n", integer=True)
    node = Convolution(exp(-a * x) * Heaviside(x), n * exp(b * x) * Heaviside(-x), x, t)
    theorem = kernel.check(node.closed_form().certificate.data)
    stated = ("a + b > 0", "a is real", "b is real", "n is an integer")
    assert theorem.hypotheses == stated
    assert theorem.status != "proved"
    c = Symbol("c", positive=True)
    decay = exp(-c * x) * Heaviside(x)
    rested = kernel.check(Convolution(decay, decay, x, t).closed_form().certificate.data)
    assert "c > 0" in rested.hypotheses
