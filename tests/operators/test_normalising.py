"""Equal expressions: what comes back was unevaluated before; the truth is a quadrature of f itself.

`VALUES` gives f once more as a Python function of an mpmath number, with its break points.
"""

import mpmath
import pytest
import sympy
from sympy import (
    ITE,
    Abs,
    Contains,
    Derivative,
    DiracDelta,
    Equivalent,
    Function,
    Heaviside,
    Implies,
    Interval,
    Piecewise,
    Pow,
    Rational,
    SingularityFunction,
    Symbol,
    Xor,
    cos,
    exp,
    sign,
    sin,
    sqrt,
)

from symconv import Convolution, box, check, convolve, correlate, fourier, laplace
from symconv.errors import InvalidInput
from symconv.numeric import enclose
from symconv.operators.normalising import normalised

X, T, A = Symbol("x", real=True), Symbol("t", real=True), Symbol("a", real=True)
UNIT = box(X, 0, 1)


def when(condition):
    return Piecewise((1, condition), (0, True))


VALUES = {
    "derivative of a Gaussian": (
        Derivative(exp(-(X**2)), X),
        lambda u: -2 * u * mpmath.exp(-u * u),
        [],
    ),
    "derivative of |x|": (Derivative(Abs(X), X), mpmath.sign, [0]),
    "Macaulay 0": (SingularityFunction(X, 1, 0), lambda u: 1 if u > 1 else 0, [1]),
    "Macaulay 2": (SingularityFunction(X, -1, 2), lambda u: (u + 1) ** 2 if u > -1 else 0, [-1]),
    "Macaulay 1/2": (
        SingularityFunction(X, 0, Rational(1, 2)),
        lambda u: mpmath.sqrt(u) if u > 0 else 0,
        [0],
    ),
    "ITE": (
        when(ITE(X > 0, X < 1, X > -1)),
        lambda u: 1 if (u < 1 if u > 0 else u > -1) else 0,
        [-1, 0, 1],
    ),
    "Xor": (
        when(Xor(X > 0, X > 1, X > 2)),
        lambda u: 1 if (u > 0) ^ (u > 1) ^ (u > 2) else 0,
        [0, 1, 2],
    ),
    "Implies": (when(Implies(X > 0, X < 1)), lambda u: 1 if u <= 0 or u < 1 else 0, [0, 1]),
    "Equivalent": (
        when(Equivalent(X > 0, X < 1)),
        lambda u: 1 if (u > 0) == (u < 1) else 0,
        [0, 1],
    ),
    "Contains": (when(Contains(X, Interval(0, 2))), lambda u: 1 if 0 <= u <= 2 else 0, [0, 2]),
    "a square": (sqrt(X**2 - 2 * X + 1), lambda u: mpmath.sqrt(u * u - 2 * u + 1), [1]),
    "a square as given": (
        Pow(X**2, Rational(1, 2), evaluate=False),
        lambda u: mpmath.sqrt(u * u),
        [0],
    ),
    "two squares": (
        sqrt(2 * (X**2 - 1).expand() ** 2),
        lambda u: mpmath.sqrt(2 * (u * u - 1) ** 2),
        [-1, 1],
    ),
    "a quartic": (
        sqrt(((X**2 - 1) ** 2).expand()),
        lambda u: mpmath.sqrt((u * u - 1) ** 2),
        [-1, 1],
    ),
    "a cube of a square": (
        (X**2 + 4 * X + 4) ** Rational(3, 2),
        lambda u: (u * u + 4 * u + 4) ** 1.5,
        [-2],
    ),
    "a cube root": (
        (X**2 - 2 * X + 1) ** Rational(1, 3),
        lambda u: (u * u - 2 * u + 1) ** (mpmath.mpf(1) / 3),
        [1],
    ),
}


def over_the_unit_box(value, breaks, t):
    """∫ from t − 1 to t."""
    inside = sorted(b for b in breaks if t - 1 < b < t)
    return mpmath.quad(value, [t - 1, *inside, t])


@pytest.mark.parametrize("name", VALUES)
def test_the_convolution_with_a_box_is_the_quadrature(name):
    f, value, breaks = VALUES[name]
    answer = convolve(f, UNIT, X, T)
    assert not answer.has(Convolution)
    for t in (Rational(-11, 7), Rational(-2, 7), Rational(3, 7), Rational(9, 7), Rational(17, 7)):
        truth = over_the_unit_box(value, breaks, mpmath.mpf(t.p) / t.q)
        assert abs(answer.subs(T, t).evalf(20) - truth) < 1e-10


@pytest.mark.parametrize(
    ("f", "same"),
    [
        (Derivative(Heaviside(X), X), DiracDelta(X)),
        (Derivative(Heaviside(X - A), X), DiracDelta(X - A)),
        (Derivative(sign(X), X, X), 2 * DiracDelta(X, 1)),
        (Derivative(Abs(X), (X, 2)), 2 * DiracDelta(X)),
        (Derivative(DiracDelta(X), X), DiracDelta(X, 1)),
        (Derivative(UNIT, X), DiracDelta(X) - DiracDelta(X - 1)),
        (SingularityFunction(X, A, -1), DiracDelta(X - A)),
        (SingularityFunction(X, 1, -2), DiracDelta(X - 1, 1)),
        (SingularityFunction(2 * X, 1, -1), DiracDelta(X - Rational(1, 2)) / 2),
    ],
)
def test_derivatives_are_distributional(f, same):
    assert convolve(f, UNIT, X, T) == convolve(same, UNIT, X, T)
    assert convolve(f, exp(-(X**2)), X, T) == convolve(same, exp(-(X**2)), X, T)
    assert correlate(f, UNIT, X, T) == correlate(same, UNIT, X, T)


