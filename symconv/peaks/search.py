"""The argmax of |h| for a piecewise smooth h, enclosed by branch and bound with balls.

Cells of the line are kept while they may hold an argmax: the ball of |h| over the cell reaches the
largest value found at a midpoint, and the derivative of |h|² may vanish in the cell. Break points
are cells of their own, with the one-sided limits as values. Beyond a radius the proved tail is
smaller than the best value.

References
----------
W. Tucker, Validated Numerics, ch. 5 (global optimisation with the monotonicity test).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import sympy
from flint import acb, arb
from sympy import Expr, Symbol

from symconv.deadline import check
from symconv.deciding import constants
from symconv.deciding.order import compare
from symconv.deciding.smoothness import is_real_valued
from symconv.enclosure.asymptotics import tail_of
from symconv.enclosure.growth import NotBoundedError, TooCloseError, exact_ball
from symconv.enclosure.panels import end_tail, local_expression
from symconv.enclosure.pieces import Piece, singular_points, split
from symconv.errors import Unresolved
from symconv.precision import working_precision
from symconv.values.balls import contains_zero, is_finite, rational_of
from symconv.values.compiling import compile_expression
from symconv.values.points import Evaluator, Point

__all__ = ["enclosed_argmax"]

_BITS = 200
_MOST_CELLS = 20000
_WIDTH = Fraction(1, 2**60)
_SWITCHES = (
    sympy.Abs, sympy.sign, sympy.Piecewise, sympy.floor, sympy.ceiling, sympy.Heaviside, sympy.Max,
    sympy.Min, sympy.DiracDelta,
)  # fmt: skip
_FIRST_RADIUS, _LAST_RADIUS = 2, 14
_NEIGHBOURHOODS = (8, 20, 50)
_LIMIT_STARTS = (400, 2000)


@dataclass(frozen=True)
class _Smooth:
    """One piece with its size |h| and a derivative with the zeros of that of |h|², on balls."""

    lower: Expr | None
    upper: Expr | None
    expr: Expr
    value: Evaluator
    slope: Evaluator | None

    def size(self, cell: acb) -> arb:
        """A ball of |h| over the cell."""
        return abs(self.value(Point((cell,)), False))


@dataclass(frozen=True)
class _Cell:
    low: Fraction
    high: Fraction
    piece: _Smooth

    def ball(self) -> acb:
        """The smallest ball around the cell."""
        ends = [arb(f.numerator) / f.denominator for f in (self.low, self.high)]
        return acb(ends[0].union(ends[1]))

    def middle(self) -> Fraction:
        """The midpoint."""
        return (self.low + self.high) / 2


def enclosed_argmax(expr: Expr, t: Symbol) -> Any:
    """An exact number, or AccumBounds around every argmax of |expr|.

    Raises
    ------
    Unresolved
        |expr| is unbounded or its supremum is not attained as far as can be proved; or several
        separate places remain.
    """
    with working_precision(_BITS):
        pieces = [_smooth(piece, t) for piece in split(expr, t)]
        search = _Search(pieces, t)
        search.start()
        return search.result()


def _smooth(piece: Piece, t: Symbol) -> _Smooth:
    slope = None
    if not piece.expr.has(*_SWITCHES):
        derivative = sympy.diff(piece.expr, t)
        if not is_real_valued(piece.expr):
            derivative = sympy.re(sympy.conjugate(piece.expr) * derivative)
        slope = compile_expression(derivative, (t,))
    return _Smooth(
        piece.lower, piece.upper, piece.expr, compile_expression(piece.expr, (t,)), slope
    )


class _Search:
    """Cells by falling upper bound, the best lower bound, break points with their limits."""

    def __init__(self, pieces: list[_Smooth], t: Symbol):
        self.pieces = pieces
        self.t = t
        self.best = arb(0)
        self.heap: list[tuple[float, int, _Cell]] = []
        self.points: list[tuple[Expr, arb]] = []
        self.done: list[_Cell] = []
        self.bounded: list[tuple[Fraction, Fraction, arb]] = []
        self.count = 0

    def start(self) -> None:
        """Cells over all pieces inside the radius where the tails are small, then bisection."""
        for piece in self.pieces:
            for end in (piece.lower, piece.upper):
                if end is not None:
                    self._add_point(end, piece)
            for point in singular_points(piece.expr, self.t):
                if self._is_inside(point, piece):
                    self._add_point(point, piece)
        self._seed()
        radius = max(self._tail_radius(end) for end in (-1, 1))
        for piece in self.pieces:
            low = -radius if piece.lower is None else _below(piece.lower)
            high = radius if piece.upper is None else _above(piece.upper)
            if low < high:
                self._push(_Cell(low, high, piece))
        while self.heap:
            check("searching for the largest value")
            self._step()

    def _seed(self) -> None:
        """A first lower bound, from samples of every piece."""
        for piece in self.pieces:
            low = Fraction(-3) if piece.lower is None else _above(piece.lower)
            high = Fraction(3) if piece.upper is None else _below(piece.upper)
            if piece.lower is not None and piece.upper is None:
                high = low + 6
            if piece.upper is not None and piece.lower is None:
                low = high - 6
            for k in range(1, 24):
                self._sample(low + (high - low) * Fraction(k, 24), piece)

    def _sample(self, place: Fraction, piece: _Smooth) -> None:
        size = piece.size(acb(arb(place.numerator) / place.denominator))
        if is_finite(acb(size)):
            self.best = self.best.max(size.lower())

    def _limit_size(self, expr: Expr, place: Expr, side: int) -> arb:
        """A ball of the limit of |expr| from one side, from its proved tail there.

        What the tail says of a neighbourhood bounds the cells in it, of which no ball is finite.
        """
        near, bound = _bound_near(expr, self.t, place, side, _NEIGHBOURHOODS)
        _, limit = _bound_near(expr, self.t, place, side, _LIMIT_STARTS)
        low, high = (
            (_below(place), _above(place) + near)
            if side > 0
            else (_below(place) - near, _above(place))
        )
        for other_low, other_high, other in [*self.bounded]:
            if other_low <= high and low <= other_high:  # the other side of the same place
                self.bounded.append((min(low, other_low), max(high, other_high), bound.max(other)))
        self.bounded.append((low, high, bound))
        return limit

    def _is_inside(self, point: Expr, piece: _Smooth) -> bool:
        above = piece.lower is None or compare(piece.lower, point) < 0
        return above and (piece.upper is None or compare(point, piece.upper) < 0)

    def _add_point(self, place: Expr, piece: _Smooth) -> None:
        """The values next to the place: of what is analytic there its own, else the limits."""
        at_place = Point((exact_ball(place),))
        sides = [side for side, end in ((1, piece.upper), (-1, piece.lower)) if end != place]
        if is_finite(piece.value(at_place, True)):
            sizes = [piece.size(at_place.balls[0])]
        else:
            sizes = [self._limit_size(piece.expr, place, side) for side in sides]
        for size in sizes:
            self.points.append((place, size))
            self.best = self.best.max(size.lower())

    def _tail_radius(self, end: int) -> Fraction:
        """R such that |h| is below the best value for end·t > R."""
        piece = self.pieces[0] if end < 0 else self.pieces[-1]
        if piece.expr == 0:
            last = piece.upper if end < 0 else piece.lower
            return Fraction(1) if last is None else abs(_above(last)) + 1
        name = "-oo" if end < 0 else "oo"
        for exponent in range(_FIRST_RADIUS, _LAST_RADIUS):
            try:
                tail = end_tail(piece.expr, self.t, end, exponent)
                if tail.growth.direction() > 0 and not tail.ball.contains(0):
                    raise Unresolved(f"|h| grows without bound towards {name}", point=name)
                if bool(abs(tail.range()).upper() < self.best):
                    return Fraction(2**exponent)
            except TooCloseError:
                continue
            except NotBoundedError as reason:
                raise Unresolved(f"|h| is not bounded towards {name}: {reason}") from None
        raise Unresolved(f"|h| may come close to its supremum towards {name} without attaining it")

    def _push(self, cell: _Cell) -> None:
        size = self._size(cell)
        if is_finite(acb(size)):
            if bool(size.upper() < self.best):
                return
            if self._is_monotone(cell):
                return
            bound = size.upper()
        else:
            bound = arb("inf")
        self.count += 1
        if self.count > _MOST_CELLS:
            raise Unresolved("the argmax was not isolated: a plateau, or many near ties")
        heapq.heappush(self.heap, (-float(bound), self.count, cell))

    def _size(self, cell: _Cell) -> arb:
        """A ball of |h| over the cell, by its own ball or by that of a neighbourhood."""
        size = cell.piece.size(cell.ball())
        if not is_finite(acb(size)):
            for low, high, bound in self.bounded:
                if low <= cell.low and cell.high <= high:
                    return bound
        return size

    def _is_monotone(self, cell: _Cell) -> bool:
        """Whether |h| has no interior maximum in the cell; the ends are cells of others."""
        point = Point((cell.ball(),))
        if cell.piece.slope is None or not is_finite(cell.piece.value(point, True)):
            return False  # no derivative is known, or a jump may lie inside
        slope = cell.piece.slope(point, False)
        return is_finite(slope) and not contains_zero(slope)

    def _step(self) -> None:
        _, _, cell = heapq.heappop(self.heap)
        self._sample(cell.middle(), cell.piece)
        if cell.high - cell.low <= _WIDTH:
            self.done.append(cell)
            return
        middle = cell.middle()
        self._push(_Cell(cell.low, middle, cell.piece))
        self._push(_Cell(middle, cell.high, cell.piece))

    def result(self) -> Any:
        """The hull of what is left, if that is one place."""
        left = [cell for cell in self.done if not bool(self._size(cell) < self.best)]
        points = [place for place, size in self.points if not bool(size < self.best)]
        spots = sorted([(cell.low, cell.high) for cell in left])
        spots += [(_below(p), _above(p)) for p in points]
        spots.sort()
        if not spots:
            raise Unresolved("no argmax was found")
        low, high = spots[0]
        for start, stop in spots[1:]:
            if start - high > 64 * _WIDTH:
                raise Unresolved(
                    f"the largest value may be taken near {_shown(low)} and near {_shown(start)}",
                    point=(low, start),
                )
            high = max(high, stop)
        if points:
            return points[0]
        exact = self._exact_inside(low, high, left)
        return sympy.AccumBounds(_rational(low), _rational(high)) if exact is None else exact

    def _exact_inside(self, low: Fraction, high: Fraction, left: list[_Cell]) -> Any:
        """The simplest rational in the hull, if the derivative is 0 there and only there."""
        place = _rational(_simplest(low, high))
        piece = left[0].piece
        if any(cell.piece is not piece for cell in left) or not is_real_valued(piece.expr):
            return None
        first = sympy.diff(piece.expr, self.t).xreplace({self.t: place})
        if first != 0 and not constants.is_zero(first):
            return None
        second = compile_expression(sympy.diff(piece.expr, self.t, 2), (self.t,))
        ball = second(Point((_Cell(low, high, piece).ball(),)), False)
        return place if is_finite(ball) and not contains_zero(ball) else None


def _bound_near(
    expr: Expr, t: Symbol, place: Expr, side: int, exponents: tuple[int, ...]
) -> tuple[Fraction, arb]:
    """(radius, a ball of |expr| up to that distance from the place on one side)."""
    moved, y = local_expression(expr, t, place, side)
    for exponent in exponents:
        try:
            tail = tail_of(moved, y, arb(2) ** exponent, to_zero=True)
            if tail.growth.direction() <= 0:
                return Fraction(1, 2**exponent), abs(tail.range())
            break
        except TooCloseError:
            continue
        except NotBoundedError:
            break
    raise Unresolved(f"|h| is not bounded near {place}", point=place)


def _below(place: Expr) -> Fraction:
    return _near(place) - (0 if place.is_Rational else Fraction(1, 2**100))


def _above(place: Expr) -> Fraction:
    return _near(place) + (0 if place.is_Rational else Fraction(1, 2**100))


def _near(place: Expr) -> Fraction:
    number = place if place.is_Rational else rational_of(exact_ball(place).real)
    return Fraction(int(number.p), int(number.q))


def _rational(value: Fraction) -> Any:
    return sympy.Rational(value.numerator, value.denominator)


def _shown(value: Fraction) -> str:
    return f"{float(value):.12g}"


def _simplest(low: Fraction, high: Fraction) -> Fraction:
    """The rational of least denominator in [low, high]."""
    if low <= 0 <= high:
        return Fraction(0)
    if high < 0:
        return -_simplest(-high, -low)
    whole = low.numerator // low.denominator
    if Fraction(whole) == low or whole + 1 <= high:
        return Fraction(whole if Fraction(whole) == low else whole + 1)
    return whole + 1 / _simplest(1 / (high - whole), 1 / (low - whole))
