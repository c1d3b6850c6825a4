"""Convolution and cross-correlation in several variables.

    (f ∗ g)(t) = ∫ f(x) g(t − x) dx over R^n,   (f ⋆ g)(t) = ∫ conj f(x) g(t + x) dx

Closed forms: sums of products with one factor per axis, by the methods of one variable; Gaussians
with full covariance; point masses and their derivatives against any smooth function.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.closedform import ClosedForm
from symconv.errors import InvalidInput, NoClosedForm
from symconv.listing import shown
from symconv.operators import inputs
from symconv.operators.frozen import Frozen, bound_variable, depth_of
from symconv.operators.tensor import closed_form
from symconv.operators.typed import function

__all__ = ["MultivariateNode", "node", "solved"]

_NAMES = ("x", "y", "z", "u", "v", "w")


class _Body(Frozen):
    """A body in the bound variables of several consecutive depths, the last of them `depth`."""

    count: int

    def __new__(cls, body: Any, depth: int, count: int) -> _Body:
        """Seal a body that is written in bound(depth − count + 1), …, bound(depth)."""
        made: _Body = sympy.Basic.__new__(cls)
        made._body, made.depth, made.count = body, depth, count
        return made

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.body, self.depth, self.count

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        return _Body, (self.body, self.depth, self.count)

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.body, self.depth, self.count

    @property
    def bound(self) -> tuple[Any, ...]:
        """The bound variables."""
        return _bound(self.depth - self.count + 1, self.count)

    @property
    def free_symbols(self) -> set[Any]:
        """The parameters of the body."""
        return set(self.body.free_symbols) - set(self.bound)

    def thawed(self, x: Any) -> Any:
        """The body in the variables x."""
        return self.body.xreplace(dict(zip(self.bound, x, strict=True)))

    def replaced(self, old: Any, new: Any) -> _Body:
        """The body with a parameter replaced."""
        if old in self.bound:
            return self
        new = sympy.sympify(new)
        first = max(self.depth - self.count + 1, depth_of(new))
        fresh = _bound(first, self.count)
        body = self.body.xreplace(dict(zip(self.bound, fresh, strict=True)))
        return _Body(body.subs(old, new), first + self.count - 1, self.count)

    def _xreplace(self, rule: Any) -> tuple[Any, bool]:
        if self in rule:
            return rule[self], True
        inner = {old: new for old, new in rule.items() if old not in self.bound}
        body, changed = self.body._xreplace(inner)
        return (_Body(body, self.depth, self.count), True) if changed else (self, False)

    def _sympystr(self, printer: Any) -> str:
        return str(printer._print(self.thawed(_names(self.count, set()))))

    _latex = _sympystr


def _bound(first: int, count: int) -> tuple[Any, ...]:
    return tuple(bound_variable(first + axis) for axis in range(count))


def _names(count: int, taken: set[str]) -> tuple[Any, ...]:
    names = [name for name in _NAMES if name not in taken]
    names += [f"x_{index}" for index in range(count)]
    return tuple(sympy.Symbol(name, real=True) for name in names[:count])


class MultivariateNode(sympy.Expr):
    """(f ∗ g)(t) or (f ⋆ g)(t) in several variables, unevaluated.

    Built by Convolution, CrossCorrelation, convolve or correlate from tuples of symbols.

    Examples
    --------
    >>> from sympy import symbols
    >>> from symconv import convolve
    >>> x, y = symbols("x y", real=True)
    >>> convolve(1/(1 + x**2 + y**4), 1/(1 + x**4 + y**2), (x, y)).op
    'convolve'
    >>> convolve(x, y, (x, y), (x,))
    Traceback (most recent call last):
    symconv.errors.InvalidInput: x has 2 variables and t has 1; expected as many
    """

    is_commutative = True

    def __new__(cls, f: Any, g: Any, t: Any, options: Any) -> Any:
        """From sealed bodies, a Tuple t, and Tuple(operator name, conjugate, principal value)."""
        return sympy.Expr.__new__(cls, f, g, t, options)

    @property
    def op(self) -> str:
        """convolve or correlate."""
        return str(self.args[3].args[0].name)

    @property
    def conjugate_first(self) -> bool:
        """Whether a correlation conjugates f."""
        return bool(self.args[3].args[1] == sympy.true)

    @property
    def principal_value(self) -> bool:
        """Whether symmetric limits are admitted."""
        return bool(self.args[3].args[2] == sympy.true)

    @property
    def kind(self) -> str:
        """Always line."""
        return "line"

    @property
    def t(self) -> tuple[Any, ...]:
        """The output variables, or what was put in their places."""
        return tuple(self.args[2].args)

    @property
    def x(self) -> tuple[Any, ...]:
        """The integration variables that .f, .g and rewrite(Integral) show."""
        return _names(len(self.t), {symbol.name for symbol in self.free_symbols})

    @property
    def f(self) -> Any:
        """The first function, in the variables `x`."""
        return self.args[0].thawed(self.x)

    @property
    def g(self) -> Any:
        """The second function, in the variables `x`."""
        return self.args[1].thawed(self.x)

    @property
    def free_symbols(self) -> set[Any]:
        """The output variables and the parameters."""
        symbols: set[Any] = set()
        return symbols.union(*(part.free_symbols for part in self.args[:3]))

    def closed_form(self, **options: Any) -> ClosedForm:
        """The closed form; keywords and errors as for the nodes of one variable."""
        from symconv.operators.asking import closed_form_of

        given = {"collect": True, "principal_value": self.principal_value, **options}
        return closed_form_of(self, closed_form, given)

    def doit(self, **hints: Any) -> Any:
        """The closed form's expression, or the node itself where there is none."""
        try:
            return self.closed_form().expr
        except NoClosedForm:
            return self

    def _eval_rewrite(self, rule: Any, args: Any, **hints: Any) -> Any:
        if rule is not sympy.Integral or self.principal_value:
            return None
        x, sign = self.x, (-1 if self.op == "convolve" else 1)
        moved = {a: b + sign * a for a, b in zip(x, self.t, strict=True)}
        f = sympy.conjugate(self.f) if self.op == "correlate" and self.conjugate_first else self.f
        limits = [(a, -sympy.oo, sympy.oo) for a in x]
        return sympy.Integral(f * self.g.subs(moved, simultaneous=True), *limits)

    def _eval_derivative(self, s: Any) -> Any:
        return None if s in self.args[2].free_symbols else sympy.S.Zero

    def _sympystr(self, printer: Any) -> str:
        sign = "∗" if self.op == "convolve" else "⋆"
        place = ", ".join(printer._print(t) for t in self.t)
        words = ["" if self.conjugate_first else " unconjugated"]
        words.append(" principal_value" if self.principal_value else "")
        place += ";" + "".join(words) if any(words) else ""
        return f"(({printer._print(self.f)}) {sign} ({printer._print(self.g)}))({place})"

    def _latex(self, printer: Any) -> str:
        sign = r"\ast" if self.op == "convolve" else r"\star"
        place = ", ".join(printer._print(t) for t in self.t)
        f, g = printer._print(self.f), printer._print(self.g)
        return rf"\left(\left({f}\right) {sign} \left({g}\right)\right)\left({place}\right)"


