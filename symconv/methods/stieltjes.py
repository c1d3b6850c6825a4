"""Powers, logarithms, arctangents and square-root windows with rational functions.

(f ∗ g)(t) = Σ c (−1)^{m−1} S^{(m−1)}(t − p)/(m − 1)! for g = Σ c (x − p)^{−m} without real poles, S
the Stieltjes transform of f: see symconv.halfplanes, where the sources stand.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import sympy

from symconv.algebra import numbers as nb
from symconv.algebra.constants import expression, number
from symconv.algebra.exppoly import CONSTANT_MODE
from symconv.algebra.numbers import Number
from symconv.algebra.signs import Facts
from symconv.antiderivatives.limits import Open, is_positive
from symconv.antiderivatives.opening import under_relations
from symconv.closedform import PROVED, Certificate, ClosedForm
from symconv.errors import DivergentIntegral
from symconv.halfplanes import Density, Growth, densities
from symconv.halfplanes.principal import on_pieces
from symconv.halfplanes.writing import written
from symconv.problem import Problem
from symconv.reading import Case, OutsideClass, explore
from symconv.reading.cases import decided_sign
from symconv.spectra.branches import in_branches, told_apart, with_needed
from symconv.spectra.poles import require_integrable
from symconv.spectra.reading import read_sum
from symconv.writing import in_arms

ORDER = 45
NAME = "Stieltjes transform"
FAMILIES = (
    "powers and logarithms on half-lines with rational functions without real poles",
    "atan and the logarithm of a positive quadratic with rational functions without real poles",
    "polynomials times a square root on an interval, or over it, with rational functions",
    "principal values of all these at simple real poles: Hilbert transforms",
)
EXAMPLES = (
    ("Heaviside(x)/sqrt(x)", "1/(1 + x**2)"),
    ("log(Abs(x))", "1/(1 + x**2)"),
    ("atan(x)", "1/(1 + x**2)"),
    ("sqrt(1 - x**2) for -1 < x < 1", "1/(1 + x**2)"),
)

_POLES = 20
_ABSOLUTE = "absolute: the product of the tails is integrable"
_PRINCIPAL = "principal value: at the simple real poles of the rational factor"

Poles = dict[tuple[Number, int], Number]


def solve(problem: Problem) -> ClosedForm | None:
    """The closed form, proved; None where the factors are not of these kinds.

    Raises DivergentIntegral where one tail of the product is not integrable.
    """
    levels: set[str] = set()

    def work(facts: Facts, opened: tuple[Open, ...]) -> ClosedForm | None:
        found = with_needed(facts, problem.collect, lambda known: _arms(problem, known, levels))
        questions = tuple(error.question for error in opened)
        return found and _claim(problem, found[0], (*questions, *found[1]), levels)

    return under_relations(problem.facts, problem.collect, work)


def _arms(problem: Problem, facts: Facts, levels: set[str]) -> Any:
    def explored(case: Case) -> Any:
        branches = explore(
            case,
            in_branches(facts, lambda part: _in_case(problem, part, levels)),
            written=lambda expr: expr,
        )
        return in_arms([(branch.value, branch.condition) for branch in branches])

    return in_arms([(value, condition) for condition, value in told_apart(Case(facts), explored)])


def _claim(
    problem: Problem, expr: Any, conditions: tuple[Any, ...], levels: set[str]
) -> ClosedForm:
    principal = _PRINCIPAL in levels
    return ClosedForm(
        expr=expr,
        hypotheses=(*problem.assuming, _PRINCIPAL if principal else _ABSOLUTE),
        conditions=conditions,
        method=NAME,
        certificate=Certificate(
            PROVED,
            "the Stieltjes transform of one factor, analytic off the line with its jump there "
            "(Plemelj), at the poles of the other",
        ),
        t=problem.t,
        smoothness=None if principal else sympy.oo,
    )


def _in_case(problem: Problem, case: Case, levels: set[str]) -> Any:
    parts = [case.given(problem.first), case.given(problem.g)]
    rational = [part.is_rational_function(problem.x) for part in parts]
    if all(rational) and case.changes:
        return _degenerate(problem, parts)
    if rational.count(True) != 1 or sympy.cancel(parts[rational.index(True)]) == 0:
        raise OutsideClass("not one rational factor, or 0")
    plain = rational.index(True)
    weight, g = parts[plain].as_independent(problem.x, as_Add=False)
    poles = _poles(g, problem, case.facts)
    found = densities(weight * parts[1 - plain], problem.x, case.facts)
    _require_integrable(found, parts[plain], problem.x, case.facts)
    levels.add(_PRINCIPAL if any(nb.is_real(pole) for pole, _ in poles) else _ABSOLUTE)
    return _sum(problem, found, poles, case.facts)


def _degenerate(problem: Problem, parts: list[Any]) -> Any:
    """Two rational functions, where a parameter's value made both so: by the other methods."""
    from symconv import methods

    f, g = parts
    answer = methods.solve(replace(problem, f=f, g=g, op="convolve"))
    if answer.conditions or answer.certificate.status != PROVED:
        raise OutsideClass("conditions in one case of the parameters")
    return answer.expr


