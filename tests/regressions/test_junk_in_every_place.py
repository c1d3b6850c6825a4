"""What is no function, variable, word or number is refused in one line, wherever it stands."""

import math
from contextlib import suppress

import numpy
import pytest
import sympy
from sympy import DiracDelta, Heaviside, I, exp

import symconv
from symconv import box, check, discrete, numeric, show
from symconv.errors import InvalidInput, SymconvError
from symconv.listing import listed

x, omega = sympy.symbols("x omega", real=True)
plain, s = sympy.symbols("x s")
n = sympy.Symbol("n", integer=True)
base = sympy.IndexedBase("q")
window, decay = box(x, 0, 1), exp(-x) * Heaviside(x)

JUNK = {
    "array": numpy.array([1.0, 2.0]),
    "objects": numpy.array([x, None], dtype=object),
    "scalar array": numpy.array(1.0),
    "list": [1, 2],
    "dict": {},
    "None": None,
    "text": "no such word",
    "bytes": b"x",
    "class": int,
    "object": object(),
    "zoo": sympy.zoo,
    "nan": math.nan,
    "number": 5,
    "huge": 10**5000,
    "relation": x > 0,
    "truth": sympy.true,
    "matrix": sympy.Matrix([1]),
    "set": sympy.Interval(0, 1),
    "naturals": sympy.S.Naturals,
    "base": base,
    "sum": x + 1,
}


def junk(*without):
    kept = [name for name in JUNK if name not in without]
    return pytest.mark.parametrize("value", [JUNK[name] for name in kept], ids=kept)


SIGNALS = {
    "box": lambda v: box(v, 0, 1),
    "box a": lambda v: box(x, v, 1),
    "box b": lambda v: box(x, 0, v),
    "triangle": lambda v: symconv.triangle(v),
    "triangle width": lambda v: symconv.triangle(x, v),
    "step": lambda v: symconv.step(v),
    "ramp": lambda v: symconv.ramp(v),
    "gaussian": lambda v: symconv.gaussian(v),
    "gaussian mu": lambda v: symconv.gaussian(x, v),
    "gaussian sigma": lambda v: symconv.gaussian(x, 0, v),
    "exponential": lambda v: symconv.exponential(v),
    "exponential rate": lambda v: symconv.exponential(x, v),
    "impulse": lambda v: symconv.impulse(v),
    "impulse k": lambda v: symconv.impulse(x, v),
    "bspline": lambda v: symconv.bspline(v, 2),
    "bspline degree": lambda v: symconv.bspline(x, v),
}


@junk("number", "huge", "sum", "scalar array", "base")
@pytest.mark.parametrize("signal", SIGNALS.values(), ids=SIGNALS)
def test_of_a_signal(signal, value):
    with pytest.raises(InvalidInput):
        signal(value)


VARIABLES = {
    "convolve": lambda v: symconv.convolve(window, base[1] * decay, v),
    "correlate": lambda v: symconv.correlate(window, decay, v),
    "autocorrelate": lambda v: symconv.autocorrelate(window, v),
    "convolution_power": lambda v: symconv.convolution_power(window, 2, v),
    "Convolution": lambda v: symconv.Convolution(window, decay, v),
    "fourier": lambda v: symconv.fourier(window, v, omega),
    "fourier omega": lambda v: symconv.fourier(window, x, v),
    "inverse_fourier": lambda v: symconv.inverse_fourier(window, v, omega),
    "laplace": lambda v: symconv.laplace(window, v, s),
    "commutativity": lambda v: check.commutativity(window, decay, v),
    "scalar": lambda v: check.scalar(window, decay, 2, v),
    "translation": lambda v: check.translation(window, decay, 2, v),
    "moments": lambda v: check.moments(window, decay, v),
    "as convolution": lambda v: check.correlation_as_convolution(window, decay, v),
    "theorem": lambda v: check.convolution_theorem(window, decay, v, omega),
    "theorem omega": lambda v: check.convolution_theorem(window, decay, x, v),
    "claim": lambda v: check.claim(window, window, decay, v),
    "discrete": lambda v: discrete.convolve(Heaviside(n, 1), Heaviside(n, 1), v),
    "lambdify": lambda v: numeric.lambdify(v, window),
    "enclose": lambda v: numeric.enclose(decay, v, 1),
    "round_exact": lambda v: numeric.round_exact(decay, v, [0.5]),
    "discretise": lambda v: numeric.discretise(decay, v, 0, 1, "0.5"),
    "validate": lambda v: numeric.validate(window, window, v),
    "explain": lambda v: show.explain(window, decay, v),
    "plot": lambda v: show.plot(window, decay, v),
    "animate": lambda v: show.animate(window, decay, v),
}


@junk()
@pytest.mark.parametrize("call", VARIABLES.values(), ids=VARIABLES)
def test_at_the_place_of_the_variable(call, value):
    with pytest.raises(InvalidInput):
        call(value)


WORDS = {
    "kind": lambda v: symconv.convolve(window, decay, x, kind=v),
    "form": lambda v: symconv.convolve(window, decay, x, form=v),
    "certified": lambda v: symconv.convolve(window, decay, x, certified=v),
    "op of a claim": lambda v: check.claim(window, window, decay, x, op=v),
    "convention": lambda v: symconv.fourier(window, x, omega, convention=v),
    "convention of a theorem": lambda v: check.correlation_theorem(
        window, decay, x, omega, convention=v
    ),
    "transform": lambda v: check.convolution_theorem(window, decay, x, omega, transform=v),
    "rule": lambda v: numeric.discretise(decay, x, 0, 1, "0.5", rule=v),
    "op of validate": lambda v: numeric.validate(window, window, x, op=v),
    "op of explain": lambda v: show.explain(window, decay, x, op=v),
    "op of animate": lambda v: show.animate(window, decay, x, op=v),
    "relative": lambda v: numeric.lambdify(x, window, relative=v),
}


