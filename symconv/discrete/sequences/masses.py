"""Discrete random variables of sympy.stats as sequences: P(X = n) with its support."""

from __future__ import annotations

import itertools
import sys
from typing import Any

import sympy

from symconv.errors import InvalidInput
from symconv.operators import inputs, randomness

__all__ = ["mass_of", "sequence"]

_LONGEST_TABLE = 256
_FIRST = {
    "PoissonDistribution": 0,
    "NegativeBinomialDistribution": 0,
    "GeometricDistribution": 1,
    "LogarithmicDistribution": 1,
    "YuleSimonDistribution": 1,
    "ZetaDistribution": 1,
    "FlorySchulzDistribution": 1,
}
_WRITE = "write its probabilities as a Piecewise in"


def sequence(value: Any, given: tuple[Any, ...], role: str) -> Any:
    """The sequence that was typed, as an expression; of a random variable its probabilities."""
    if randomness.is_random(value):
        if len(given) != 1:
            raise InvalidInput(
                f"{role} is a random variable, which is for one variable, not {given}"
            )
        value = mass_of(value, given[0], role)
    elif isinstance(value, _loaded("frv", "FiniteDensity")):
        raise InvalidInput(
            f"{role} is the density of an expression or of a conditioned variable; give "
            "sympy.stats.FiniteRV(name, dict(density))"
        )
    expr = inputs.exact(inputs.as_expression(value, role))
    symbols = _loaded("rv", "RandomSymbol")
    found = expr.atoms(symbols) if symbols else ()
    if found:
        raise InvalidInput(
            f"{role} is an expression of the random variable {min(map(str, found))}; give the "
            f"sequence of its probabilities in {given[0]}"
        )
    return expr


def mass_of(value: Any, n: Any, role: str) -> Any:
    """P(X = n) of a discrete random variable X with integer values, or of its distribution.

    Raises InvalidInput for continuous, joint, compound and conditioned ones, for values that are
    no integers and for families that are not read.
    """
    law = _exact(_distribution(value, n, role))
    if law.has(*_found("RandomSymbol")):
        raise _unsupported(value, role)
    if any(symbol.name == n.name for symbol in law.free_symbols):
        raise InvalidInput(f"{role}: {n} is a parameter of {value}; give the variable another name")
    name = type(law).__name__
    if isinstance(law, _loaded("frv", "SingleFiniteDistribution")):
        mass = _finite(law, name, n, value, role)
    elif name == "SkellamDistribution":
        if not all(mean.is_positive for mean in law.args):
            raise InvalidInput(f"{role}: both means of {value} must be known to be positive")
        mass = law.pdf(n)
    elif name in _FIRST:
        mass = sympy.Piecewise((_formula(law, name, n), n >= _FIRST[name]), (0, True))
    else:
        raise InvalidInput(f"{role} is {value}, a {name}, which is not read; {_WRITE} {n}")
    if mass.atoms(sympy.Float):
        raise InvalidInput(f"{role}: sympy.stats computes {value} in floats; {_WRITE} {n}")
    return mass


def _loaded(module: str, name: str) -> Any:
    """A class of sympy.stats; nothing is of it before sympy.stats is loaded."""
    found = sys.modules.get(f"sympy.stats.{module}")
    return () if found is None else getattr(found, name)


def _found(name: str) -> tuple[Any, ...]:
    kind = _loaded("rv", name)
    return (kind,) if kind else ()


def _distribution(value: Any, n: Any, role: str) -> Any:
    law = value
    if isinstance(value, _loaded("rv", "RandomSymbol")):
        spaces = (
            _loaded("crv", "SingleContinuousPSpace"),
            _loaded("drv", "SingleDiscretePSpace"),
            _loaded("frv", "SingleFinitePSpace"),
        )
        if not isinstance(value.pspace, spaces):
            raise _unsupported(value, role)
        law = value.pspace.distribution
    if isinstance(law, _loaded("crv", "SingleContinuousDistribution")):
        raise InvalidInput(
            f"{role} is the continuous random variable {value}; use symconv.convolve"
        )
    kinds = (
        _loaded("drv", "SingleDiscreteDistribution"),
        _loaded("frv", "SingleFiniteDistribution"),
    )
    if not isinstance(law, kinds):
        raise _unsupported(value, role)
    return law