def _poles(g: Any, problem: Problem, facts: Facts) -> Poles:
    """{(pole, order): coefficient} of a rational function that decays.

    Raises DivergentIntegral at a real pole, unless it is simple and principal values are asked for.
    """
    spectral = read_sum(g, problem.x, facts)
    waves = any(term.mode != CONSTANT_MODE for term in spectral.polar)
    if waves or spectral.plain.line or spectral.plain.right:
        raise OutsideClass("no decay, or coefficients e^β")
    require_integrable(spectral, facts, principal_value=problem.principal_value)
    found = {(term.pole, term.order): c for term, c in spectral.polar.items()}
    if sum(max(n for z, n in found if z == pole) for pole in {z for z, _ in found}) > _POLES:
        raise OutsideClass("more poles than can be written")
    return found


def _decay(g: Any, x: Any) -> tuple[int, Any]:
    """(M, c): g ~ c x^{−M} at infinity, up to the denominator's leading coefficient."""
    above, below = (sympy.Poly(part, x) for part in sympy.cancel(g).as_numer_denom())
    return int(below.degree() - above.degree()), above.LC()


def _require_integrable(found: list[Density], g: Any, x: Any, facts: Facts) -> None:
    """Every |x|^a·g must be integrable at both ends; one alone that is not makes it diverge."""
    decay, leading = _decay(g, x)
    rows = [(growth, leading * part.weight) for part in found for growth in part.growth]
    singular = [row for row in rows if row[0].place is not None]
    if singular:
        place = singular[0][0].place
        _diverges(singular, place, f"Abs(x - ({place}))**({{}})", facts)
    for side, end in ((-1, "-oo"), (1, "oo")):
        at_end = [row for row in rows if row[0].side == side]
        slow = [
            row for row in at_end if not is_positive(number(decay - 1 - row[0].exponent), facts)
        ]
        if slow:
            _diverges(slow, end, f"Abs(x)**({{}} - {decay})", facts)


def _diverges(slow: list[tuple[Growth, Any]], end: Any, tail: str, facts: Facts) -> None:
    growth, weight = slow[0]
    if len(slow) > 1 or facts.nonzero(number(weight)) is not True:
        raise OutsideClass("singular parts that may cancel or vanish")
    shown = tail.format(growth.exponent) + ("*log(Abs(x))" if growth.logs else "")
    raise DivergentIntegral(
        f"the integral diverges at x -> {end}, where the product behaves like {shown}",
        end=end,
        tails=(shown,),
    )


def _sum(problem: Problem, found: list[Density], poles: Poles, facts: Facts) -> Any:
    on_line = {pole: c for (pole, _), c in poles.items() if nb.is_real(pole)}
    poles = {key: c for key, c in poles.items() if not nb.is_real(key[0])}
    real = problem.t.is_extended_real
    t = problem.t if real else sympy.Dummy("t", real=True)
    total = sympy.S.Zero
    for (centre, height, order), (below, above) in _paired(poles, facts).items():
        problem.check_time("adding the residues")
        factor = sympy.Rational((-1) ** (order - 1), sympy.factorial(order - 1))
        even = factor * expression(below + above)
        odd = factor * expression(nb.IMAGINARY * (below - above))
        for part in found:
            transform: Any = part.transform
            for _ in range(order - 1):
                transform = transform.derivative()
            value = transform.at(t - expression(centre), expression(height))
            total += part.weight * (even * value.re + odd * value.im)
    whole = on_pieces(found, on_line, total, t, facts) if on_line else written(total, t)
    return whole.xreplace({t: problem.t})


def _paired(poles: Poles, facts: Facts) -> dict[tuple[Number, Number, int], tuple[Number, Number]]:
    """{(u, v, m): (c at u − iv, c at u + iv)}, v > 0."""
    pairs: dict[tuple[Number, Number, int], tuple[Number, Number]] = {}
    zero = number(sympy.S.Zero)
    for (pole, order), c in poles.items():
        height = nb.imaginary_part(pole)
        sign = decided_sign(facts, height)
        key = (nb.real_part(pole), height if sign > 0 else -height, order)
        below, above = pairs.get(key, (zero, zero))
        pairs[key] = (below, above + c) if sign > 0 else (below + c, above)
    return pairs
