"""What `identify` reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symconv.discrete.sliding import SlidingSum

__all__ = ["Counterexample", "Diagnosis"]


@dataclass(frozen=True)
class Counterexample:
    """Operands for which the function and the nearest candidate differ."""

    a: Any
    v: Any
    expected: Any
    got: Any
    nearest: str

    def __str__(self) -> str:
        return (
            f"a = {self.a}, v = {self.v}: got {self.got}, but the {self.nearest} is {self.expected}"
        )


@dataclass(frozen=True)
class Diagnosis:
    """What `identify` found.

    Attributes
    ----------
    operator : str
        "convolution" | "correlation" | "circular convolution" | "circular correlation" |
        "transposed convolution" (gaps in the signal) | "dilated convolution" (in the kernel), the
        same for correlation | "mixed" (flipped along some axes only) | "none" |
        "unknown" (the time ran out)
    mode : str or None
        "full" | "same" | "valid" | "causal" (the first samples of the full result) | "equal"
        (zero lag in the middle); with `size` and `centre` of "same".
    offset, surplus, stride, flips, reversed : tuple, one entry per axis
        Shift of the output against the mode; outputs too many at its end; step; whether the kernel
        is flipped; whether the output runs backwards (against the lag of second ⋆ first).
    conjugate : {None, "first", "second", "both", "not applicable"}
        "not applicable": complex operands are refused.
    boundary : str or None
        numpy.pad's word; which argument is extended is `signal`.
    matches : tuple of str
        Rows of `conventions` that compute the same.
    counterexample : Counterexample or None
        For "none", and only then.
    reason : str
        Why there is none or why it is unknown, or which operands were refused.
    container : str
        What the function was called with.
    model : SlidingSum or None
        The sum found, which can be evaluated.
    """

    operator: str
    mode: str | None = None
    size: str | None = None
    centre: str | None = None
    offset: tuple[int, ...] = ()
    surplus: tuple[int, ...] = ()
    flips: tuple[bool, ...] = ()
    reversed: tuple[bool, ...] = ()
    conjugate: str | None = None
    stride: tuple[int, ...] = ()
    boundary: str | tuple[str, ...] | None = None
    signal: str | None = None
    matches: tuple[str, ...] = ()
    counterexample: Counterexample | None = None
    reason: str = ""
    container: str = ""
    model: SlidingSum | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the findings as plain data, for JSON; the model is left out."""
        plain = {k: v for k, v in vars(self).items() if k not in ("model", "counterexample")}
        example = self.counterexample
        plain["counterexample"] = (
            None
            if example is None
            else {name: _plain(value) for name, value in vars(example).items()}
        )
        return plain

    def __str__(self) -> str:
        if self.operator == "unknown":
            return f"not known what it computes\n  because: {self.reason}"
        if self.operator == "none":
            lines = ["no convolution or correlation", f"  because: {self.reason}"]
            if self.counterexample is not None:
                lines.append(f"  counterexample: {self.counterexample}")
            return "\n".join(lines)
        words = [f"{self.operator}, mode {self.mode}"]
        if self.mode in ("same", "causal"):
            words.append(f"size of the {self.size}, centre {self.centre}")
        if any(self.reversed):
            words.append(f"output reversed {self.reversed}")
        if any(self.offset):
            words.append(f"offset {self.offset}")
        if any(self.surplus):
            words.append(f"surplus {self.surplus}")
        if any(step > 1 for step in self.stride):
            words.append(f"stride {self.stride}")
        if self.operator == "mixed":
            words.append(f"flips {self.flips}")
        words += [f"boundary {self.boundary} of the {self.signal}", f"conjugate {self.conjugate}"]
        lines = ["; ".join(words)]
        if self.matches:
            lines.append("  the same as " + ", ".join(self.matches))
        if self.reason:
            lines.append(f"  note: {self.reason}")
        return "\n".join(lines)


def _plain(value: Any) -> Any:
    """Return nested lists of integers, floats and texts: what JSON can hold."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if isinstance(value, (int, float, str)) else str(value)
