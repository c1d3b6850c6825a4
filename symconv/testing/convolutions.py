"""assert_convolution: a claimed closed form in a test, with the right one in the message."""

from __future__ import annotations

from typing import Any

__all__ = ["assert_convolution"]


def assert_convolution(
    h: Any,
    f: Any,
    g: Any,
    x: Any,
    t: Any = None,
    *,
    op: str = "convolve",
    kind: str = "line",
    period: Any = None,
    assuming: Any = (),
    on: Any = None,
    timeout: float = 30,
) -> None:
    """Assert that h(t) = (f ∗ g)(t) for almost every t, or (f ⋆ g)(t) for op="correlate".

    Hypotheses
    ----------
    Those of `symconv.check.claim`. Only what is PROVED passes: a claim that is merely not refuted
    fails as well, and the message says so.

    Parameters
    ----------
    h : Expr in t
    f, g, x, t, op, kind, period, assuming, on, timeout : as for symconv.check.claim

    Raises
    ------
    AssertionError
        The claim is refuted (the message shows where it is first wrong, what it says there, what is
        right there and the slip that explains it), or it is undecided.
    DivergentIntegral, Undecided, InvalidInput
        As claim.

    Examples
    --------
    Silence is agreement; the message of the refusal names the slip.

    >>> from sympy import Heaviside, Symbol, exp
    >>> from symconv.testing import assert_convolution
    >>> x, t = Symbol("x", real=True), Symbol("t", real=True)
    >>> step, decay = Heaviside(x), exp(-x)*Heaviside(x)
    >>> assert_convolution((1 - exp(-t))*Heaviside(t), step, decay, x, t)
    >>> assert_convolution((1 - exp(-2*t))*Heaviside(t), step, decay, x, t)
    Traceback (most recent call last):
    AssertionError: h(t) = (f ∗ g)(t) is refuted ...

    References
    ----------
    The decisions of symconv.check.claim.
    """
    from symconv.check import Status, claim

    verdict = claim(
        h, f, g, x, t,
        op=op, kind=kind, period=period, assuming=assuming, on=on, timeout=timeout,
    )  # fmt: skip
    if verdict.status is Status.REFUTED:
        raise AssertionError(_refusal(verdict, x if t is None else t))
    if verdict.status is Status.UNDECIDED:
        raise AssertionError(f"{verdict.statement} is not proved: {verdict.reason}")


def _refusal(verdict: Any, t: Any) -> str:
    lines = [f"{verdict.statement} is refuted"]
    where = verdict.differs_on
    if where is not None:
        lines.append(f"  differs on: {where}")
    first = _first_interval(where)
    if first is not None:
        lines.append(f"  claimed on {first}: {piece_on(verdict.left, t, first)}")
        if verdict.right is not None:
            lines.append(f"  right on {first}:   {piece_on(verdict.right, t, first)}")
    if verdict.witness is not None:
        lines.append(f"  {verdict.witness}")
    if verdict.hint:
        lines.append(f"  hint: {verdict.hint}")
    if verdict.correction is not None:
        lines.append(f"  right: {verdict.correction}")
    return "\n".join(lines)


def _first_interval(where: Any) -> Any:
    """The first interval of a region; None for other descriptions."""
    import sympy

    parts = where.args if isinstance(where, sympy.Union) else (where,)
    return next((part for part in parts if isinstance(part, sympy.Interval)), None)


def piece_on(expr: Any, t: Any, interval: Any) -> Any:
    """What the expression is just inside the interval, without its Piecewise where that is seen."""
    import sympy

    if interval.free_symbols or expr.free_symbols - {t}:
        return expr
    inside = _inner_point(interval)

    def arm(node: Any) -> Any:
        for value, condition in node.args:
            if condition.subs(t, inside) == sympy.true:
                return value
        return node

    chosen = expr.replace(lambda node: isinstance(node, sympy.Piecewise), arm)
    return chosen.replace(
        lambda node: isinstance(node, sympy.Heaviside),
        lambda node: node.func(node.args[0].subs(t, inside)) if node.has(t) else node,
    )


def _inner_point(interval: Any) -> Any:
    import sympy

    if interval.start.is_infinite and interval.end.is_infinite:
        return sympy.Integer(0)
    if interval.start.is_infinite:
        return interval.end - 1
    return interval.start + 1 if interval.end.is_infinite else (interval.start + interval.end) / 2