def test_the_derivative_of_a_box_keeps_its_jumps():
    """SymPy's diff of the arms would be 0."""
    assert convolve(Derivative(UNIT, X), Heaviside(X), X, T) == UNIT.subs(X, T).replace(
        lambda part: isinstance(part, sympy.LessThan), lambda part: part.lhs < part.rhs
    )


def test_a_singular_derivative_stays():
    """(log|x|)′ is the principal value of 1/x, not the function 1/x."""
    for f in (Derivative(sympy.log(Abs(X)), X), Derivative(sqrt(Abs(X)), X)):
        assert normalised(f, X) is f
        assert isinstance(convolve(f, UNIT, X, T), Convolution)


def test_the_derivative_of_an_unknown_function_stays():
    u = Function("u")
    f = Derivative(u(X), X)
    assert normalised(f, X) == f


def test_no_value_of_a_derivative_at_its_break():
    """δ(x) d|x|/dx has no meaning."""
    f = DiracDelta(X) * Derivative(Abs(X), X)
    assert normalised(f, X) is f
    smooth = DiracDelta(X - 1) * Derivative(X**3, X)
    assert convolve(smooth, UNIT, X, T) == convolve(3 * DiracDelta(X - 1), UNIT, X, T)


def test_a_derivative_in_a_parameter():
    f = Derivative(exp(-A * X), A) * Heaviside(X)
    assert normalised(f, X) == -X * exp(-A * X) * Heaviside(X)
    jumping = Derivative(Heaviside(X - A), A)
    assert normalised(jumping, X) is jumping


def test_a_complex_square_is_no_modulus():
    c = Symbol("c")
    f = sqrt(X**2 - 2 * c * X + c**2)
    assert normalised(f, X) is f
    real = sqrt(X**2 - 2 * A * X + A**2)
    assert normalised(real, X) in (Abs(X - A), Abs(A - X))


@pytest.mark.parametrize("base", [X**2 - 2 * X + 2, (X**2 - 1) * X**2, -((X - 1) ** 2), X**3])
def test_what_is_no_square_stays(base):
    f = sqrt(sympy.expand(base))
    assert normalised(f, X) is f


def test_a_long_condition_stays():
    f = when(Xor(*(k < X for k in range(12))))
    assert normalised(f, X) is f


@pytest.mark.parametrize(
    "f",
    [
        Derivative(exp(-(X**2)), (X, 200)),
        sqrt((X + 1) ** 5000 + 1),
        DiracDelta(X**100 - 3 * X - 2),
        sympy.floor((1 + X) ** 9999) * UNIT,
        sqrt(sympy.Mul(*(X + s for s in sympy.symbols("b:20", real=True))) + 1),
    ],
)
def test_what_would_be_long_stays(f):
    assert normalised(f, X) is f


def test_the_common_case_is_not_walked():
    f = UNIT * exp(-X) + Abs(X) * DiracDelta(X - 1)
    assert normalised(f, X) is f


def test_nodes_print_what_was_given():
    f = Derivative(Heaviside(X), X)
    node = Convolution(f, exp(-(X**4)), X, T)
    assert node.f.func is Derivative
    assert "Derivative(Heaviside(x), x)" in str(node)
    unknown = convolve(SingularityFunction(X, 0, 1), exp(-(X**4)) * cos(X**3), X, T)
    assert "SingularityFunction" in str(unknown)


def test_nodes_are_enclosed_as_they_are_answered():
    """∫ over x > 1 of (x − 1) e^{−(t−x)^4} at t = 1/3."""
    node = Convolution(SingularityFunction(X, 1, 1), exp(-(X**4)), X, T)
    truth = mpmath.quad(
        lambda u: (u - 1) * mpmath.exp(-((mpmath.mpf(1) / 3 - u) ** 4)), [1, 2, 3, 6]
    )
    third = Rational(1, 3)
    assert abs(node.subs(T, third).evalf(20) - truth) < 1e-12
    assert abs(enclose(node, T, third).mid - sympy.Float(truth, 20)) < 1e-12


def test_out_of_time_is_the_node():
    f = Derivative(UNIT, X)
    assert convolve(f, UNIT, X, T, timeout=0) == Convolution(f, UNIT, X, T)


def test_a_plain_variable():
    y = Symbol("y")
    assert convolve(sqrt(y**2 - 2 * y + 1), box(y, 0, 1), y) == convolve(
        Abs(y - 1), box(y, 0, 1), y
    )


def test_claims_and_laws():
    ramp = SingularityFunction(T, 0, 1) - SingularityFunction(T, 1, 1)
    right = check.claim(ramp, SingularityFunction(X, 0, 0), UNIT, X, T)
    assert bool(right)
    assert right.left == ramp
    wrong = check.claim(SingularityFunction(T, 0, 1), SingularityFunction(X, 0, 0), UNIT, X, T)
    assert wrong.status.name == "REFUTED"
    assert bool(check.commutativity(Derivative(UNIT, X), UNIT, X))


def test_transforms():
    s = Symbol("s")
    assert fourier(Derivative(Heaviside(X), X), X, T) == 1
    assert laplace(SingularityFunction(X, 0, 1), X, s).expr == 1 / s**2


def test_refusals_name_the_reason():
    for f in (DiracDelta(Abs(X)), DiracDelta(sin(X) - 1)):
        with pytest.raises(InvalidInput, match="not a simple root"):
            convolve(f, UNIT, X, T)
