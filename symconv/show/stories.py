"""Short stories for what is not told case by case: complete the square; transform and come back.

Each displayed integral is verified with balls before it is shown: a story that cannot be verified
raises NotShown, and the next one is tried.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import I, pi

from symconv.enclosure import enclose_convolution, enclose_expr, enclose_integral
from symconv.enclosure.masses import separate_masses
from symconv.errors import SymconvError
from symconv.show.atoms import Expression, IntegralSign, Sign
from symconv.show.derivation import Chain, Heading, Sentence
from symconv.show.enclosed import agrees, drawn_values, inner_points
from symconv.show.exactly import NotShown
from symconv.show.subject import Subject
from symconv.show.wording import result_name

__all__ = ["result_is_enclosed", "sifting_story", "square_story", "transform_story"]

_BITS = 53


def result_is_enclosed(subject: Subject) -> str:
    """Verify the closed form against the defining integral at two points. Raises NotShown."""
    problem = subject.problem
    values = drawn_values(subject)
    for point in inner_points(None, None, values):
        where = {**values, problem.t: point}
        try:
            ball = enclose_convolution(
                problem.f, problem.g, problem.x, point, values, _BITS, op=problem.op,
                conjugate=problem.conjugate, principal_value=problem.principal_value,
            )  # fmt: skip
        except SymconvError as error:
            raise NotShown(f"the defining integral was not enclosed: {error}") from None
        if not agrees(ball, subject.answer.expr, where):
            raise NotShown(f"the closed form and the defining integral differ at {point}")
    return (
        "The defining integral and the result overlap as balls (radius below 2^−53, relative) at "
        "two values of " + str(problem.t) + (" and drawn parameters." if values else ".")
    )


# Sifting ----------------------------------------------------------------------------------------


def sifting_story(subject: Subject) -> tuple[list[Any], list[str]]:
    """Point masses pick derivatives of a smooth function out. Raises NotShown."""
    problem = subject.problem
    x, t = problem.x, problem.t
    if not problem.f.has(sympy.DiracDelta) and not problem.g.has(sympy.DiracDelta):
        raise NotShown("no point masses")
    (rest, masses), (other_rest, other) = (
        separate_masses(part, x) for part in (subject.f, problem.g)
    )
    if rest == 0 and not other:
        smooth = other_rest
        places = [t - m.position if subject.flips else t + m.position for m in masses]
    elif other_rest == 0 and not masses:
        smooth, masses = rest, other
        places = [t - m.position if subject.flips else m.position - t for m in masses]
    else:
        raise NotShown("masses beside functions in both factors")
    turn = 1 if subject.flips else -1
    if smooth.has(sympy.Piecewise, sympy.Heaviside, sympy.Abs, sympy.sign, sympy.Max, sympy.Min):
        raise NotShown("the other function has break points")
    total = sympy.Add(*(
        m.weight.subs(x, m.position) * turn**m.order * smooth.diff(x, m.order).subs(x, at)
        for m, at in zip(masses, places, strict=True)
    ))  # fmt: skip
    check = result_is_enclosed(subject)
    _require_equal(subject, total)
    rights = dict.fromkeys((total, subject.answer.expr))
    blocks: list[Any] = [
        Heading("Point masses pick out values"),
        Sentence.of(
            "A point mass picks out the other function's value, its k-th derivative the k-th "
            "derivative" + ("." if subject.flips else ", with the sign (−1)^k for ⋆.")
        ),
        Chain(result_name(subject), tuple((Expression(e),) for e in rights)),
    ]  # fmt: skip
    return blocks, [check]


def _require_equal(subject: Subject, total: Any) -> None:
    """What is displayed and the closed form have overlapping balls at two points."""
    values = drawn_values(subject)
    for point in inner_points(None, None, values):
        where = {**values, subject.problem.t: point}
        try:
            ball = enclose_expr(total, where, _BITS)
        except SymconvError as error:
            raise NotShown(str(error)) from None
        if not agrees(ball, subject.answer.expr, where):
            raise NotShown("what the masses pick out and the closed form differ")


# Complete the square ----------------------------------------------------------------------------


def square_story(subject: Subject) -> tuple[list[Any], list[str]]:
    """Gaussian times polynomial, twice: one square, moments of a Gaussian. Raises NotShown."""
    problem = subject.problem
    x = problem.x
    f, g = (_gaussian(part, x) for part in (subject.f, problem.g))
    moved = subject.moved
    polynomial = sympy.expand(f[0] * g[0].subs(x, moved))
    exponent = sympy.Poly(sympy.expand(f[1] + g[1].subs(x, moved)), x)
    if exponent.degree() != 2:
        raise NotShown("the exponent is not quadratic")
    a, b, c = exponent.all_coeffs()
    width = sympy.factor(-a)
    if width.is_positive is not True:
        raise NotShown(f"{width} > 0 is not known")
    middle = sympy.factor(b / (2 * width))
    rest = sympy.factor(sympy.expand(c + b**2 / (4 * width)))
    if sympy.expand(sympy.cancel(-width * (x - middle) ** 2 + rest - exponent.as_expr())) != 0:
        raise NotShown("the square was not completed")
    u = sympy.Symbol("u", real=True)
    shifted = sympy.Poly(sympy.expand(polynomial.subs(x, u + middle)), u)
    value = sympy.Add(*(
        coefficient * _moment(order, width) for (order,), coefficient in shifted.terms()
    ))  # fmt: skip
    gauss = sympy.exp(-width * u**2)
    _verify_moment(subject, shifted.as_expr() * gauss, u, value)
    check = result_is_enclosed(subject)
    squared = -width * (x - middle) ** 2 + rest
    integrand = sympy.Mul(polynomial, sympy.exp(exponent.as_expr(), evaluate=False))
    blocks: list[Any] = [
        Heading("Complete the square"),
        Sentence.of("The product ", subject.f * problem.g.subs(x, moved), " has one quadratic "
                    "exponent in ", x, ", and it is a square and a rest that is free of ", x, ":"),
        Chain(Expression(exponent.as_expr()), ((Expression(squared),),)),
        Sentence.of("With ", sympy.Eq(u, x - middle, evaluate=False), " the rest leaves the "
                    "integral, and the moments of a Gaussian remain:"),
        Chain(
            IntegralSign(integrand, x, -sympy.oo, sympy.oo),
            (
                (
                    Expression(sympy.exp(rest)),
                    Sign(" · ", r"\,", "<mspace width='0.3em'/>"),
                    IntegralSign(shifted.as_expr() * gauss, u, -sympy.oo, sympy.oo),
                ),
                (Expression(sympy.exp(rest)), Sign(" · ", r"\cdot", "<mo>·</mo>"),
                 Expression(sympy.factor(value), bracketed=True)),
                (Expression(subject.answer.expr),),
            ),
        ),
    ]  # fmt: skip
    squared_is = "The square is an identity of polynomials, compared coefficient by coefficient."
    return blocks, [f"{squared_is} {check}"]


def _gaussian(f: Any, x: Any) -> tuple[Any, Any]:
    """(polynomial, exponent) of p(x) e^{q(x)} with q of degree 2."""
    polynomial, exponent = sympy.Integer(1), sympy.Integer(0)
    for factor in sympy.Mul.make_args(sympy.powsimp(f)):
        if isinstance(factor, sympy.exp):
            exponent += factor.args[0]
        else:
            polynomial *= factor
    if not (polynomial.is_polynomial(x) and exponent.is_polynomial(x)):
        raise NotShown("not a polynomial times a Gaussian")
    if sympy.degree(exponent, x) != 2:
        raise NotShown("not a polynomial times a Gaussian")
    return polynomial, exponent


def _moment(order: int, width: Any) -> Any:
    """∫ u^n e^{−Au²} du = Γ((n + 1)/2)/A^{(n + 1)/2} for even n, 0 for odd n."""
    if order % 2:
        return sympy.Integer(0)
    half = sympy.Rational(order + 1, 2)
    return sympy.gamma(half) / width**half


def _verify_moment(subject: Subject, integrand: Any, u: Any, value: Any) -> None:
    values = drawn_values(subject)
    t = subject.problem.t
    for point in inner_points(None, None, values):
        where = {**values, t: point}
        exact = {symbol: sympy.sympify(number) for symbol, number in where.items()}
        try:
            ball = enclose_integral(integrand.xreplace(exact), u, -sympy.oo, sympy.oo, bits=_BITS)
        except SymconvError as error:
            raise NotShown(str(error)) from None
        if not agrees(ball, value, where):
            raise NotShown("the moments and their integral differ")


# Transform, multiply, come back -----------------------------------------------------------------


def transform_story(subject: Subject) -> tuple[list[Any], list[str]]:
    """F{f ∗ g} = F{f} F{g}; F{f ⋆ g} = conj F{f} · F{g}. Raises NotShown."""
    from symconv.transforms import fourier

    problem = subject.problem
    taken = {s.name for s in problem.f.free_symbols | problem.g.free_symbols} | {str(problem.t)}
    name = next(n for n in ("omega", "nu", "xi", "omega_0") if n not in taken)
    omega = sympy.Symbol(name, real=True)
    found = []
    for part in (problem.f, problem.g):
        try:
            image = fourier(part, problem.x, omega)
        except SymconvError as error:
            raise NotShown(f"no transform: {error}") from None
        _verify_transform(subject, part, omega, image)
        found.append(image)
    check = result_is_enclosed(subject)
    first, second = found
    if problem.op == "correlate" and problem.conjugate:
        first = sympy.conjugate(first)
    x = problem.x
    wave = sympy.exp(-2 * pi * I * omega * x)
    blocks: list[Any] = [
        Heading("Transform"),
        *(
            Chain(IntegralSign(part * wave, x, -sympy.oo, sympy.oo), ((Expression(image),),))
            for part, image in zip((problem.f, problem.g), found, strict=True)
        ),
        Heading("Multiply"),
        Sentence.of(
            "The convolution theorem turns the integral into a product"
            + (" (the first factor conjugated, for ⋆):" if not subject.flips else ":")
        ),
        Chain(
            Sign(f"F(f {subject.sign} g)", rf"\mathcal{{F}}(f {_star(subject)} g)",
                 f"<mi>ℱ</mi><mo>(</mo><mi>f</mi><mo>{subject.sign}</mo><mi>g</mi><mo>)</mo>"),
            ((Expression(first, first.is_Add), Sign(" · ", r"\cdot", "<mo>·</mo>"),
              Expression(second, second.is_Add)),),
        ),
        Heading("Come back"),
        Chain(result_name(subject), ((Expression(subject.answer.expr),),)),
    ]  # fmt: skip
    return blocks, ["Each transform and its integral overlap as balls at two frequencies. " + check]


def _star(subject: Subject) -> str:
    return r"\ast" if subject.flips else r"\star"


def _verify_transform(subject: Subject, f: Any, omega: Any, image: Any) -> None:
    """Balls of ∫ f(x) e^{−2πiωx} dx at two frequencies."""
    values = drawn_values(subject)
    if image.has(sympy.DiracDelta):
        raise NotShown("a transform with point masses is no convergent integral")
    exact = {symbol: sympy.sympify(number) for symbol, number in values.items()}
    x = subject.problem.x
    for point in (sympy.Rational(1, 7), sympy.Rational(-3, 11)):
        wave = sympy.exp(-2 * pi * I * point * x)
        integrand = f.xreplace(exact) * wave
        try:
            ball = enclose_integral(integrand, x, -sympy.oo, sympy.oo, bits=_BITS)
        except SymconvError as error:
            raise NotShown(f"a transform was not enclosed: {error}") from None
        if not agrees(ball, image, {**values, omega: point}):
            raise NotShown("a transform and its integral differ")
