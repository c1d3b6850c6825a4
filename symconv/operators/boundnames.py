"""Bound names in what is typed: indices of sums and products, variables of integrals, Subs, Lambda.

Finite sums and products over an index are written out, a Subs is carried out. What is left keeps
its bound names, which are renamed where they meet another symbol; while a problem is solved it is
sealed, so that no walk over the expression takes a bound name for a parameter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import sympy
from sympy.concrete.expr_with_limits import ExprWithLimits

from symconv.deadline import check
from symconv.errors import InvalidInput
from symconv.operators.frozen import Frozen, Sealed, bound_variable
from symconv.survey import MOST_PARTS, survey

__all__ = ["Closed", "sealed", "unsealed", "written_out"]


def bound_names(node: Any) -> frozenset[Any]:
    """The symbols that a node binds: free in an argument, and not in the node."""
    if node.is_Atom or isinstance(node, (Sealed, Frozen, Closed)):
        return frozenset()
    inner: set[Any] = set().union(*(arg.free_symbols for arg in node.args))
    return frozenset(inner - node.free_symbols)


def written_out(expr: Any, taken: Iterable[Any] = ()) -> Any:
    """The expression with finite sums and products written out, and every Subs carried out.

    The bound names that stay differ from the free symbols, from `taken` and from each other.

    >>> x, k = sympy.Symbol("x"), sympy.Symbol("k")
    >>> written_out(sympy.Sum(sympy.Heaviside(x - k), (k, 0, 1)))
    Heaviside(x) + Heaviside(x - 1)
    >>> written_out(sympy.Sum(x**k, (k, 0, sympy.Rational(1, 2))))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: Sum(x**k, (k, 0, 1/2)): from 0 to 1/2 is no number of whole steps
    """
    if survey(expr).plain:
        return expr
    return _written(expr, frozenset(taken) | expr.free_symbols)


def _written(expr: Any, taken: frozenset[Any]) -> Any:
    if expr.is_Atom or isinstance(expr, (Sealed, Frozen)):
        return expr
    bound = bound_names(expr)
    if bound or isinstance(expr, ExprWithLimits):
        expr = _renamed(expr, taken)
        bound = bound_names(expr)
    inside = taken | bound
    args = [_written(arg, inside) for arg in expr.args]
    if any(new is not old for new, old in zip(args, expr.args, strict=True)):
        expr = expr.func(*args)
    if isinstance(expr, (sympy.Sum, sympy.Product)):
        return _over_indices(expr)
    if isinstance(expr, sympy.Subs):
        return _substituted(expr)
    return expr


def _renamed(expr: Any, taken: frozenset[Any]) -> Any:
    """The same with other bound names where these are taken or stand for two things."""
    if isinstance(expr, ExprWithLimits):
        return _renamed_limits(expr, taken)
    bound = bound_names(expr)
    clash = {name for name in bound if name in taken or name.is_Dummy}
    fresh = {name: _fresh(name, taken | expr.free_symbols | bound) for name in clash}
    return expr.xreplace(fresh)


def _renamed_limits(expr: Any, taken: frozenset[Any]) -> Any:
    """One limit after the other, from the innermost, whose variable reaches no outer limit."""
    body, limits = expr.function, list(expr.limits)
    used = set(taken) | expr.free_symbols
    for place, limit in enumerate(limits):
        name = limit[0]
        if len(limit) < 3:
            raise InvalidInput(f"{expr} has no two limits for {name}; state both")
        later = {other[0] for other in limits[place + 1 :]}
        if name in used or name in later or name.is_Dummy:
            fresh = _fresh(name, used | body.free_symbols | {other[0] for other in limits})
            change = {name: fresh}
            body = body.xreplace(change)
            for inner in range(place):
                first, *ends = limits[inner]
                limits[inner] = sympy.Tuple(first, *(end.xreplace(change) for end in ends))
            limits[place] = sympy.Tuple(fresh, *limit[1:])
            name = fresh
        used.add(name)
    return expr.func(body, *limits)


def _fresh(name: Any, taken: Iterable[Any]) -> Any:
    """A symbol with the assumptions of the given one and a name that is not taken."""
    names = {symbol.name for symbol in taken if symbol != name and hasattr(symbol, "name")}
    if not name.is_Dummy:
        names.add(name.name)
    tries = (name.name, *(f"{name.name}_{count}" for count in range(1, len(names) + 2)))
    text = next(text for text in tries if text not in names)
    return sympy.Symbol(text, **name._assumptions_orig)


def _over_indices(expr: Any) -> Any:
    """The sum or product with its finite limits written out, from the innermost."""
    value = expr.function
    for limit in expr.limits:
        done = _over(type(expr), value, *limit)
        value = expr.func(value, limit) if done is None else done
    return value


def _over(head: Any, body: Any, index: Any, low: Any, high: Any) -> Any:
    """Every term of index = low … high; None for limits that are not a known distance apart.

    high = low − 1 is an empty sum, and a smaller one is the negative of what lies between
    (M. Karr, Summation in finite terms, 1981), as SymPy has it.
    """
    distance = high - low
    if distance.is_finite is True and distance.is_integer is False:
        raise InvalidInput(
            f"{head(body, (index, low, high))}: from {low} to {high} is no number of whole steps"
        )
    if not distance.is_Integer:
        return None
    join = sympy.Add if head is sympy.Sum else sympy.Mul
    backwards = distance < -1
    first, count = (high + 1, -int(distance) - 1) if backwards else (low, int(distance) + 1)
    if count * survey(body).parts > MOST_PARTS:
        return None
    check("reading the functions")
    terms = (body.xreplace({index: first + step}) for step in range(count))
    value = join(
        *(_finished(term) if body.has(sympy.Sum, sympy.Product) else term for term in terms)
    )
    if not backwards:
        return value
    return -value if join is sympy.Add else 1 / value


def _finished(expr: Any) -> Any:
    """The sums and products inside whose limits have become numbers, written out."""
    if expr.is_Atom or not expr.has(sympy.Sum, sympy.Product):
        return expr
    made = expr.func(*map(_finished, expr.args))
    return _over_indices(made) if isinstance(made, (sympy.Sum, sympy.Product)) else made


def _substituted(expr: Any) -> Any:
    """What a Subs stands for; the Subs where a derivative inside has to be taken first."""
    change = dict(zip(expr.variables, expr.point, strict=True))
    derivatives = expr.expr.atoms(sympy.Derivative)
    if any(set(change) & set(derivative.variables) for derivative in derivatives):
        return expr
    return expr.expr.xreplace(change)


class Closed(sympy.Expr):
    """An expression with bound names as a function of one argument, or as a constant.

    Its arguments are the sealed body and, where that depends on the variable, the place.
    """

    is_commutative = True

    def _eval_is_extended_real(self) -> Any:
        return self.args[0].body.is_extended_real

    def _eval_derivative(self, s: Any) -> Any:
        return None

    def opened(self) -> Any:
        """The expression itself, at its place; bound names make way for what comes in."""
        body, depth = self.args[0].body, self.args[0].depth
        if len(self.args) == 1:
            return body
        place = self.args[1]
        if isinstance(body, ExprWithLimits):
            body = _renamed_limits(body, frozenset(place.free_symbols))
        else:
            body = _renamed(body, frozenset(place.free_symbols))
        return body.xreplace({bound_variable(depth): place})

    def _sympystr(self, printer: Any) -> str:
        return str(printer._print(self.opened()))

    def _latex(self, printer: Any) -> str:
        return str(printer._print(self.opened()))


def sealed(expr: Any, x: Any, depth: int) -> Any:
    """The expression with everything that binds a name sealed, as a function of x or a constant."""
    if survey(expr).plain:
        return expr
    return _sealed(expr, x, depth)


def _sealed(expr: Any, x: Any, depth: int) -> Any:
    if expr.is_Atom or isinstance(expr, (Sealed, Closed, sympy.CRootOf, sympy.Set)):
        return expr  # conditions with sets other than intervals are read nowhere
    if isinstance(expr, sympy.Expr) and bound_names(expr):
        body = Frozen(expr, depth, x)
        return Closed(body, x) if x in expr.free_symbols else Closed(body)
    args = [_sealed(arg, x, depth) for arg in expr.args]
    same = all(new is old for new, old in zip(args, expr.args, strict=True))
    return expr if same else expr.func(*args)


def unsealed(expr: Any) -> Any:
    """The expression with what was sealed open again."""
    if not isinstance(expr, sympy.Basic) or not expr.has(Closed):
        return expr
    if isinstance(expr, Closed):
        return unsealed(expr.opened())
    return expr.func(*(unsealed(arg) for arg in expr.args))
