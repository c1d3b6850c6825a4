"""Equal expressions in the heads that the methods read, made once before they see a function.

Every rule holds for each real x, or almost everywhere for functions; at the point of a mass the
expression's own value stays. Derivatives are distributional.

    Derivative(u, x)          u smooth or piecewise smooth: the derivative with its point masses
    SingularityFunction       ⟨x − a⟩^n = (x − a)^n H(x − a), δ^{(−n−1)}(x − a) for n < 0
    ITE, Xor, Implies, Equivalent, Contains in intervals     And, Or, Not
    (c q(x)^2)^r              c^r |q(x)|^{2r}, c > 0, q real
    floor, ceiling, frac, Mod, signs of a wave      steps, on a bounded window (staircases)
    DiracDelta(g(x))          Σ δ(x − z)/|g'(z)| (simplezeros)

The caller's expression is kept beside it: nodes print what was given.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.functions.elementary.piecewise import Piecewise

from symconv.algebra.signs import Facts
from symconv.antiderivatives.smoothness import derivative_of
from symconv.antiderivatives.sums import NotElementary
from symconv.deadline import check
from symconv.deciding.smoothness import is_smooth
from symconv.errors import NoClosedForm
from symconv.operators import simplezeros, staircases
from symconv.reading import OutsideClass, Split, read
from symconv.survey import survey
from symconv.writing import heaviside_form

__all__ = ["normalised"]

_CONNECTIVES = (sympy.ITE, sympy.Xor, sympy.Implies, sympy.Equivalent, sympy.Contains)
_RENAMED = frozenset((sympy.Derivative, sympy.SingularityFunction, *_CONNECTIVES))
_TRIGGERS = _RENAMED | staircases.TRIGGERS | {sympy.DiracDelta}
_HIGHEST_DERIVATIVE = 32
_MOST_STEPS = 1000  # of all staircases
_MOST_OPERANDS = 32  # each connective doubles what is below it

# Finite for every real argument: what is 0 outside a window stays 0 there, whatever the steps are.
_FINITE = (
    *(sympy.Add, sympy.exp, sympy.sin, sympy.cos, sympy.sinh, sympy.cosh, sympy.tanh, sympy.atan),
    *(sympy.erf, sympy.Abs, sympy.sign, sympy.Max, sympy.Min, sympy.Heaviside),
)
_PASSING = (*_FINITE, sympy.And, sympy.Or, sympy.Not, sympy.core.relational.Relational)


def normalised(f: Any, x: Any) -> Any:
    """An equal expression in the real symbol x; f itself where no rule applies.

    Raises InvalidInput where a point mass has no meaning, such as δ(|x|).

    >>> x = sympy.Symbol("x", real=True)
    >>> normalised(sympy.SingularityFunction(x, 1, 2), x)
    (x - 1)**2*Heaviside(x - 1, 1)
    >>> normalised(sympy.DiracDelta(sympy.Abs(x)), x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: DiracDelta(Abs(x)): 0 is not a simple root
    """
    found = survey(f)
    if not found.roots and not _may_apply(f, found.heads):
        return f
    try:
        return _Rewriting(x).of(f, staircases.LINE)
    except NoClosedForm:  # out of time, which the methods find too
        return f


def _may_apply(f: Any, heads: set[type]) -> bool:
    if heads.isdisjoint(_TRIGGERS):
        return False
    if not heads.isdisjoint(_RENAMED) or staircases.may_apply(f, heads):
        return True
    return simplezeros.may_apply(f, heads)


class _Rewriting:
    """One walk, from the whole to the parts with the window in which a part counts."""

    def __init__(self, x: Any):
        self.x = x
        self.steps = 0

    def of(self, expr: Any, window: staircases.Window, *, beside_mass: bool = False) -> Any:
        """The rewritten expression, equal to `expr` on the window."""
        check("reading the functions")
        if not expr.args or not expr.has(self.x):
            return expr
        if isinstance(expr, Piecewise):
            return self._piecewise(expr, window, beside_mass)
        if isinstance(expr, sympy.Derivative):
            return self._derivative(expr, beside_mass)
        if isinstance(expr, sympy.DiracDelta):
            return self._mass(expr, window)
        if expr.is_Mul:
            masses = beside_mass or any(arg.has(sympy.DiracDelta) for arg in expr.args)
            window = staircases.common(expr.args, window, self.x)
            return self._within(expr, window, masses)
        if expr.is_Pow and not _is_finite_power(expr):
            made = self._within(expr, staircases.LINE, beside_mass)
            return _root_of_square(made, self.x) if made.is_Pow else made
        stepped = self._steps(expr, window)
        if stepped is not None:
            return stepped
        if isinstance(expr, sympy.And) and staircases.asks(expr):
            window = staircases.conjunction(expr.args, window, self.x)
        inner = window if expr.is_Pow or isinstance(expr, _PASSING) else staircases.LINE
        made = self._within(expr, inner, beside_mass)
        if isinstance(made, sympy.SingularityFunction):
            return _macaulay(made)
        return _in_connectives(made, self.x) if isinstance(made, _CONNECTIVES) else made

    def _within(self, expr: Any, window: staircases.Window, beside_mass: bool) -> Any:
        return _rebuilt(expr, [self.of(a, window, beside_mass=beside_mass) for a in expr.args])

    def _steps(self, expr: Any, window: staircases.Window) -> Any:
        made = None if self.steps > _MOST_STEPS else staircases.steps(expr, window, self.x)
        if made is not None:
            self.steps += len(made.atoms(sympy.Heaviside))
        return made

    def _piecewise(self, expr: Any, window: staircases.Window, beside_mass: bool) -> Any:
        outer = window if all(_is_finite(value) for value, _ in expr.args) else staircases.LINE
        conditions = [self.of(when, outer) for _, when in expr.args]
        arms = []
        for index, (value, _) in enumerate(expr.args):
            inner = window
            if staircases.asks(value):
                inner = staircases.arm(conditions, index, window, self.x)
            arms.append(self.of(value, inner, beside_mass=beside_mass))
        changed = [
            (arm, when)
            for arm, when, (value, given) in zip(arms, conditions, expr.args, strict=True)
            if arm is not value or when is not given
        ]
        return Piecewise(*zip(arms, conditions, strict=True)) if changed else expr

    def _derivative(self, expr: Any, beside_mass: bool) -> Any:
        """Of a smooth function in any variable; of others in x, where no mass asks for a value."""
        u = self.of(expr.expr, staircases.LINE)
        for variable, count in expr.variable_count:
            if not count.is_Integer or count > _HIGHEST_DERIVATIVE:
                return expr
            if is_smooth(u, variable):
                for _ in range(int(count)):
                    check("reading the functions")
                    u = u.diff(variable)
            elif variable == self.x and not beside_mass:
                u = self._distributional(u, int(count))
            else:
                return expr
            if u is None:
                return expr
        return u

    def _distributional(self, u: Any, order: int) -> Any:
        try:
            value = read(u, self.x, Facts())
        except (OutsideClass, Split):
            try:
                return derivative_of(u, order, self.x, Facts())
            except (OutsideClass, Split, NotElementary):
                return None
        for _ in range(order):
            value = value.derivative()
        return heaviside_form(value, self.x)

    def _mass(self, expr: Any, window: staircases.Window) -> Any:
        inner = self.of(expr.args[0], staircases.LINE)
        made = _rebuilt(expr, [inner, *expr.args[1:]])
        if not isinstance(made, sympy.DiracDelta):
            return made
        sum_of_masses = simplezeros.masses(made, window, self.x)
        return made if sum_of_masses is None else sum_of_masses


def _is_finite_power(power: Any) -> bool:
    """u^n with an integer n > 0, or b^u with a number b > 0."""
    base, exponent = power.args
    if exponent.is_Integer:
        return bool(exponent.is_positive)
    return bool(base.is_number and base.is_positive)


def _is_finite(value: Any) -> bool:
    """Whether the formula of an arm has a finite value on the whole line."""
    if value.is_Symbol or value.is_number:
        return True
    if value.is_Pow:
        return _is_finite_power(value) and all(map(_is_finite, value.args))
    return isinstance(value, (*_FINITE, sympy.Mul)) and all(map(_is_finite, value.args))


def _rebuilt(expr: Any, args: list[Any]) -> Any:
    """The same head over other arguments; the same object where nothing changed."""
    same = all(new is old for new, old in zip(args, expr.args, strict=True))
    return expr if same else expr.func(*args)


def _macaulay(expr: Any) -> Any:
    """⟨u⟩^n = u^n for u >= 0 and 0 below; the derivatives of H for n < 0."""
    place, offset, n = expr.args
    u = place - offset
    if n.is_Integer and n < 0:
        return sympy.DiracDelta(u, -n - 1) if n < -1 else sympy.DiracDelta(u)
    if n.is_integer and n.is_nonnegative:
        return u**n * sympy.Heaviside(u, 1)
    if n.is_nonnegative:
        return Piecewise((u**n, u >= 0), (0, True))
    return expr


def _in_connectives(expr: Any, x: Any) -> Any:
    """The same condition in And, Or and Not; as it is where that would be long."""
    if isinstance(expr, sympy.Contains):
        place, where = expr.args
        parts = where.args if isinstance(where, sympy.Union) else (where,)
        known = all(isinstance(part, (sympy.Interval, sympy.FiniteSet)) for part in parts)
        return where.as_relational(place) if known and place.is_extended_real is True else expr
    if _operands(expr) > _MOST_OPERANDS:
        return expr
    if isinstance(expr, sympy.ITE):
        when, then, otherwise = expr.args
        return sympy.Or(sympy.And(when, then), sympy.And(sympy.Not(when), otherwise))
    if isinstance(expr, sympy.Implies):
        return sympy.Or(sympy.Not(expr.args[0]), expr.args[1])
    if isinstance(expr, sympy.Equivalent):
        none = sympy.And(*(sympy.Not(part) for part in expr.args))
        return sympy.Or(sympy.And(*expr.args), none)
    odd = sympy.false
    for part in expr.args:
        odd = sympy.Or(sympy.And(odd, sympy.Not(part)), sympy.And(sympy.Not(odd), part))
    return odd


def _operands(expr: Any) -> int:
    """A bound on the relations of the condition in And, Or and Not."""
    if not isinstance(expr, (sympy.And, sympy.Or, sympy.Not, *_CONNECTIVES)):
        return 1
    below = sum(_operands(part) for part in expr.args)
    return below << (len(expr.args) - 1) if isinstance(expr, sympy.Xor) else 2 * below


def _root_of_square(power: Any, x: Any) -> Any:
    """(c ∏ p^{2m})^r = c^r ∏ |p|^{2mr} for real p and c > 0; any other power as it is."""
    base, exponent = power.args
    if not exponent.is_Rational or exponent.is_Integer:
        return power
    poly = simplezeros.short_polynomial(base, x)
    if poly is None or poly.degree() < 2 or poly.degree() % 2:
        return power
    try:
        constant, factors = poly.sqf_list()
    except sympy.PolynomialError:
        return power
    roots = [(factor.as_expr(), times) for factor, times in factors]
    constant = sympy.sympify(constant)
    real = all(root.is_extended_real is True for root, _ in roots)
    if not real or any(times % 2 for _, times in roots) or staircases.sign_of(constant) != 1:
        return power
    return constant**exponent * sympy.Mul(*(sympy.Abs(p) ** (m * exponent) for p, m in roots))