@junk()
@pytest.mark.parametrize("call", WORDS.values(), ids=WORDS)
def test_at_the_place_of_a_word(call, value):
    with pytest.raises(InvalidInput):
        call(value)


@junk("list", "dict", "truth")
def test_at_the_place_of_relations(value):
    with pytest.raises(SymconvError):
        check.commutativity(window, decay, x, assuming=value)


@pytest.mark.parametrize("side", [True, sympy.true, x > 0])
def test_a_relation_between_truth_values(side):
    a = sympy.Symbol("a")
    for relation in (sympy.Ne(a, side), sympy.Eq(a, side)):
        with pytest.raises(InvalidInput, match="does not relate numbers"):
            symconv.convolve(window, a * decay, x, assuming=relation)


@junk("dict", "scalar array", "None")
def test_at_the_place_of_symbols(value):
    with pytest.raises(InvalidInput):
        symconv.parse("x", symbols=value)


LAWS = {
    "commutativity": lambda f, v: check.commutativity(f, exp(-(v**2)), v),
    "associativity": lambda f, v: check.associativity(f, f, exp(-(v**2)), v),
    "scalar": lambda f, v: check.scalar(f, exp(-(v**2)), 2, v),
    "translation": lambda f, v: check.translation(f, exp(-(v**2)), 2, v),
    "differentiation": lambda f, v: check.differentiation(f, exp(-(v**2)), v),
    "area": lambda f, v: check.area(f, exp(-(v**2)), v),
    "moments": lambda f, v: check.moments(f, exp(-(v**2)), v),
    "smoothness": lambda f, v: check.smoothness(f, exp(-(v**2)), v),
    "as convolution": lambda f, v: check.correlation_as_convolution(f, exp(-(v**2)), v),
    "symmetry": lambda f, v: check.correlation_symmetry(f, exp(-(v**2)), v),
    "theorem": lambda f, v: check.convolution_theorem(f, exp(-(v**2)), v, omega),
    "laplace": lambda f, v: check.convolution_theorem(f, exp(-(v**2)), v, s, "laplace"),
    "correlation": lambda f, v: check.correlation_theorem(f, exp(-(v**2)), v, omega),
    "claim": lambda f, v: check.claim(f, f, exp(-(v**2)), v),
    "fourier": lambda f, v: symconv.fourier(f, v, omega),
    "convolve": lambda f, v: symconv.convolve(f, exp(-(v**2)), v),
    "explain": lambda f, v: show.explain(f, exp(-(v**2)), v),
}


@pytest.mark.parametrize("variable", [plain, x, sympy.Symbol("y", real=True)])
@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_mass_at_a_complex_place(law, variable):
    with pytest.raises(InvalidInput):
        law(DiracDelta(plain + I), variable)


def test_a_claimed_mass_at_a_complex_place():
    with pytest.raises(InvalidInput):
        check.claim(DiracDelta(plain + I), box(plain, 0, 1), exp(-(plain**2)), plain)


@pytest.mark.parametrize("f", [base, base * window, base + base[1]])
def test_a_base_without_an_index(f):
    for call in (symconv.convolve, check.area, lambda f, g, x: check.claim(f, g, g, x)):
        with pytest.raises(InvalidInput, match="without an index"):
            call(f, decay, x)


@pytest.mark.parametrize("f", [base[1], base[1] * decay, sympy.Indexed(base, n) * window])
@pytest.mark.parametrize("law", ["commutativity", "area", "correlation_symmetry"])
def test_an_indexed_parameter_is_no_fault(f, law):
    for call in (getattr(check, law), symconv.convolve):
        with suppress(SymconvError):
            call(f, decay, x)


def test_lists_are_bounded():
    with pytest.raises(InvalidInput, match="more than 10000 items"):
        listed(iter(int, 1), "symbols", "a list")
    assert listed({1: 2}, "symbols", "a list") == (1,)


def test_a_ball_of_many_digits_is_printed_short():
    ball = numeric.enclose(exp(x), x, 1, bits=100_000)
    assert len(str(ball)) < 120
    assert repr(ball).startswith("Ball(mid=~2.71828182845904523")
    assert str(numeric.enclose(x, x, 1)) == "Ball(mid=1, rad=0)"
    assert str(numeric.enclose(exp(I * x), x, 1, 20_000)).startswith("Ball(mid=~(0.5403023058681")


def test_two_roundings_at_once():
    with pytest.raises(InvalidInput, match="expected one of them"):
        numeric.round_exact(exp(x), x, 1, numpy.float32, digits=5)


@pytest.mark.parametrize("kernel", [5, "numpy", [1, 2], decay])
def test_a_kernel_that_cannot_be_called(kernel):
    with pytest.raises(InvalidInput, match="kernel"):
        numeric.validate(window, window, x, kernel=kernel)


@junk("None", "number", "huge", "sum", "list", "zoo", "nan", "base", "scalar array")
def test_a_closed_form_that_is_none(value):
    with pytest.raises(InvalidInput, match="closed_form"):
        numeric.validate(window, window, x, steps=["0.25"], closed_form=value)
