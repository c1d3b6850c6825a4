"""The convolution and the correlation theorem for sequences: z-transform and DTFT.

An integer variable makes f and g sequences. transform="laplace" is then the z-transform
Σ f[n] z^{−n}, and "fourier" the discrete-time Fourier transform Σ f[n] e^{−iωn}, with the
conventions of the continuous one. The written f ∗ g is read back and transformed; its transform
must be the product of the factors' as a rational function of q = 1/z, which is decided.

On |z| = 1 a ratio of modulus 1 makes a transform a boundary value, from outside the circle for
right tails and from inside for left tails. Boundary values of one side multiply.

References
----------
A. V. Oppenheim, R. W. Schafer, Discrete-Time Signal Processing, ch. 2.8 and 3.4.
L. Hörmander, The Analysis of Linear Partial Differential Operators I, theorem 8.2.10.
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.check.sequences import Sums
from symconv.discrete.sequences.entrance import check_index, facts_of
from symconv.discrete.sequences.problem import Pair
from symconv.discrete.sequences.ztransforms import (
    require_annulus,
    require_circle,
    transform_in,
    transforms_agree,
)
from symconv.errors import InvalidInput, NoClosedForm
from symconv.listing import shown
from symconv.operators import inputs
from symconv.reading import OutsideClass
from symconv.truth import Status, Verdict

__all__ = ["sequence_theorem"]

_ABSOLUTE = "the sums converge absolutely"
_ANNULUS = "z in the common annulus of convergence"
_SUMMABLE = "f and g are absolutely summable"
_BOUNDARY = "transforms with ratios of modulus 1 are boundary values, all from one side of |z| = 1"
_OPPOSITE = (
    "ratios of modulus 1 in tails of opposite directions: boundary values from both sides of "
    "|z| = 1, whose product is not examined"
)


def sequence_theorem(
    op: str,
    f: Any,
    g: Any,
    n: Any,
    variable: Any,
    transform: str,
    convention: str,
    assuming: Any,
) -> Verdict:
    """The verdict on the theorem for sequences f and g of the integer n."""
    pair = _posed(op, f, g, n, variable, assuming)
    statement, constant = _statement(op, transform, convention)
    sums = Sums(pair.n, assuming)
    try:
        h = (sums.convolve if op == "convolve" else sums.correlate)(pair.f, pair.g)
        grade = _grade(pair, transform)
        if grade is None:
            return Verdict(Status.UNDECIDED, statement, reason=_OPPOSITE)
        open_question = transforms_agree(pair, h)
        right = _right(pair, variable, transform, convention, constant)
    except (NoClosedForm, OutsideClass) as error:
        reason = f"a transform is not available in closed form: {error}"
        return Verdict(Status.UNDECIDED, statement, reason=reason)
    hypotheses = (*inputs.relations(assuming, n, variable), _ABSOLUTE, grade)
    if open_question is not None:
        return Verdict(
            Status.UNDECIDED, statement, right=right, hypotheses=hypotheses, reason=open_question
        )
    reason = "equal as rational functions of 1/z, the written f ∗ g read back"
    return Verdict(Status.PROVED, statement, right, right, hypotheses=hypotheses, reason=reason)


def _posed(op: str, f: Any, g: Any, n: Any, variable: Any, assuming: Any) -> Pair:
    check_index(n)
    if not isinstance(variable, sympy.Symbol):
        raise InvalidInput(f"the variable of the transform must be a Symbol, not {shown(variable)}")
    if variable == n or variable in f.free_symbols | g.free_symbols:
        raise InvalidInput(f"the variable of the transform must differ from {variable}")
    inputs.check_names(n, f, g)
    index = sympy.Symbol(str(n), integer=True)
    f, g = f.xreplace({n: index}), g.xreplace({n: index})
    return Pair(f, g, index, index, facts_of(inputs.relations(assuming, n, variable)), op)


def _statement(op: str, transform: str, convention: str) -> tuple[str, Any]:
    if transform == "laplace":
        return "Z{f ∗ g} = Z{f} Z{g}, Z{f} = Σ f[n] z^(−n)", sympy.Integer(1)
    if transform != "fourier":
        raise InvalidInput(
            f"transform={shown(transform)}; for sequences expected 'fourier' (DTFT) or 'laplace' "
            "(z-transform)"
        )
    constant = sympy.sqrt(2 * sympy.pi) if convention == "unitary" else sympy.Integer(1)
    product = "F{f ∗ g} = c F{f} F{g}" if op == "convolve" else "F{f ⋆ g} = c conj(F{f}) F{g}"
    return f"{product}, c = {constant} (DTFT, {convention})", constant


def _grade(pair: Pair, transform: str) -> str | None:
    """The hypothesis under which the transforms exist and multiply; None where that is open."""
    if transform == "laplace":
        require_annulus(pair)
        return _ANNULUS
    circle = require_circle(pair)
    if circle is None:
        return None
    return _BOUNDARY if circle.boundary else _SUMMABLE


def _right(pair: Pair, variable: Any, transform: str, convention: str, constant: Any) -> Any:
    """c F G in the variable, the first one conjugated for a correlation."""
    if transform == "laplace":
        q: Any = 1 / variable
    else:
        turn = 2 * sympy.pi if convention == "frequency" else sympy.Integer(1)
        q = sympy.exp(-sympy.I * turn * variable)
    first, second = transform_in(pair.f, pair, q), transform_in(pair.g, pair, q)
    if pair.op == "correlate":
        real = sympy.Symbol(variable.name, real=True)
        first = sympy.conjugate(first.xreplace({variable: real})).xreplace({real: variable})
    return first * second / constant
