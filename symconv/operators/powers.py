"""convolution_power: one chain in the algebra, or one factor after the other."""

from __future__ import annotations

from numbers import Integral
from typing import Any

from sympy import DiracDelta, Piecewise, oo

from symconv.algebra.convolution import power
from symconv.algebra.existence import Existence
from symconv.deadline import until
from symconv.errors import InvalidInput, NoClosedForm
from symconv.operators import inputs
from symconv.operators.asking import with_parameters
from symconv.operators.boundnames import unsealed
from symconv.operators.functions import convolve
from symconv.operators.nodes import Convolution
from symconv.operators.posing import pose
from symconv.problem import Problem
from symconv.reading import OutsideClass, Split, read
from symconv.writing import heaviside_form, piecewise_form

__all__ = ["convolution_power"]

_LARGEST_POWER = 4096
_DEEPEST_NODE = 16


@with_parameters("x", "t", "n", is_open=lambda result: result.has(Convolution))
def convolution_power(f: Any, n: int, x: Any, t: Any = None, **options: Any) -> Any:
    """f^{∗n} = f ∗ f ∗ … ∗ f with n factors; δ for n = 0.

    Hypotheses
    ----------
    Those of `convolve`, for each product of the chain: every f^{∗k} ∗ f with k < n exists.

    Parameters
    ----------
    f : SymPy expression in x
    n : integer from 0 to 4096
    x, t : Symbol, plain or real; t defaults to x
    **options : the keywords of convolve

    Returns
    -------
    Expr in t; with unevaluated Convolutions where a product has no closed form.

    Raises
    ------
    DivergentIntegral, Undecided
        As `convolve`.
    InvalidInput
        n is no integer in the range, or the input has no meaning.
    NoClosedForm
        Neither a closed form nor a node of reasonable depth was found in time.

    Examples
    --------
    >>> from sympy import Symbol, exp, Heaviside
    >>> from symconv import convolution_power
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> convolution_power(exp(-x)*Heaviside(x), 3, x, t)
    Piecewise((t**2*exp(-t)/2, t >= 0), (0, True))
    >>> convolution_power(exp(-x)*Heaviside(x), -1, x, t)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: the power -1 must be an integer from 0 to 4096

    References
    ----------
    W. Feller, An Introduction to Probability Theory and Its Applications, vol. II, ch. I.
    """
    is_whole = isinstance(n, Integral) and not isinstance(n, bool)
    if not is_whole or not 0 <= int(n) <= _LARGEST_POWER:
        expected = f"an integer from 0 to {_LARGEST_POWER}"
        raise InvalidInput(f"the power {inputs.shown(n)} must be {expected}")
    if "conjugate" in options:
        raise InvalidInput("convolution_power conjugates nothing: it has no conjugate=")
    problem = pose("convolve", f, f, x, t, **options)
    answer = _chain(problem, int(n)) if problem.kind == "line" else None
    if answer is None:
        with until(problem.deadline):
            answer = _repeated(problem, int(n), options)
    return answer.xreplace({problem.t: x if t is None else t})


def _chain(problem: Problem, n: int) -> Any:
    """The power by one chain in the algebra; None outside the exact class or with open orders."""
    try:
        with until(problem.deadline):
            f = read(problem.f, problem.x, problem.facts)
            h = power(f, n, Existence(problem.facts))
            if problem.form == "heaviside":
                return heaviside_form(h, problem.t)
            return piecewise_form(h, problem.t, problem.facts)
    except (OutsideClass, Split, NoClosedForm):
        return None


def _repeated(problem: Problem, n: int, options: Any) -> Any:
    """The power one factor at a time, from the unit of the kind; nodes where nothing is found.

    Raises NoClosedForm beyond _DEEPEST_NODE factors without a closed form.
    """
    x = problem.x
    result = DiracDelta(x - 1) if problem.kind == "mellin" else DiracDelta(x)
    done, factor = int(problem.kind == "line" and n > 0), unsealed(problem.f)
    if done:
        result = factor
    for count in range(done, n):
        if result.has(Convolution):  # and so none of the product with one more factor
            if n > _DEEPEST_NODE + 1:
                raise NoClosedForm(f"no closed form of {count} factors was found in time")
            kind = {
                "kind": problem.kind,
                "period": problem.period,
                "principal_value": problem.principal_value,
            }
            result = Convolution(_continued(result, problem), factor, x, x, **kind)
        else:
            result = convolve(_continued(result, problem), factor, x, x, **options)
    return result.xreplace({x: problem.t})


def _continued(result: Any, problem: Problem) -> Any:
    """An answer of the kind as an input of the kind: 0 where the answer says nothing."""
    x = problem.x
    if result.has(DiracDelta) or problem.kind not in ("circular", "mellin"):
        return result
    end = oo if problem.kind == "mellin" else problem.period
    return Piecewise((result, (x >= 0) & (x < end)), (0, True))
