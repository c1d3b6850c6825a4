"""Writing terms as the field does: f(x) * g(t - x) under an integral given by a Python lambda.

An `Expression` is a kernel term with its type. Its λs carry, as a fourth entry, the name that the
proof's author gave to the bound variable; `plain` removes these before the kernel sees the term.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any

from symconv.kernel.terms import SIGNATURE, Term, Type, arrow

__all__ = [
    "DEFINITIONS",
    "FUNCTION",
    "SEQUENCE",
    "Expression",
    "character",
    "conj",
    "constant",
    "defined",
    "derivative",
    "equal",
    "function",
    "integral",
    "lam",
    "plain",
    "point",
    "variable",
    "zero",
]

FUNCTION = arrow("G", "C")
SEQUENCE = arrow("K", "C")
_fresh = count()


@dataclass(frozen=True)
class Expression:
    """A term with its type; +, −, * and application build larger ones."""

    term: Term
    type: Type

    def __call__(self, *arguments: Expression) -> Expression:
        """The application to arguments of the right types."""
        result = self
        for argument in arguments:
            if result.type[1] != argument.type:
                raise TypeError(f"expected {result.type[1]}, got {argument.type}")
            result = Expression(("a", result.term, argument.term), result.type[2])
        return result

    def __add__(self, other: Expression) -> Expression:
        return constant("add", self.type)(self, other)

    def __neg__(self) -> Expression:
        return constant("neg", self.type)(self)

    def __sub__(self, other: Expression) -> Expression:
        return self + -other

    def __mul__(self, other: Expression) -> Expression:
        return constant("mul")(self, other)


def constant(name: str, *sorts: Any) -> Expression:
    """A primitive constant of the kernel."""
    return Expression(("c", name, *sorts), SIGNATURE[name][1](*sorts))


def variable(name: str, type_: Type) -> Expression:
    """A free variable."""
    return Expression(("v", name), type_)


def function(name: str) -> Expression:
    """A free variable for a function on the group."""
    return variable(name, FUNCTION)


def point(name: str) -> Expression:
    """A free variable for a point of the group."""
    return variable(name, "G")


def lam(type_: Type, body: Callable[[Expression], Expression]) -> Expression:
    """λ over the type; the parameter's Python name becomes the name on paper."""
    name = f"_{next(_fresh)}"
    inside = body(variable(name, type_))
    hint = body.__code__.co_varnames[0]
    return Expression(("l", type_, _closed(inside.term, name, 0), hint), arrow(type_, inside.type))


def _closed(term: Term, name: str, depth: int) -> Term:
    if term == ("v", name):
        return ("b", depth)
    if term[0] == "a":
        return ("a", _closed(term[1], name, depth), _closed(term[2], name, depth))
    if term[0] == "l":
        return (*term[:2], _closed(term[2], name, depth + 1), *term[3:])
    return term


def plain(term: Term) -> Term:
    """The kernel's term: without the names of bound variables."""
    if term[0] == "a":
        return ("a", plain(term[1]), plain(term[2]))
    if term[0] == "l":
        return ("l", term[1], plain(term[2]))
    return term


def integral(sort: str, body: Callable[[Expression], Expression]) -> Expression:
    """∫ body(x) dx over G or W, Σ over K."""
    return constant("int", sort)(lam(sort, body))


def equal(left: Expression, right: Expression) -> Expression:
    """The proposition left = right."""
    relation = Expression(("c", "=", left.type), arrow(left.type, left.type, "P"))
    return relation(left, right)


def zero(sort: Any = "C") -> Expression:
    """0 of a group or of the scalars."""
    return constant("zero", sort)


conj = constant("conj")
character = constant("chi")


def derivative(direction: Expression, f: Expression) -> Expression:
    """∂_e f, a function."""
    return constant("D")(direction, f)


DEFINITIONS: dict[str, Expression] = {}


def define(name: str, value: Expression) -> Expression:
    """Give a closed term a name; `DEFINITIONS` keeps the order."""
    DEFINITIONS[name] = value
    return Expression(("c", name), value.type)


def defined(name: str) -> Expression:
    """A defined constant."""
    return Expression(("c", name), DEFINITIONS[name].type)


def _binary(type_: Type, body: Callable[..., Expression]) -> Expression:
    return lam(type_, lambda f: lam(type_, lambda g: lam(type_[1], lambda t: body(f, g, t))))


convolution = define(
    "conv", _binary(FUNCTION, lambda f, g, t: integral("G", lambda x: f(x) * g(t - x)))
)
convolution_exists = define(
    "ConvolutionExistsAt",
    _binary(
        FUNCTION,
        lambda f, g, t: constant("Integrable", "G")(lam("G", lambda x: f(x) * g(t - x))),
    ),
)
correlation = define(
    "corr", _binary(FUNCTION, lambda f, g, t: integral("G", lambda x: conj(f(x)) * g(t + x)))
)
correlation_exists = define(
    "CorrelationExistsAt",
    _binary(
        FUNCTION,
        lambda f, g, t: constant("Integrable", "G")(lam("G", lambda x: conj(f(x)) * g(t + x))),
    ),
)
sequence_convolution = define(
    "conv_K", _binary(SEQUENCE, lambda a, b, n: integral("K", lambda k: a(k) * b(n - k)))
)
fourier = define(
    "fourier",
    lam(
        FUNCTION,
        lambda f: lam("W", lambda w: integral("G", lambda t: f(t) * character(-w, t))),
    ),
)
inverse_fourier = define(
    "fourier_inverse",
    lam(
        arrow("W", "C"),
        lambda F: lam("G", lambda t: integral("W", lambda w: F(w) * character(w, t))),
    ),
)
shifted = define(
    "shifted", lam("G", lambda a: lam(FUNCTION, lambda f: lam("G", lambda x: f(x - a))))
)
reflected = define("reflected", lam(FUNCTION, lambda f: lam("G", lambda x: f(-x))))
conjugated = define("conjugated", lam(FUNCTION, lambda f: lam("G", lambda x: conj(f(x)))))
everywhere = define(
    "EverywhereOnK",
    lam(arrow("K", "P"), lambda Q: equal(Q, lam("K", lambda k: equal(zero(), zero())))),
)
FUNCTIONAL = arrow(FUNCTION, "C")
distribution_convolution = define(
    "dist_conv",
    lam(
        FUNCTIONAL,
        lambda S: lam(
            FUNCTIONAL,
            lambda T: lam(
                FUNCTION,
                lambda phi: S(lam("G", lambda x: T(lam("G", lambda y: phi(x + y))))),
            ),
        ),
    ),
)
distribution_derivative = define(
    "dist_derivative",
    lam(
        "G",
        lambda e: lam(
            FUNCTIONAL,
            lambda S: lam(FUNCTION, lambda phi: -S(lam("G", lambda x: derivative(e, phi)(x)))),
        ),
    ),
)
