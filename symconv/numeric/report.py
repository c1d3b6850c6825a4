"""The report of a validation: rows, diagnosis, a table, a plot, JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Report", "Row"]


@dataclass(frozen=True)
class Row:
    """One step: the largest error, its proved bound in three parts, the observed order.

    `clear`: the error stands clear of rounding and truncation by a factor of ten.
    """

    step: Fraction
    error: float
    bound: float
    discretisation: float
    truncation: float
    rounding: float
    order: float | None
    expected: float
    clear: bool

    @property
    def ratio(self) -> float:
        """error/bound: at most 1 for a correct kernel."""
        return self.error / self.bound if self.bound else float(self.error > 0)


@dataclass(frozen=True)
class Report:
    """What validate found; `passed` only if every test ran and none failed.

    `diagnosis` names each defect; `notes` say what was tested, on which t, by which bound.
    """

    passed: bool
    rows: tuple[Row, ...]
    diagnosis: tuple[str, ...]
    notes: tuple[str, ...]
    operation: str
    rule: str

    def __str__(self) -> str:
        lines = [f"{'PASSED' if self.passed else 'FAILED'}: {self.operation}, rule {self.rule}"]
        lines += [f"  {text}" for text in self.diagnosis]
        if self.rows:
            lines.append(
                "       step     error     bound = discret. + truncat. + rounding   err/bound"
                "  order (expected)"
            )
        lines += [_line(row) for row in self.rows]
        lines += [f"  note: {text}" for text in self.notes]
        return "\n".join(lines)

    def to_json(self) -> str:
        """All of it as JSON; steps as texts such as "1/8", infinities as null."""
        rows = [
            {key: _plain(value) for key, value in asdict(row).items()} | {"ratio": row.ratio}
            for row in self.rows
        ]
        return json.dumps(
            {
                "passed": self.passed,
                "operation": self.operation,
                "rule": self.rule,
                "diagnosis": list(self.diagnosis),
                "notes": list(self.notes),
                "rows": rows,
            },
            indent=2,
        )

    def plot(self) -> Any:
        """Error and bound against the step, logarithmically: a matplotlib Figure."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(6, 4.2), layout="constrained")
        axes = figure.subplots()
        steps = [float(row.step) for row in self.rows]
        curves = {
            "proved bound": [row.bound for row in self.rows],
            "discretisation": [row.discretisation for row in self.rows],
            "truncation": [row.truncation for row in self.rows],
            "rounding": [row.rounding for row in self.rows],
            "largest error": [row.error for row in self.rows],
        }
        for (name, values), style in zip(curves.items(), ("-", ":", ":", ":", "o-"), strict=True):
            shown = [(h, v) for h, v in zip(steps, values, strict=True) if 0 < v < float("inf")]
            if shown:
                axes.plot(*zip(*shown, strict=True), style, label=name)
        axes.set(xscale="log", yscale="log", xlabel="step h", ylabel="error")
        axes.set_title(f"{self.operation}: {'passed' if self.passed else 'failed'}")
        if axes.get_legend_handles_labels()[0]:
            axes.legend()
        return figure


def _line(row: Row) -> str:
    order = "     -" if row.order is None else f"{row.order:6.2f}"
    if row.bound == float("inf"):
        return f"  {row.step!s:>9} {row.error:9.2e}   no bound"
    expected = "exact" if row.expected == float("inf") else f"{row.expected:g}"
    return (
        f"  {row.step!s:>9} {row.error:9.2e} {row.bound:9.2e} = {row.discretisation:8.1e} + "
        f"{row.truncation:8.1e} + {row.rounding:8.1e}   {row.ratio:9.1e} {order} ({expected})"
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, float) and not abs(value) < float("inf"):
        return None
    return value
