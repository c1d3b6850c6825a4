"""Random variables of sympy.stats as densities with their support."""

from __future__ import annotations

import sys
from typing import Any

import sympy

from symconv.errors import InvalidInput

__all__ = ["density_of", "is_random", "refuse_inside"]

_RANDOM = (
    ("rv", "RandomSymbol"),
    ("rv", "Distribution"),
    ("rv", "RandomIndexedSymbol"),
    ("joint_rv", "JointDistribution"),
)
_DISCRETE_SPACES = (("drv", "SingleDiscretePSpace"), ("frv", "SingleFinitePSpace"))
_DISCRETE = (("drv", "SingleDiscreteDistribution"), ("frv", "SingleFiniteDistribution"))


def _loaded(module: str, name: str) -> Any:
    """A class of sympy.stats; without it loaded nothing can be of that class, and it is slow."""
    found = sys.modules.get(f"sympy.stats.{module}")
    return () if found is None else getattr(found, name)


def is_random(value: Any) -> bool:
    """Whether it is a random variable of sympy.stats or a distribution."""
    return isinstance(value, tuple(_loaded(*place) for place in _RANDOM))


def refuse_inside(expr: Any, role: str) -> None:
    """An expression of random variables is no function of x."""
    symbols = _loaded("rv", "RandomSymbol")
    found = expr.atoms(symbols) if symbols else ()
    if found:
        first = min(found, key=str)
        if isinstance(first.pspace, tuple(_loaded(*place) for place in _DISCRETE_SPACES)):
            raise InvalidInput(
                f"{role} is an expression of the discrete random variable {first}; "
                f"symconv.discrete.convolve takes {first} itself"
            )
        raise InvalidInput(
            f"{role} is an expression of the random variable {first}; give the function of x, for "
            f"example with symconv.density({first}, x)"
        )


def density_of(value: Any, x: Any, role: str) -> Any:
    """The density of a random variable or of its distribution, with the support."""
    distribution = value
    if isinstance(value, _loaded("rv", "RandomSymbol")):
        if isinstance(value.pspace, _loaded("crv", "SingleContinuousPSpace")):
            distribution = value.pspace.distribution
        elif isinstance(value.pspace, tuple(_loaded(*place) for place in _DISCRETE_SPACES)):
            raise _discrete(role, value)
        else:
            raise _unsupported(role, value)
    if not isinstance(distribution, _loaded("crv", "SingleContinuousDistribution")):
        kinds = tuple(_loaded(*place) for place in _DISCRETE)
        raise (_discrete if isinstance(distribution, kinds) else _unsupported)(role, value)
    try:
        formula = distribution.pdf(x)
    except (TypeError, ValueError, AttributeError, NotImplementedError) as error:
        raise InvalidInput(f"{role}: sympy.stats has no density for {value}: {error}") from None
    return _on_support(formula, distribution, x)


def _discrete(role: str, value: Any) -> InvalidInput:
    return InvalidInput(
        f"{role} is the discrete random variable {value}; use symconv.discrete.convolve"
    )


def _unsupported(role: str, value: Any) -> InvalidInput:
    return InvalidInput(
        f"{role} is {value}, which is joint, compound, conditioned or a process; expected one "
        "continuous random variable"
    )


def _on_support(formula: Any, distribution: Any, x: Any) -> Any:
    """The formula on the support, 0 elsewhere; an end where it has no finite value is left out."""
    name = type(distribution).__name__
    if name == "UniformSumDistribution" and distribution.n.is_Integer:
        formula = _irwin_hall(int(distribution.n), x)
    if isinstance(formula, sympy.Piecewise) and formula.args[-1].args == (0, True):
        return formula
    low, high = _support(name, distribution)
    conditions = []
    for end, closed, open_ in ((low, sympy.Ge, sympy.Gt), (high, sympy.Le, sympy.Lt)):
        if end not in (sympy.oo, -sympy.oo):
            relation = closed if _is_finite_at(formula, x, end) else open_
            conditions.append(relation(x, end))
    if not conditions:
        return formula
    return sympy.Piecewise((formula, sympy.And(*conditions)), (0, True))


def _support(name: str, distribution: Any) -> tuple[Any, Any]:
    """The ends of the support; sympy.stats states those of three families too wide."""
    if name == "KumaraswamyDistribution":
        return sympy.S.Zero, sympy.S.One
    if name == "DavisDistribution":
        return distribution.mu, sympy.oo
    if name == "FrechetDistribution":
        return distribution.m, sympy.oo
    where = distribution.set
    return where.inf, where.sup


def _is_finite_at(formula: Any, x: Any, end: Any) -> bool:
    """Whether SymPy finds a finite number there; an end left out changes no integral."""
    return bool(formula.subs(x, end).is_finite)


def _irwin_hall(n: int, x: Any) -> Any:
    """Σ_k (−1)^k C(n, k) (x − k)₊^{n−1}/(n − 1)!, which sympy.stats sums to floor(x)."""
    terms = (
        (-1) ** k * sympy.binomial(n, k) * (x - k) ** (n - 1) * sympy.Heaviside(x - k, 1)
        for k in range(n + 1)
    )
    return sympy.Add(*terms) / sympy.factorial(n - 1)
