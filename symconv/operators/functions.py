"""convolve, correlate and their relatives: Expr in, Expr out."""

from __future__ import annotations

from typing import Any

from symconv.errors import NoClosedForm
from symconv.operators.asking import with_parameters
from symconv.operators.kinds import solve
from symconv.operators.multivariate import MultivariateNode
from symconv.operators.nodes import Convolution, CrossCorrelation
from symconv.operators.posing import expression_in, pose

__all__ = ["autocorrelate", "convolve", "correlate"]


def _is_node(result: Any) -> bool:
    return isinstance(result, Convolution | CrossCorrelation | MultivariateNode)


@with_parameters("x", "t", is_open=_is_node)
def convolve(
    f: Any,
    g: Any,
    x: Any,
    t: Any = None,
    *,
    kind: str = "line",
    period: Any = None,
    assuming: Any = (),
    principal_value: bool = False,
    certified: str = "enclosed",
    form: str = "piecewise",
    timeout: float = 30,
) -> Any:
    """(f ∗ g)(t) = ∫ f(x) g(t − x) dx in closed form.

    Hypotheses
    ----------
    f and g are locally integrable functions or distributions of x with point masses; parameters
    are taken with their SymPy assumptions and the relations of `assuming`.

    Parameters
    ----------
    f, g : SymPy expressions in x; numbers are constants
    x, t : Symbol, plain or real; t defaults to x. Tuples of symbols: n dimensions
    kind : "line"; "causal" (f and g cut to [0−, ∞)); "circular" with period=P; "mellin"
    period : P > 0 for kind="circular", else None
    assuming : relations between parameters, such as (a < b, Ne(a, b))
    principal_value : admit symmetric limits; the hypotheses then say so
    certified : "proved" refuses answers that are only enclosed
    form : "piecewise" or "heaviside" (one-sided terms)
    timeout : seconds

    Returns
    -------
    Expr in t; the unevaluated Convolution where no closed form is found in time.

    Raises
    ------
    DivergentIntegral
        The integral diverges for all admitted parameters.
    Undecided
        Existence or an order is open; .question is the relation to assume.
    InvalidInput
        The input has no meaning, or is a text.

    Examples
    --------
    >>> from sympy import Symbol, Heaviside
    >>> from symconv import box, convolve
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> convolve(box(x, 0, 1), box(x, 0, 1), x, t)
    Piecewise((t, (t >= 0) & (t < 1)), (2 - t, (t >= 1) & (t < 2)), (0, True))
    >>> convolve(Heaviside(x), Heaviside(-x), x, t)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at x -> oo: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    return _solved(
        Convolution,
        (f, g, x, t),
        {"kind": kind, "period": period, "principal_value": principal_value},
        assuming=assuming,
        certified=certified,
        form=form,
        timeout=timeout,
    )


@with_parameters("x", "t", is_open=_is_node)
def correlate(
    f: Any,
    g: Any,
    x: Any,
    t: Any = None,
    *,
    conjugate: bool = True,
    kind: str = "line",
    period: Any = None,
    assuming: Any = (),
    principal_value: bool = False,
    certified: str = "enclosed",
    form: str = "piecewise",
    timeout: float = 30,
) -> Any:
    """(f ⋆ g)(t) = ∫ conj(f(x)) g(t + x) dx in closed form.

    Hypotheses
    ----------
    Those of `convolve`. f ⋆ g = conj(f(−·)) ∗ g, so it exists exactly where that convolution does.

    Parameters
    ----------
    f, g : SymPy expressions in x; f is the one that is conjugated
    x, t : Symbol, plain or real; t, the lag, defaults to x. Tuples of symbols: n dimensions
    conjugate : False leaves f as it is: the lecture's definition, and the same for real f
    kind, period, assuming, principal_value, certified, form, timeout : as for convolve

    Returns
    -------
    Expr in t; the unevaluated CrossCorrelation where no closed form is found in time.

    Raises
    ------
    DivergentIntegral, Undecided, InvalidInput
        As `convolve`.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, correlate
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> correlate(box(x, 0, 2), box(x, 0, 1), x, t)
    Piecewise((t + 2, (t >= -2) & (t < -1)), (1, (t >= -1) & (t < 0)),
              (1 - t, (t >= 0) & (t < 1)), (0, True))
    >>> correlate(1, x, x, t)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at x -> -oo: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3 (the pentagram notation).
    """
    return _solved(
        CrossCorrelation,
        (f, g, x, t),
        {
            "kind": kind,
            "period": period,
            "conjugate": conjugate,
            "principal_value": principal_value,
        },
        assuming=assuming,
        certified=certified,
        form=form,
        timeout=timeout,
    )


def autocorrelate(f: Any, x: Any, t: Any = None, **options: Any) -> Any:
    """(f ⋆ f)(t) = ∫ conj(f(x)) f(t + x) dx in closed form.

    Hypotheses
    ----------
    Those of `correlate`; a square integrable f has one everywhere, of largest modulus at t = 0.

    Parameters
    ----------
    f : SymPy expression in x
    x, t : Symbol, plain or real; t, the lag, defaults to x
    **options : the keywords of correlate

    Returns
    -------
    Expr in t; the unevaluated CrossCorrelation where no closed form is found in time.

    Raises
    ------
    DivergentIntegral, Undecided, InvalidInput
        As `convolve`.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import autocorrelate, box
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> autocorrelate(box(x, 0, 1), x, t)
    Piecewise((t + 1, (t >= -1) & (t < 0)), (1 - t, (t >= 0) & (t < 1)), (0, True))
    >>> autocorrelate(x, x, t)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: the integral diverges at x -> -oo: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    return correlate(f, f, x, t, **options)


def _solved(
    operator: Any, factors: tuple[Any, Any, Any, Any], node_options: Any, **options: Any
) -> Any:
    """The closed form's expression, or the node where there is none."""
    f, g, x, t = factors
    if isinstance(x, (tuple, list)):
        from symconv.operators import multivariate

        return multivariate.solved(
            multivariate.node(operator, f, g, tuple(x), t, **node_options), **options
        )
    problem = pose(operator.op, f, g, x, t, **node_options, **options)
    try:
        answer = solve(problem)
    except NoClosedForm:
        return operator(f, g, x, t, **node_options)
    return expression_in(answer.expr, problem, x if t is None else t)
