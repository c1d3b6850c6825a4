"""The laws of convolution on given functions: both sides computed, compared, with hypotheses.

A law is PROVED only where each integral in it converges absolutely. Where an intermediate integral
diverges the verdict says which; where both sides exist and differ it is REFUTED with the failing
hypothesis (1 ∗ δ′ ∗ H).
"""

from __future__ import annotations

from typing import Any

import sympy

from symconv.check.comparing import Comparison, compare_expressions
from symconv.closedform import ClosedForm
from symconv.errors import DivergentIntegral, InvalidInput, NoClosedForm
from symconv.operators import inputs
from symconv.operators.kinds import solve
from symconv.operators.posing import pose
from symconv.reading import OutsideClass, Split, read
from symconv.truth import Status, Verdict
from symconv.writing import heaviside_form

__all__ = [
    "area",
    "associativity",
    "commutativity",
    "correlation_as_convolution",
    "correlation_symmetry",
    "differentiation",
    "distributivity",
    "moments",
    "scalar",
    "smoothness",
    "translation",
]


class _Side:
    """One side of a law: its expression in the output variable and what it rests on."""

    def __init__(self, answer: ClosedForm | None, expr: Any, open_reason: str = ""):
        self.expr = expr
        self.hypotheses = answer.hypotheses if answer else ()
        self.is_absolute = all(
            not str(h).startswith(("improper", "principal")) for h in self.hypotheses
        )
        self.is_proved = answer is None or answer.certificate.status == "proved"
        self.open_reason = open_reason


def _operate(op: str, f: Any, g: Any, x: Any, t: Any, assuming: Any = ()) -> _Side:
    problem = pose(op, f, g, x, t, assuming=assuming)
    answer = solve(problem)
    return _Side(answer, answer.expr)


def _checked(f: Any, role: str) -> Any:
    return inputs.exact(inputs.as_expression(f, role))


def _output(x: Any, *functions: Any) -> Any:
    """A real symbol that occurs nowhere."""
    inputs.check_variable(x)
    taken = {s.name for f in functions for s in f.free_symbols} | {x.name}
    name = next(n for n in ("t", "s", "u", "tau", "t_0", "t_1", "t_2") if n not in taken)
    return sympy.Symbol(name, real=True)


def _verdict(
    statement: str,
    left: list[_Side],
    right: list[_Side],
    t: Any,
    *,
    combine_left: Any = None,
    combine_right: Any = None,
    extra: tuple[Any, ...] = (),
) -> Verdict:
    """Compare Σ left with Σ right."""
    first = combine_left if combine_left is not None else sympy.Add(*(s.expr for s in left))
    second = combine_right if combine_right is not None else sympy.Add(*(s.expr for s in right))
    found = compare_expressions(first, second, t)
    sides = [*left, *right]
    hypotheses = tuple(dict.fromkeys(h for side in sides for h in side.hypotheses))
    status, reason = _graded(found, sides)
    return Verdict(
        status=status,
        statement=statement,
        left=first,
        right=second,
        witness=found.witness,
        differs_on=found.differs_on,
        hypotheses=(*hypotheses, *found.hypotheses, *extra),
        reason=reason,
    )


def _graded(found: Comparison, sides: list[_Side]) -> tuple[Status, str]:
    if found.status is not Status.PROVED:
        return found.status, found.reason
    if not all(side.is_absolute for side in sides):
        return Status.UNDECIDED, (
            "both sides agree, but an integral converges only improperly; a law is proved for "
            "absolute convergence alone"
        )
    if not all(side.is_proved for side in sides):
        return Status.UNDECIDED, "both sides agree, but one closed form is enclosed and not proved"
    return found.status, found.reason


def _open(statement: str, error: NoClosedForm) -> Verdict:
    return Verdict(Status.UNDECIDED, statement, reason=f"no closed form for one side: {error}")


def commutativity(f: Any, g: Any, x: Any) -> Verdict:
    """f ∗ g = g ∗ f.

    Hypotheses
    ----------
    (f ∗ g)(t) exists absolutely.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, triangle
    >>> from symconv.check import commutativity
    >>> x = Symbol("x", real=True)
    >>> bool(commutativity(box(x, 0, 1), triangle(x), x))
    True
    >>> commutativity(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.convolution_flip.
    """
    f, g = _checked(f, "f"), _checked(g, "g")
    t = _output(x, f, g)
    statement = "f ∗ g = g ∗ f"
    try:
        return _verdict(
            statement, [_operate("convolve", f, g, x, t)], [_operate("convolve", g, f, x, t)], t
        )
    except NoClosedForm as error:
        return _open(statement, error)