def node(
    operator: Any,
    f: Any,
    g: Any,
    x: tuple[Any, ...],
    t: Any = None,
    *,
    kind: str = "line",
    period: Any = None,
    conjugate: bool = True,
    principal_value: bool = False,
) -> MultivariateNode:
    """The unevaluated node for tuples x and t of symbols; `operator` has the attribute op.

    Raises InvalidInput.
    """
    if kind != "line" or period is not None:
        raise InvalidInput(f"kind={shown(kind)} is for one variable; with several, expected 'line'")
    inputs.check_flags(principal_value=principal_value, conjugate=conjugate)
    x, t = _checked(x, t)
    f = function(f, x, "f")
    g = function(g, x, "g")
    for variable, output in zip(x, t, strict=True):
        inputs.check_names(variable, f, g)
        inputs.check_output(variable, output, f, g)
    first = max(depth_of(f), depth_of(g))
    rename = dict(zip(x, _bound(first, len(x)), strict=True))
    last = first + len(x) - 1
    bodies = (_Body(part.xreplace(rename), last, len(x)) for part in (f, g))
    flags = (sympy.true if flag else sympy.false for flag in (conjugate, principal_value))
    options = sympy.Tuple(sympy.Symbol(operator.op), *flags)
    first_body, second_body = bodies
    made: MultivariateNode = MultivariateNode(first_body, second_body, sympy.Tuple(*t), options)
    return made


def _checked(x: tuple[Any, ...], t: Any) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    x = tuple(x)
    if not x:
        raise InvalidInput("x is empty; expected a symbol or a tuple of symbols")
    for variable in x:
        inputs.check_variable(variable)
    if len(set(x)) != len(x):
        raise InvalidInput(f"the variables {x} are not distinct")
    if t is None:
        return x, x
    if not isinstance(t, tuple | list):
        raise InvalidInput(f"x has {len(x)} variables, so t must be a tuple of {len(x)}, not {t}")
    if len(t) != len(x):
        raise InvalidInput(f"x has {len(x)} variables and t has {len(t)}; expected as many")
    for variable, output in zip(x, t, strict=True):
        if output in x and output != variable:
            raise InvalidInput(f"the output {output} stands in the place of {variable}")
    if len(set(t)) != len(t):
        raise InvalidInput(f"the output variables {tuple(t)} are not distinct")
    return x, tuple(t)


def solved(unevaluated: MultivariateNode, **options: Any) -> Any:
    """The closed form's expression, or the node where there is none."""
    try:
        limits = unevaluated.principal_value
        return closed_form(unevaluated, principal_value=limits, **options).expr
    except NoClosedForm:
        return unevaluated
