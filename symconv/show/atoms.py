"""The parts of a displayed formula, each as lines of text, as LaTeX and as MathML."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from symconv.show.markup import latex, mathml
from symconv.show.plain import text

__all__ = ["Atom", "Between", "Box", "Expression", "IntegralSign", "Sign", "beside"]


@dataclass(frozen=True)
class Box:
    """Three lines of equal length: what stands above, on and below the line."""

    above: str
    line: str
    below: str

    @classmethod
    def of(cls, line: str) -> Box:
        """One line."""
        return cls(" " * len(line), line, " " * len(line))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.line)

    def lines(self) -> list[str]:
        """The lines that are not empty."""
        return [line for line in (self.above, self.line, self.below) if line.strip()]


def beside(boxes: list[Box]) -> Box:
    """The boxes next to each other."""
    return Box(*("".join(getattr(box, row) for box in boxes) for row in ("above", "line", "below")))


class Atom(Protocol):
    """A part of a formula."""

    def box(self) -> Box:
        """As lines of text."""

    def latex(self) -> str:
        """As LaTeX."""

    def mathml(self) -> str:
        """As MathML, without the <math> element."""


@dataclass(frozen=True)
class Expression:
    """An expression, or a relation."""

    value: Any
    bracketed: bool = False

    def box(self) -> Box:
        """One line."""
        written = text(self.value)
        return Box.of(f"({written})" if self.bracketed else written)

    def latex(self) -> str:
        """LaTeX."""
        written = latex(self.value)
        return rf"\left({written}\right)" if self.bracketed else written

    def mathml(self) -> str:
        """MathML."""
        written = mathml(self.value)
        return f"<mrow><mo>(</mo>{written}<mo>)</mo></mrow>" if self.bracketed else written


@dataclass(frozen=True)
class Sign:
    """A name, a sign or a word, in all three notations."""

    words: str
    in_latex: str
    in_mathml: str

    def box(self) -> Box:
        """One line."""
        return Box.of(self.words)

    def latex(self) -> str:
        """LaTeX."""
        return self.in_latex

    def mathml(self) -> str:
        """MathML."""
        return self.in_mathml


@dataclass(frozen=True)
class IntegralSign:
    """∫ integrand dx between two ends."""

    integrand: Any
    x: Any
    lower: Any
    upper: Any

    def box(self) -> Box:
        """The ends above and below the sign."""
        low, high = text(self.lower), text(self.upper)
        width = max(len(low), len(high), 1)
        body = text(self.integrand)
        body = f"({body})" if self.integrand.is_Add else body
        rest = f" {body} d{text(self.x)}"
        blank = " " * len(rest)
        return Box(high.center(width) + blank, "∫".center(width) + rest, low.center(width) + blank)

    def latex(self) -> str:
        """LaTeX."""
        body = latex(self.integrand)
        body = rf"\left({body}\right)" if self.integrand.is_Add else body
        ends = rf"_{{{latex(self.lower)}}}^{{{latex(self.upper)}}}"
        return rf"\int{ends} {body} \, \mathrm{{d}}{latex(self.x)}"

    def mathml(self) -> str:
        """MathML."""
        body = Expression(self.integrand, bool(self.integrand.is_Add)).mathml()
        return (
            f"<munderover><mo>∫</mo><mrow>{mathml(self.lower)}</mrow>"
            f"<mrow>{mathml(self.upper)}</mrow></munderover>{body}"
            f"<mspace width='0.25em'/><mi>d</mi>{mathml(self.x)}"
        )


@dataclass(frozen=True)
class Between:
    """[ antiderivative ] between two ends."""

    primitive: Any
    x: Any
    lower: Any
    upper: Any

    def box(self) -> Box:
        """The ends above and below the right bracket."""
        name = text(self.x)
        high, low = f"{name} = {text(self.upper)}", f"{name} = {text(self.lower)}"
        if self.upper.is_infinite:
            high = f"{name} → {text(self.upper)}"
        if self.lower.is_infinite:
            low = f"{name} → {text(self.lower)}"
        body = f"[ {text(self.primitive)} ]"
        width = max(len(high), len(low))
        blank = " " * len(body)
        return Box(blank + high.ljust(width), body + " " * width, blank + low.ljust(width))

    def latex(self) -> str:
        """LaTeX."""
        name = latex(self.x)
        ends = rf"_{{{name} = {latex(self.lower)}}}^{{{name} = {latex(self.upper)}}}"
        return rf"\left[{latex(self.primitive)}\right]{ends}"

    def mathml(self) -> str:
        """MathML."""
        ends = [
            f"<mrow>{mathml(self.x)}<mo>=</mo>{mathml(end)}</mrow>"
            for end in (self.lower, self.upper)
        ]
        body = f"<mrow><mo>[</mo>{mathml(self.primitive)}<mo>]</mo></mrow>"
        return f"<msubsup>{body}{ends[0]}{ends[1]}</msubsup>"