def associativity(f: Any, g: Any, h: Any, x: Any) -> Verdict:
    """(f ∗ g) ∗ h = f ∗ (g ∗ h).

    Hypotheses
    ----------
    |f| ∗ (|g| ∗ |h|) exists. Without it both sides may exist and differ: 1 ∗ δ′ ∗ H.

    Returns
    -------
    Verdict; REFUTED names the failing hypothesis.

    Raises
    ------
    DivergentIntegral
        One side does not exist.

    Examples
    --------
    >>> from sympy import DiracDelta, Heaviside, Symbol
    >>> from symconv import box
    >>> from symconv.check import associativity
    >>> x = Symbol("x", real=True)
    >>> bool(associativity(box(x, 0, 1), box(x, 0, 1), Heaviside(x), x))
    True
    >>> print(associativity(1, DiracDelta(x, 1), Heaviside(x), x).status)
    Status.REFUTED

    References
    ----------
    L. Schwartz, Théorie des distributions, ch. VI; Mathlib, MeasureTheory.convolution_assoc.
    """
    f, g, h = _checked(f, "f"), _checked(g, "g"), _checked(h, "h")
    t = _output(x, f, g, h)
    statement = "(f ∗ g) ∗ h = f ∗ (g ∗ h)"
    try:
        inner_left = _operate("convolve", f, g, x, x)
        inner_right = _operate("convolve", g, h, x, x)
        left = _operate("convolve", inner_left.expr, h, x, t)
        right = _operate("convolve", f, inner_right.expr, x, t)
    except NoClosedForm as error:
        return _open(statement, error)
    failing = _failing_pair(f, g, h, x, t)
    verdict = _verdict(statement, [left, inner_left], [right, inner_right], t,
                       combine_left=left.expr, combine_right=right.expr)  # fmt: skip
    if failing is None:
        return verdict
    hypothesis = f"fails: |f| ∗ |g| ∗ |h| must exist, but {failing} diverges"
    if verdict.status is Status.PROVED:
        return _replaced(verdict, Status.UNDECIDED, hypothesis,
                         "both sides agree outside the law's hypotheses")  # fmt: skip
    return _replaced(verdict, verdict.status, hypothesis, verdict.reason)


def _failing_pair(f: Any, g: Any, h: Any, x: Any, t: Any) -> str | None:
    """A pair whose tails are too large for |f| ∗ |g| ∗ |h|."""
    for names, pair in (("f ∗ h", (f, h)), ("f ∗ g", (f, g)), ("g ∗ h", (g, h))):
        try:
            _operate("convolve", *pair, x, t)
        except DivergentIntegral:
            return names
        except NoClosedForm:
            continue
    return None


def _replaced(verdict: Verdict, status: Status, hypothesis: str, reason: str) -> Verdict:
    return Verdict(
        status=status,
        statement=verdict.statement,
        left=verdict.left,
        right=verdict.right,
        witness=verdict.witness,
        differs_on=verdict.differs_on,
        hypotheses=(*verdict.hypotheses, hypothesis),
        reason=reason,
    )


def distributivity(f: Any, g: Any, h: Any, x: Any) -> Verdict:
    """f ∗ (g + h) = f ∗ g + f ∗ h.

    Hypotheses
    ----------
    f ∗ g and f ∗ h exist.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the integrals does not exist.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv import box, step
    >>> from symconv.check import distributivity
    >>> x = Symbol("x", real=True)
    >>> bool(distributivity(step(x), box(x, 0, 1), exp(-x)*Heaviside(x), x))
    True
    >>> distributivity(1, box(x, 0, 1), step(x), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.ConvolutionExistsAt.distrib_add.
    """
    f, g, h = _checked(f, "f"), _checked(g, "g"), _checked(h, "h")
    t = _output(x, f, g, h)
    statement = "f ∗ (g + h) = f ∗ g + f ∗ h"
    try:
        parts = [_operate("convolve", f, part, x, t) for part in (g, h)]
        return _verdict(statement, [_operate("convolve", f, g + h, x, t)], parts, t)
    except NoClosedForm as error:
        return _open(statement, error)


