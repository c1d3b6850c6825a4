"""Every law evaluated in a finite model: ℤ/5, with scalars GF(11) × GF(11).

The integral over G is a sum, over the dual W a sum divided by 5, χ(w, a) = (3^{wa}, 3^{−wa}), and
conj swaps the two components, so conj χ(w, a) = χ(−w, a). The lattice K is ℤ/5 under k → 2k, and
D(e, f)(x) = f(x + e) − f(x), which has every property of ∂ that the axioms state. Every function
is integrable; a functional variable takes linear functionals, as a distribution is one.
A law that is false for these reasons alone would show here; agreement proves nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from symconv.kernel.terms import Term, Type
from symconv.kernel.theorem import Theorem

__all__ = ["holds", "random_value", "value"]

ORDER, PRIME, ROOT = 5, 11, 3
Scalar = tuple[int, int]


def _pointwise(operation: Callable[..., int]) -> Callable[..., Any]:
    def curried(p: Scalar) -> Callable[[Scalar], Scalar]:
        return lambda q: (operation(p[0], q[0]) % PRIME, operation(p[1], q[1]) % PRIME)

    return curried


def _sum(weight: int) -> Callable[[Callable[[int], Scalar]], Scalar]:
    def total(function: Callable[[int], Scalar]) -> Scalar:
        values = [function(x) for x in range(ORDER)]
        first, second = zip(*values, strict=True)
        return weight * sum(first) % PRIME, weight * sum(second) % PRIME

    return total


def _character(w: int) -> Callable[[int], Scalar]:
    return lambda a: (pow(ROOT, w * a % ORDER, PRIME), pow(ROOT, -w * a % ORDER, PRIME))


def _difference(e: int) -> Callable[..., Any]:
    minus = _pointwise(lambda p, q: p - q)
    return lambda f: lambda x: minus(f((x + e) % ORDER))(f(x))


_SCALARS: dict[str, Any] = {
    "zero": (0, 0),
    "one": (1, 1),
    "add": _pointwise(lambda p, q: p + q),
    "mul": _pointwise(lambda p, q: p * q),
    "neg": lambda p: (-p[0] % PRIME, -p[1] % PRIME),
    "conj": lambda p: (p[1], p[0]),
    "chi": _character,
    "emb": lambda k: 2 * k % ORDER,
    "D": _difference,
}
_GROUP: dict[str, Any] = {
    "zero": 0,
    "add": lambda x: lambda y: (x + y) % ORDER,
    "neg": lambda x: -x % ORDER,
}
_INTEGRALS = {"G": _sum(1), "K": _sum(1), "W": _sum(pow(ORDER, -1, PRIME))}


def value(term: Term, environment: dict[str, Any], bound: tuple[Any, ...] = ()) -> Any:
    """The value of a term: an int mod 5, a scalar, a bool, or a Python function."""
    tag = term[0]
    if tag == "a":
        return value(term[1], environment, bound)(value(term[2], environment, bound))
    if tag == "l":
        return lambda argument: value(term[2], environment, (argument, *bound))
    if tag == "v":
        return environment[term[1]]
    return bound[term[1]] if tag == "b" else _constant(term)


def _constant(term: Term) -> Any:
    name, *sorts = term[1:]
    if name == "=":
        return lambda left: lambda right: _same(left, right, sorts[0])
    if name == "int":
        return _INTEGRALS[sorts[0]]
    if name in _GROUP and sorts[0] != "C":
        return _GROUP[name]
    if name in _SCALARS:
        return _SCALARS[name]
    return lambda *_: True  # Integrable, Test, …: of every function here


def _same(left: Any, right: Any, type_: Type) -> bool:
    if type_[0] != "->":
        return bool(left == right)
    if type_[1] not in ("G", "W", "K"):
        raise ValueError("functions of functions are not compared")
    return all(_same(left(x), right(x), type_[2]) for x in range(ORDER))


def random_value(type_: Type, random: Random) -> Any:
    """A point, a scalar, a table of values, or a linear functional."""
    if type_ == "C":
        return (random.randrange(PRIME), random.randrange(PRIME))
    if type_[0] != "->":
        return random.randrange(ORDER)
    if type_[1] in ("G", "W", "K"):
        table = [random_value(type_[2], random) for _ in range(ORDER)]
        return table.__getitem__
    weights = random_value(("->", "G", "C"), random)
    times = _SCALARS["mul"]
    return lambda phi: _INTEGRALS["G"](lambda x: times(weights(x))(phi(x)))


def holds(
    theorem: Theorem, seed: int, choose: Callable[[Random], Any] | None = None
) -> bool | None:
    """Whether the conclusions hold at random values; None if these miss a hypothesis."""
    random = Random(seed)
    hypotheses, conclusions, types = theorem.formal
    environment = {name: random_value(type_, random) for name, type_ in types.items()}
    environment |= choose(random) if choose else {}
    if not all(value(formula, environment) for formula in hypotheses):
        return None
    return all(value(formula, environment) for formula in conclusions)
