"""fourier and inverse_fourier: conventions, both ways, against enclosed integrals, refusals."""

import pytest
import sympy

from symconv import parse
from symconv.algebra.signs import Facts
from symconv.enclosure import enclose_expr, enclose_integral, overlaps
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm, Undecided
from symconv.spectra.reading import read_sum
from symconv.spectra.verifying import reads_back
from symconv.transforms import fourier, inverse_fourier

x, omega = sympy.symbols("x omega", real=True)
a, b = sympy.symbols("a b", positive=True)
c = sympy.Symbol("c", real=True)
H = sympy.Heaviside(x)
PI, J = sympy.pi, sympy.I
DELTA = sympy.DiracDelta
LECTURE_KERNEL = sympy.Piecewise((1 - sympy.Abs(x) / 5, x > 0), (0, True))

CONVENTIONS = {
    "frequency": (2 * PI, sympy.Integer(1)),
    "angular": (sympy.Integer(1), sympy.Integer(1)),
    "unitary": (sympy.Integer(1), 1 / sympy.sqrt(2 * PI)),
}

DECAYING = [
    sympy.Piecewise((1, (x >= -1) & (x <= 2)), (0, True)),
    sympy.exp(-3 * x) * H,
    x * sympy.exp(-sympy.Abs(x)),
    1 / (1 + x**2),
    (x - 1) / ((x + 2) ** 2 + 9) ** 2,
    sympy.exp(-(x**2) + x),
    sympy.exp(-(x**2)) * H,
    sympy.exp(-(x**2) - sympy.Abs(x)),
    sympy.sinc(x) ** 2,
]

KNOWN = [  # Gelfand and Shilov, Generalized Functions J, the table of Fourier transforms
    (H, PI * DELTA(omega) - J / omega),
    (x * H, J * PI * DELTA(omega, 1) - 1 / omega**2),
    (sympy.sign(x), -2 * J / omega),
    (sympy.Abs(x), -2 / omega**2),
    (sympy.Integer(1), 2 * PI * DELTA(omega)),
    (x**2, -2 * PI * DELTA(omega, 2)),
    (sympy.cos(a * x), PI * DELTA(omega - a) + PI * DELTA(omega + a)),
    (sympy.sin(3 * x), J * PI * DELTA(omega + 3) - J * PI * DELTA(omega - 3)),
    (DELTA(x, 2), -(omega**2)),
    (DELTA(x - a), sympy.exp(-J * a * omega)),
    (1 / x, -J * PI * sympy.sign(omega)),
    (1 / x**2, -PI * sympy.Abs(omega)),
    (sympy.sin(a * x) / x, PI * (sympy.Heaviside(omega + a) - sympy.Heaviside(omega - a))),
    (a / (x**2 + a**2), PI * sympy.exp(-a * sympy.Abs(omega))),
    (sympy.exp(-a * x**2), sympy.sqrt(PI / a) * sympy.exp(-(omega**2) / (4 * a))),
    (
        LECTURE_KERNEL,
        PI * DELTA(omega) - J / omega - J * PI * DELTA(omega, 1) / 5 + 1 / (5 * omega**2),
    ),
]


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("f", DECAYING)
def test_against_the_enclosed_integral(f, convention):
    ratio, factor = CONVENTIONS[convention]
    F = fourier(f, x, omega, convention=convention)
    for place in (sympy.Rational(1, 5), sympy.Rational(-4, 3)):
        kernel = factor * sympy.exp(-J * ratio * place * x)
        integral = enclose_integral(f * kernel, x, -sympy.oo, sympy.oo)
        assert overlaps(enclose_expr(F, {omega: place}), integral)


@pytest.mark.parametrize(("f", "F"), KNOWN)
def test_tempered_transforms_are_those_of_the_tables(f, F):
    found = fourier(f, x, omega, convention="angular")
    assert reads_back(found, omega, read_sum(F, omega, Facts()), Facts())


@pytest.mark.parametrize("convention", CONVENTIONS)
@pytest.mark.parametrize("f", [f for f, _ in KNOWN] + DECAYING[:6] + DECAYING[8:])
def test_the_inverse_gives_the_function_back(f, convention):
    F = fourier(f, x, omega, convention=convention)
    back = inverse_fourier(F, omega, x, convention=convention)
    assert reads_back(back, x, read_sum(f, x, Facts()), Facts())
    assert parse(str(F), omega, symbols=(a, b)) == F


@pytest.mark.parametrize(
    ("convention", "expected"),
    [
        ("frequency", sympy.exp(-PI * omega**2)),
        ("angular", sympy.exp(-(omega**2) / (4 * PI))),
        ("unitary", sympy.exp(-(omega**2) / (4 * PI)) / sympy.sqrt(2 * PI)),
    ],
)
def test_constants_of_the_conventions(convention, expected):
    found = fourier(sympy.exp(-PI * x**2), x, omega, convention=convention)
    assert sympy.simplify(found - expected) == 0


def test_a_pole_without_its_conjugate_keeps_the_form_of_the_tables():
    a = sympy.Symbol("a", positive=True)
    falling, step = sympy.exp(-a * x), sympy.Heaviside(x)
    cases = {
        falling * step: 1 / (a + sympy.I * omega),
        x * falling * step: (a + sympy.I * omega) ** -2,
        sympy.exp(a * x) * sympy.Heaviside(-x): 1 / (a - sympy.I * omega),
        falling * (step - sympy.Heaviside(x - 1)): (1 - sympy.exp(-a - sympy.I * omega))
        / (a + sympy.I * omega),
    }
    for f, F in cases.items():
        assert fourier(f, x, omega, convention="angular") == F


def test_confluent_widths_are_an_arm_of_their_own():
    f = 1 / ((x**2 + a**2) * (x**2 + b**2))
    F = fourier(f, x, omega, convention="angular")
    double = fourier(f.subs(b, a), x, omega, convention="angular")
    assert sympy.simplify(F.subs(b, a) - double) == 0
    assert inverse_fourier(F, omega, x, convention="angular").subs(b, a) == f.subs(b, a)


def test_plain_symbols_are_read_as_real():
    y, k = sympy.symbols("y k")
    assert fourier(sympy.exp(-sympy.Abs(y)), y, k, convention="angular") == 2 / (k**2 + 1)


@pytest.mark.parametrize("f", [sympy.exp(x), sympy.cosh(x), sympy.exp(-x) * H.subs(x, -x)])
def test_exponential_growth_has_no_transform(f):
    with pytest.raises(DivergentIntegral):
        fourier(f, x, omega)


def test_open_signs_are_undecided():
    with pytest.raises(Undecided) as refusal:
        fourier(sympy.exp(-c * x) * H, x, omega)
    assert refusal.value.question.canonical == (c > 0)
    with pytest.raises(Undecided):
        fourier(1 / (x**2 + c**2), x, omega)


@pytest.mark.parametrize("f", [sympy.sech(x), sympy.sqrt(1 + x**2), sympy.exp(-(x**4))])
def test_other_functions_are_refused(f):
    with pytest.raises(NoClosedForm):
        fourier(f, x, omega)


@pytest.mark.parametrize(
    ("arguments", "options"),
    [
        (("exp(-x)", x, omega), {}),
        ((1 / (1 + x**2), x, omega), {"convention": "ordinary"}),
        ((omega / (1 + x**2), x, omega), {}),
        ((1 / (1 + x**2), sympy.Symbol("x", positive=True), omega), {}),
        ((1 / (1 + x**2), x, "omega"), {}),
    ],
)
def test_malformed_input(arguments, options):
    with pytest.raises(InvalidInput):
        fourier(*arguments, **options)