def scalar(f: Any, g: Any, alpha: Any, x: Any) -> Verdict:
    """α(f ∗ g) = (αf) ∗ g, and (αf) ⋆ g = conj(α)(f ⋆ g).

    Hypotheses
    ----------
    f ∗ g and f ⋆ g exist; α does not depend on x.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the integrals does not exist.
    InvalidInput
        α depends on x.

    Examples
    --------
    >>> from sympy import I, Symbol
    >>> from symconv import box
    >>> from symconv.check import scalar
    >>> x = Symbol("x", real=True)
    >>> bool(scalar(box(x, 0, 1), box(x, 0, 2), 2 + I, x))
    True
    >>> scalar(box(x, 0, 1), box(x, 0, 2), x, x)
    Traceback (most recent call last):
    symconv.errors.InvalidInput: alpha = x depends on x

    References
    ----------
    Mathlib, MeasureTheory.smul_convolution.
    """
    f, g, alpha = _checked(f, "f"), _checked(g, "g"), _checked(alpha, "alpha")
    if alpha.has(x):
        raise InvalidInput(f"alpha = {alpha} depends on {x}")
    t = _output(x, f, g, alpha)
    statement = "α(f ∗ g) = (αf) ∗ g and (αf) ⋆ g = conj(α)(f ⋆ g)"
    try:
        sides = [
            _operate("convolve", f, g, x, t),
            _operate("convolve", alpha * f, g, x, t),
            _operate("correlate", f, g, x, t),
            _operate("correlate", alpha * f, g, x, t),
        ]
    except NoClosedForm as error:
        return _open(statement, error)
    first = _verdict(statement, sides[:1], sides[1:2], t, combine_left=alpha * sides[0].expr)
    if first.status is not Status.PROVED:
        return first
    conjugate = sympy.conjugate(alpha)
    return _verdict(statement, sides[2:3], sides[3:], t, combine_left=conjugate * sides[2].expr)


def translation(f: Any, g: Any, a: Any, x: Any) -> Verdict:
    """f(· − a) ∗ g = (f ∗ g)(· − a) = f ∗ g(· − a).

    Hypotheses
    ----------
    f ∗ g exists; a is real.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.check import translation
    >>> x = Symbol("x", real=True)
    >>> bool(translation(box(x, 0, 1), box(x, 0, 2), 3, x))
    True
    >>> translation(1, 1, 3, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 6 (shift theorem).
    """
    f, g, a = _checked(f, "f"), _checked(g, "g"), _checked(a, "a")
    t = _output(x, f, g, a)
    statement = f"f(x - ({a})) ∗ g = (f ∗ g)(t - ({a})) = f ∗ g(x - ({a}))"
    try:
        whole = _operate("convolve", f, g, x, t)
        moved = whole.expr.subs(t, t - a)
        first = _operate("convolve", f.subs(x, x - a), g, x, t)
        second = _operate("convolve", f, g.subs(x, x - a), x, t)
    except NoClosedForm as error:
        return _open(statement, error)
    verdict = _verdict(statement, [first], [whole], t, combine_right=moved)
    if verdict.status is not Status.PROVED:
        return verdict
    return _verdict(statement, [second], [whole], t, combine_right=moved)


