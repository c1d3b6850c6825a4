"""What is typed as a function of x: an expression, a callable, a Lambda, a random variable.

Floats are read as the rationals for which they stand, finite sums and products are written out.
Everything that takes a function comes through here.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.errors import InvalidInput, SymconvError
from symconv.exactnumbers import exact
from symconv.operators import inputs, randomness
from symconv.operators.boundnames import written_out
from symconv.operators.splines import completed
from symconv.survey import survey

__all__ = ["function", "renamed"]


def function(value: Any, x: Any, role: str) -> Any:
    """The function of the symbol or symbols x that was typed, as an expression.

    Raises InvalidInput for texts, truth values, matrices, sets, discrete random variables and
    whatever else is no function of x.

    >>> x = sympy.Symbol("x", real=True)
    >>> function(lambda u: 0.5 * u, x, "f")
    x/2
    >>> function("x", x, "f")
    Traceback (most recent call last):
    symconv.errors.InvalidInput: f is a text; use symconv.parse(text)
    """
    inputs.check_symbols(x)
    variables = tuple(x) if isinstance(x, tuple | list | sympy.Tuple) else (x,)
    if randomness.is_random(value):
        value = randomness.density_of(value, _only(variables, role), role)
    elif isinstance(value, sympy.Lambda):
        value = _of_lambda(value, variables, role)
    elif _is_callable(value):
        value = _of_callable(value, variables, role)
    if isinstance(value, sympy.Expr) and value.is_commutative is not True:
        value = value.replace(sympy.UnevaluatedExpr, lambda inner: inner)
    expr = inputs.as_expression(value, role)
    if survey(expr).floats:
        expr = inputs.as_expression(_rebuilt(lambda: exact(expr), expr, role), role)
    expr = completed(expr, variables[0])
    if survey(expr).plain:
        return expr
    randomness.refuse_inside(expr, role)
    written = _rebuilt(lambda: written_out(expr, variables), expr, role)
    return expr if written is expr else inputs.as_expression(written, role)


def _only(variables: tuple[Any, ...], role: str) -> Any:
    if len(variables) == 1:
        return variables[0]
    raise InvalidInput(f"{role} is a random variable, which is for one variable, not {variables}")


def _is_callable(value: Any) -> bool:
    """Whether it has to be applied: not an object of SymPy, some of which can be called too."""
    return callable(value) and not isinstance(value, (sympy.Basic, sympy.MatrixBase))


def _of_lambda(value: Any, variables: tuple[Any, ...], role: str) -> Any:
    """The Lambda at the variables; its own names must not have been simplified with."""
    names = value.signature
    if len(names) != len(variables) or not all(name.is_Symbol for name in names):
        raise InvalidInput(
            f"{role} is a Lambda of {_count(len(names))}; expected {_count(len(variables))}"
        )
    for name in names:
        inputs.check_variable(name)
    captured = value.free_symbols & set(variables)
    if captured:
        name = min(map(str, captured))
        raise InvalidInput(
            f"{role}: {value} holds {name} from outside, which is also the variable; give the "
            "parameter another name"
        )
    place = dict(zip(names, variables, strict=True))
    return _rebuilt(lambda: value.expr.xreplace(place), value, role)


def _of_callable(value: Any, variables: tuple[Any, ...], role: str) -> Any:
    try:
        return value(*variables)
    except SymconvError:
        raise
    except Exception as error:
        shown = getattr(value, "__name__", type(value).__name__)
        place = ", ".join(map(str, variables))
        raise InvalidInput(
            f"{role} is the callable {shown}, and {shown}({place}) raised {type(error).__name__}: "
            f"{_line(error)}; expected a function of {_count(len(variables))} made of SymPy's "
            "functions"
        ) from None


def _rebuilt(build: Any, given: Any, role: str) -> Any:
    """What SymPy builds; its refusals, such as of δ at a complex place, in our words."""
    try:
        return build()
    except SymconvError:
        raise
    except (TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise InvalidInput(f"{role}: {given} has no meaning to SymPy: {_line(error)}") from None


def renamed(f: Any, x: Any, inner: Any, role: str) -> Any:
    """f in the real symbol `inner` for x; InvalidInput where it has no meaning for real x."""
    return inputs.replaced(f, {x: inner}, role)


def _count(number: int) -> str:
    return "one argument" if number == 1 else f"{number} arguments"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
