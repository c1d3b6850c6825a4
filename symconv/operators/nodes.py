"""The unevaluated nodes Convolution and CrossCorrelation.

Their free symbols are the output variable and the parameters only. Every keyword that changes the
value is an argument; alpha-equivalent nodes are equal.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy.printing.precedence import PRECEDENCE

from symconv.closedform import ClosedForm
from symconv.errors import NoClosedForm
from symconv.operators import inputs
from symconv.operators.frozen import Frozen, Sealed, depth_of
from symconv.operators.posing import answer_in, pose
from symconv.operators.typed import function

__all__ = ["Convolution", "CrossCorrelation"]


class _Node(Sealed):
    """What both operators share: sealed f and g, the output variable, the kind."""

    is_commutative = True
    op = ""
    sign = ""

    def __new__(
        cls,
        f: Any,
        g: Any,
        x: Any = None,
        t: Any = None,
        *,
        kind: str = "line",
        period: Any = None,
        conjugate: bool = True,
        principal_value: bool = False,
    ) -> Any:
        """Seal f and g as functions of x; see convolve for the meaning of the keywords.

        SymPy rebuilds a node from its args, which are sealed already: (f, g, t, options).
        """
        if isinstance(f, Frozen):
            return cls._sealed(f, g, x, *t.args[:4])
        inputs.check_flags(conjugate=conjugate, principal_value=principal_value)
        if isinstance(x, tuple | list):
            from symconv.operators import multivariate

            return multivariate.node(
                cls,
                f,
                g,
                tuple(x),
                t,
                kind=kind,
                period=period,
                conjugate=conjugate,
                principal_value=principal_value,
            )
        inputs.check_variable(x)
        f = function(f, x, "f")
        g = function(g, x, "g")
        inputs.check_names(x, f, g)
        t = inputs.check_output(x, t, f, g)
        inputs.check_keywords(kind, period, "enclosed", "piecewise")
        depth = max(depth_of(f), depth_of(g))
        return cls._sealed(
            Frozen(f, depth, x),
            Frozen(g, depth, x),
            t,
            sympy.Symbol(kind),
            sympy.Tuple() if period is None else inputs.as_expression(period, "period"),
            sympy.true if conjugate else sympy.false,
            sympy.true if principal_value else sympy.false,
        )

    @classmethod
    def _sealed(cls, f: Frozen, g: Frozen, t: Any, *options: Any) -> Any:
        """The options also list the parameters, so that has() and atoms() see them."""
        parameters = sorted(f.free_symbols | g.free_symbols, key=sympy.default_sort_key)
        return sympy.Expr.__new__(cls, f, g, t, sympy.Tuple(*options, *parameters))

    @property
    def f(self) -> Any:
        """The first function, in the variable `x`."""
        return self.args[0].thawed(self.x)

    @property
    def g(self) -> Any:
        """The second function, in the variable `x`."""
        return self.args[1].thawed(self.x)

    @property
    def x(self) -> Any:
        """The integration variable that .f, .g and rewrite(Integral) show."""
        taken = {symbol.name for symbol in self.free_symbols}
        name = next(name for name in ("x", "y", "u", "v", "w", "x_0", "x_1") if name not in taken)
        return sympy.Symbol(name, real=True)

    @property
    def t(self) -> Any:
        """The output variable, or what was substituted for it."""
        return self.args[2]

    @property
    def kind(self) -> str:
        """line, causal, circular or mellin."""
        return str(self.args[3].args[0].name)

    @property
    def period(self) -> Any:
        """The period of a circular node, else None."""
        value = self.args[3].args[1]
        return None if value == sympy.Tuple() else value

    @property
    def conjugate_first(self) -> bool:
        """Whether a correlation conjugates f."""
        return bool(self.args[3].args[2] == sympy.true)

    @property
    def principal_value(self) -> bool:
        """Whether symmetric limits are admitted."""
        return bool(self.args[3].args[3] == sympy.true)

    @property
    def free_symbols(self) -> set[Any]:
        """The output variable and the parameters."""
        symbols: set[Any] = (
            self.args[0].free_symbols | self.args[1].free_symbols | self.t.free_symbols
        )
        period = self.period
        return symbols if period is None else symbols | period.free_symbols

    def closed_form(self, **options: Any) -> ClosedForm:
        """The closed form with hypotheses, conditions and certificate.

        Takes the keywords assuming, principal_value (by default the node's own), certified, form
        and timeout of convolve.

        Raises NoClosedForm, DivergentIntegral, Undecided, InvalidInput.
        """
        from symconv.operators.asking import closed_form_of

        return closed_form_of(self, type(self)._closed_form, options)

    def _closed_form(self, **options: Any) -> ClosedForm:
        from symconv.operators.kinds import solve

        t = self.t if self.t.is_Symbol else sympy.Dummy("t", real=True)
        if self.op == "correlate":
            options["conjugate"] = self.conjugate_first
        options.setdefault("collect", True)
        options.setdefault("principal_value", self.principal_value)
        problem = pose(
            self.op, self.f, self.g, self.x, t, kind=self.kind, period=self.period, **options
        )
        return answer_in(solve(problem), problem, self.t)

    def doit(self, **hints: Any) -> Any:
        """The closed form's expression, or the node itself where there is none."""
        try:
            return self.closed_form().expr
        except NoClosedForm:
            return self

    def _eval_rewrite(self, rule: Any, args: Any, **hints: Any) -> Any:
        if rule is sympy.Integral and self.kind == "line" and not self.principal_value:
            x = self.x
            f, g = self.f, self.g
            inner = self.t - x if self.op == "convolve" else self.t + x
            if self.op == "correlate" and self.conjugate_first:
                f = sympy.conjugate(f)
            return sympy.Integral(f * g.subs(x, inner), (x, -sympy.oo, sympy.oo))
        return None

    def _eval_derivative(self, s: Any) -> Any:
        """∂/∂t in the sense of distributions: of one factor, whose jumps give masses."""
        if s not in self.t.free_symbols:
            return None
        from symconv.operators.evaluation import distributional_derivative

        derivative = distributional_derivative(self)
        return None if derivative is None else derivative * self.t.diff(s)

    def _eval_evalf(self, prec: int) -> Any:
        from symconv.operators.evaluation import evaluated

        return evaluated(self, prec)

    def _sympystr(self, printer: Any) -> str:
        f, g = (printer.parenthesize(body, PRECEDENCE["Mul"]) for body in (self.f, self.g))
        options = self._options(printer)
        place = printer._print(self.t)
        return f"({f} {self.sign} {g})({place}{'; ' if options else ''}{options})"

    def _options(self, printer: Any) -> str:
        """What is not the default: the kind with its period, no conj, symmetric limits."""
        words = [] if self.kind == "line" else [self.kind]
        if self.period is not None:
            words.append(printer.parenthesize(self.period, PRECEDENCE["Add"]))
        if not self.conjugate_first:
            words.append("unconjugated")
        if self.principal_value:
            words.append("principal_value")
        return " ".join(words)

    def _latex(self, printer: Any) -> str:
        f, g = (printer.parenthesize(body, PRECEDENCE["Mul"]) for body in (self.f, self.g))
        sign = r"\ast" if self.op == "convolve" else r"\star"
        limits = r"\mathrm{p.v.}\," if self.principal_value else ""
        return limits + rf"\left({f} {sign} {g}\right)\left({printer._print(self.t)}\right)"


class Convolution(_Node):
    """(f ∗ g)(t) = ∫ f(x) g(t − x) dx, unevaluated.

    Examples
    --------
    >>> from sympy import Symbol, Heaviside, exp
    >>> from symconv import Convolution
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> node = Convolution(Heaviside(x), exp(-x)*Heaviside(x), x, t)
    >>> node.free_symbols
    {t}
    >>> node.doit()
    Piecewise((1 - exp(-t), t >= 0), (0, True))
    >>> Convolution("x", x, x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: f is a text; use symconv.parse(text)
    """

    op = "convolve"
    sign = "∗"

    def __new__(
        cls,
        f: Any,
        g: Any,
        x: Any = None,
        t: Any = None,
        *,
        kind: str = "line",
        period: Any = None,
        principal_value: bool = False,
    ) -> Any:
        """Seal f and g as functions of x."""
        options = {"kind": kind, "period": period, "principal_value": principal_value}
        return super().__new__(cls, f, g, x, t, **options)


class CrossCorrelation(_Node):
    """(f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx, unevaluated; conjugate=False leaves f as it is.

    Examples
    --------
    >>> from sympy import Symbol, Heaviside, exp
    >>> from symconv import CrossCorrelation
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> CrossCorrelation(exp(-x)*Heaviside(x), exp(-x)*Heaviside(x), x, t).doit()
    Piecewise((exp(t)/2, t < 0), (exp(-t)/2, True))
    >>> CrossCorrelation(1, 1, x, t).doit()
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at x -> -oo: ...
    """

    op = "correlate"
    sign = "⋆"