def correlation_as_convolution(f: Any, g: Any, x: Any) -> Verdict:
    """f ⋆ g = conj f(−·) ∗ g.

    Hypotheses
    ----------
    f ⋆ g exists.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ⋆ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, triangle
    >>> from symconv.check import correlation_as_convolution
    >>> x = Symbol("x", real=True)
    >>> bool(correlation_as_convolution(box(x, 0, 1), triangle(x), x))
    True
    >>> correlation_as_convolution(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    f, g = _checked(f, "f"), _checked(g, "g")
    t = _output(x, f, g)
    statement = "f ⋆ g = conj f(−x) ∗ g"
    turned = sympy.conjugate(f.subs(x, -x)) if f.has(sympy.I) else f.subs(x, -x)
    try:
        left = _operate("correlate", f, g, x, t)
        right = _operate("convolve", turned, g, x, t)
    except NoClosedForm as error:
        return _open(statement, error)
    return _verdict(statement, [left], [right], t)


def correlation_symmetry(f: Any, g: Any, x: Any) -> Verdict:
    """(f ⋆ g)(t) = conj (g ⋆ f)(−t); the reason says whether also f ⋆ g = g ⋆ f.

    Hypotheses
    ----------
    f ⋆ g exists.

    Returns
    -------
    Verdict; .reason tells whether the correlation of these two commutes, with a witness if not.

    Raises
    ------
    DivergentIntegral
        f ⋆ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.check import correlation_symmetry
    >>> x = Symbol("x", real=True)
    >>> correlation_symmetry(box(x, 0, 1), box(x, 0, 2), x).reason
    'equal in the unique normal form; f ⋆ g = g ⋆ f does not hold here'
    >>> correlation_symmetry(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 3.
    """
    f, g = _checked(f, "f"), _checked(g, "g")
    t = _output(x, f, g)
    statement = "(f ⋆ g)(t) = conj (g ⋆ f)(−t)"
    try:
        left, right = _operate("correlate", f, g, x, t), _operate("correlate", g, f, x, t)
    except NoClosedForm as error:
        return _open(statement, error)
    turned = right.expr.subs(t, -t)
    if turned.has(sympy.I):
        turned = sympy.conjugate(turned)
    verdict = _verdict(statement, [left], [right], t, combine_right=turned)
    exchanged = compare_expressions(left.expr, right.expr, t)
    words = {
        Status.PROVED: "f ⋆ g = g ⋆ f holds for this pair",
        Status.REFUTED: "f ⋆ g = g ⋆ f does not hold here",
        Status.UNDECIDED: "whether f ⋆ g = g ⋆ f is open here",
    }[exchanged.status]
    return Verdict(
        status=verdict.status,
        statement=statement,
        left=left.expr,
        right=turned,
        witness=verdict.witness or exchanged.witness,
        differs_on=verdict.differs_on,
        hypotheses=verdict.hypotheses,
        reason=f"{verdict.reason}; {words}",
    )


def differentiation(f: Any, g: Any, x: Any) -> Verdict:
    """(f ∗ g)′ = f′ ∗ g = f ∗ g′ in the sense of distributions: a jump gives a point mass.

    Hypotheses
    ----------
    f ∗ g, f′ ∗ g and f ∗ g′ exist; f and g are exponential-polynomial distributions, or smooth.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box
    >>> from symconv.check import differentiation
    >>> x = Symbol("x", real=True)
    >>> bool(differentiation(box(x, 0, 1), box(x, 0, 2), x))
    True
    >>> differentiation(1, x, x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    L. Schwartz, Théorie des distributions, ch. VI; Mathlib, HasCompactSupport.hasFDerivAt_convolution_right
    under stronger hypotheses.
    """
    f, g = _checked(f, "f"), _checked(g, "g")
    t = _output(x, f, g)
    statement = "(f ∗ g)′ = f′ ∗ g = f ∗ g′ (distributional)"
    try:
        whole = _operate("convolve", f, g, x, t)
        slope = distributional(whole.expr, t)
        first = _operate("convolve", distributional(f, x), g, x, t)
        second = _operate("convolve", f, distributional(g, x), x, t)
    except NoClosedForm as error:
        return _open(statement, error)
    verdict = _verdict(statement, [first], [whole], t, combine_right=slope)
    if verdict.status is not Status.PROVED:
        return verdict
    return _verdict(statement, [second], [whole], t, combine_right=slope)


def distributional(f: Any, x: Any) -> Any:
    """f′ as a distribution: exact for the exponential class, classical for smooth expressions.

    Raises NoClosedForm where f has breaks and is outside the class.
    """
    from symconv.algebra.signs import Facts

    real = x if x.is_extended_real else sympy.Symbol(x.name, real=True)
    try:
        value = read(f.xreplace({x: real}), real, Facts()).derivative()
        return heaviside_form(value, real).xreplace({real: x})
    except (OutsideClass, Split):
        breaking = (sympy.Piecewise, sympy.Heaviside, sympy.Abs, sympy.sign, sympy.Max, sympy.Min)
        if f.has(*breaking, sympy.DiracDelta):
            message = f"the distributional derivative of {f} is not available"
            raise NoClosedForm(message, tried=(message,)) from None
        return f.diff(x)


def area(f: Any, g: Any, x: Any) -> Verdict:
    """∫ (f ∗ g) = ∫ f · ∫ g.

    Hypotheses
    ----------
    f and g are integrable.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the integrals does not exist.

    Examples
    --------
    >>> from sympy import Symbol
    >>> from symconv import box, step
    >>> from symconv.check import area
    >>> x = Symbol("x", real=True)
    >>> bool(area(box(x, 0, 1), box(x, -1, 2), x))
    True
    >>> area(step(x), box(x, 0, 1), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    Mathlib, MeasureTheory.integral_convolution.
    """
    return _moment_law(f, g, x, 0)


def moments(f: Any, g: Any, x: Any) -> Verdict:
    """M₁(f ∗ g) = M₁(f)M₀(g) + M₀(f)M₁(g), and the binomial law for M₂.

    Hypotheses
    ----------
    x²f and x²g are integrable.

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        One of the moments does not exist.

    Examples
    --------
    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv import box, step
    >>> from symconv.check import moments
    >>> x = Symbol("x", real=True)
    >>> bool(moments(box(x, 0, 1), exp(-x)*Heaviside(x), x))
    True
    >>> moments(step(x), box(x, 0, 1), x)
    Traceback (most recent call last):
    symconv.errors.DivergentIntegral: ...

    References
    ----------
    R. N. Bracewell, The Fourier Transform and Its Applications, ch. 8 (moments).
    """
    for order in (0, 1):
        verdict = _moment_law(f, g, x, order)
        if verdict.status is not Status.PROVED:
            return verdict
    return _moment_law(f, g, x, 2)


def _moment_law(f: Any, g: Any, x: Any, order: int) -> Verdict:
    """∫ t^n (f ∗ g) = Σ C(n, k) ∫ x^k f · ∫ x^{n−k} g; a moment is a convolution with 1."""
    f, g = _checked(f, "f"), _checked(g, "g")
    t = _output(x, f, g)
    statement = f"M_{order}(f ∗ g) = Σ C({order}, k) M_k(f) M_{order}-k(g)"
    try:
        whole = _operate("convolve", f, g, x, x)
        left = _operate("convolve", x**order * whole.expr, sympy.Integer(1), x, t)
        of_f = [_operate("convolve", x**k * f, sympy.Integer(1), x, t) for k in range(order + 1)]
        of_g = [_operate("convolve", x**k * g, sympy.Integer(1), x, t) for k in range(order + 1)]
    except NoClosedForm as error:
        return _open(statement, error)
    total = sympy.Add(
        *(sympy.binomial(order, k) * of_f[k].expr * of_g[order - k].expr for k in range(order + 1))
    )
    return _verdict(
        statement, [left, whole], [*of_f, *of_g], t, combine_left=left.expr, combine_right=total
    )


def smoothness(f: Any, g: Any, x: Any) -> Verdict:
    """With f exactly C^p and g exactly C^q, neither entire, f ∗ g is exactly C^{p+q+2}.

    The lecture's "as many times differentiable as the max of f and g" is a lower bound; the
    reason states it for the pair at hand.

    Hypotheses
    ----------
    f and g are exponential-polynomial distributions with break points (C^{−1}: a jump, C^{−2}: δ).

    Returns
    -------
    Verdict

    Raises
    ------
    DivergentIntegral
        f ∗ g does not exist.

    Examples
    --------
    >>> from sympy import Symbol, exp
    >>> from symconv import box
    >>> from symconv.check import smoothness
    >>> x = Symbol("x", real=True)
    >>> smoothness(box(x, 0, 1), box(x, 0, 1), x).reason
    'f is exactly C^-1, g exactly C^-1, f ∗ g exactly C^0; the maximum alone promises C^-1'
    >>> print(smoothness(exp(-x**2), box(x, 0, 1), x).status)
    Status.UNDECIDED

    References
    ----------
    Derived: the leading jump measures multiply; checked by the normal form.
    """
    from symconv.algebra import analysis
    from symconv.algebra.convolution import Existence, convolve
    from symconv.algebra.signs import Facts

    f, g = _checked(f, "f"), _checked(g, "g")
    inputs.check_variable(x)
    real = sympy.Symbol(x.name, real=True)
    statement = "f ∈ C^p, g ∈ C^q exactly: f ∗ g ∈ C^(p+q+2) exactly"
    try:
        first, second = (read(e.xreplace({x: real}), real, Facts()) for e in (f, g))
    except (OutsideClass, Split) as error:
        return Verdict(Status.UNDECIDED, statement, reason=f"the classes are not decided: {error}")
    whole = convolve(first, second, Existence(Facts()))
    p, q, r = (analysis.smoothness(value) for value in (first, second, whole))
    promised = sympy.Max(p, q)
    reason = (
        f"f is exactly C^{p}, g exactly C^{q}, f ∗ g exactly C^{r}; "
        f"the maximum alone promises C^{promised}"
    )
    status = Status.PROVED if r == p + q + 2 else Status.REFUTED
    return Verdict(status, statement, left=r, right=p + q + 2, reason=reason)