def _unsupported(value: Any, role: str) -> InvalidInput:
    return InvalidInput(
        f"{role} is {value}, which is joint, compound, conditioned or a process; expected one "
        "discrete random variable with integer values"
    )


def _exact(law: Any) -> Any:
    """The distribution with the rationals for which its floats stand, before SymPy computes."""
    floats = law.atoms(sympy.Float)
    return law.xreplace({item: inputs.exact(item) for item in floats}) if floats else law


def _formula(law: Any, name: str, n: Any) -> Any:
    """The probability on the support, without binomials and Beta where a product says the same."""
    if name == "NegativeBinomialDistribution" and _is_short(law.r):
        r = int(law.r)
        ways = sympy.Mul(*(n + j for j in range(1, r))) / sympy.factorial(r - 1)
        return law.pdf(n).subs(sympy.binomial(n + r - 1, n), ways)
    if name == "YuleSimonDistribution" and _is_short(law.rho):
        rho = int(law.rho)
        return rho * sympy.factorial(rho) / sympy.Mul(*(n + j for j in range(rho + 1)))
    return law.pdf(n)


def _is_short(number: Any) -> bool:
    return bool(number.is_Integer) and 1 <= number <= 64


def _finite(law: Any, name: str, n: Any, value: Any, role: str) -> Any:
    if name == "DieDistribution":
        return sympy.Piecewise((1 / law.sides, sympy.And(n >= 1, n <= law.sides)), (0, True))
    if name in ("BernoulliDistribution", "BinomialDistribution") and law.succ == law.fail:
        raise InvalidInput(f"{role}: success and failure of {value} are one value, {law.succ}")
    size = _size(law, name)
    if not size.is_Integer or size > _LONGEST_TABLE:
        if name == "BinomialDistribution" and (law.succ, law.fail) == (1, 0):
            ways = sympy.binomial(size, n) * law.p**n * (1 - law.p) ** (size - n)
            return sympy.Piecewise((ways, sympy.And(n >= 0, n <= size)), (0, True))
        raise InvalidInput(
            f"{role}: {value} has {size} steps; expected a number, at most {_LONGEST_TABLE}, or "
            f"{_WRITE} {n}"
        )
    try:
        table = _beta_binomial(law) if name == "BetaBinomialDistribution" else dict(law.dict)
    except (TypeError, ValueError, AttributeError, NotImplementedError) as error:
        raise InvalidInput(f"{role}: sympy.stats has no table for {value}: {error}") from None
    for place in table:
        if not sympy.sympify(place).is_Integer:
            raise InvalidInput(
                f"{role}: the random variable {value} takes the value {place}, which is no integer"
            )
    return _written(table, n)


def _size(law: Any, name: str) -> Any:
    """How many values the table has, known before it is computed."""
    if name == "FiniteDistributionHandmade":
        return sympy.Integer(len(law.args[0]))
    if name in ("BinomialDistribution", "HypergeometricDistribution", "BetaBinomialDistribution"):
        symbols = law.args[:3] if name == "HypergeometricDistribution" else (law.n,)
        return next((item for item in symbols if not item.is_Integer), law.n)
    if name in ("IdealSolitonDistribution", "RobustSolitonDistribution"):
        return law.k
    return sympy.Integer(max(2, len(law.args)))


def _beta_binomial(law: Any) -> dict[Any, Any]:
    """C(n, k) (α)_k (β)_{n−k}/(α + β)_n: rational in α and β, where SymPy leaves Beta."""
    n, alpha, beta = law.args
    whole = sympy.rf(alpha + beta, n)
    return {
        k: sympy.binomial(n, k) * sympy.rf(alpha, k) * sympy.rf(beta, n - k) / whole
        for k in range(int(n) + 1)
    }


def _written(table: dict[Any, Any], n: Any) -> Any:
    """The table as a Piecewise, neighbours with equal probabilities joined."""
    rows = sorted((int(place), weight) for place, weight in table.items() if weight != 0)
    arms = []
    for _, run in itertools.groupby(enumerate(rows), lambda row: (row[1][0] - row[0], row[1][1])):
        places = [row[1] for row in run]
        (low, weight), high = places[0], places[-1][0]
        where = sympy.Eq(n, low) if low == high else sympy.And(n >= low, n <= high)
        arms.append((weight, where))
    return sympy.Piecewise(*arms, (0, True))
