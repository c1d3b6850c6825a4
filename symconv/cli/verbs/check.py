"""`symconv check LAW F G …` and `symconv check claim H F G`: verdicts with their reasons."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from symconv.cli.options import FUNCTIONS, refuse_given
from symconv.cli.output import coloured, print_json, print_lines
from symconv.cli.setting import Setting, setting_of
from symconv.errors import InvalidInput

SUMMARY = "judge a law of convolution for given functions, or a claimed closed form"
OPTIONS = FUNCTIONS | {"out-var", "json"}
EXAMPLE = 'symconv check claim "1 - exp(-t)" step "exp(-x)*step"'

_CODES = {"PROVED": 0, "REFUTED": 1, "UNDECIDED": 3}
_COLOURS = {"PROVED": "green", "REFUTED": "red", "UNDECIDED": "yellow"}


@dataclass(frozen=True)
class _Law:
    """The roles of the arguments: f, g, h functions of x, c constants, H a function of t.

    `options` are those that mean something to this law alone.
    """

    roles: str
    options: frozenset[str] = frozenset()

    @property
    def in_frequency(self) -> bool:
        """Whether it is a law of transforms."""
        return "convention" in self.options


_CLAIM = frozenset({"op", "kind", "period", "on", "out-var"})
_THEOREM = frozenset({"convention", "out-var"})
_SOME = ("op", "kind", "period", "on", "convention", "transform", "out-var")


_LAWS = {
    "commutativity": _Law("fg"),
    "associativity": _Law("fgh"),
    "distributivity": _Law("fgh"),
    "scalar": _Law("fgc"),
    "differentiation": _Law("fg"),
    "translation": _Law("fgc"),
    "area": _Law("fg"),
    "moments": _Law("fg"),
    "smoothness": _Law("fg"),
    "convolution_theorem": _Law("fg", _THEOREM | {"transform"}),
    "correlation_theorem": _Law("fg", _THEOREM),
    "correlation_as_convolution": _Law("fg"),
    "correlation_symmetry": _Law("fg"),
    "claim": _Law("Hfg", _CLAIM),
}
_USAGE = {"f": "F", "g": "G", "h": "H", "c": "CONSTANT", "H": "CLAIM"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the law, its functions, and the options of claim and of the theorems."""
    parser.add_argument("law", metavar="LAW", choices=sorted(_LAWS), help=", ".join(_LAWS))
    parser.add_argument(
        "functions",
        metavar="F",
        nargs="+",
        help="functions of x; for claim first H, a function of t; for scalar and translation "
        "last the constant",
    )
    parser.add_argument(
        "--op",
        choices=["convolve", "correlate"],
        help="what a claim is about (default: convolve)",
    )
    parser.add_argument(
        "--kind",
        choices=["line", "causal", "circular", "mellin"],
        help="the group of a claim (default: line)",
    )
    parser.add_argument("--period", metavar="P", help="the period of --kind circular")
    parser.add_argument(
        "--on",
        nargs=2,
        metavar=("LOW", "HIGH"),
        help="judge a claim between these ends only; -oo and oo are ends too",
    )
    parser.add_argument(
        "--convention",
        choices=["frequency", "angular", "unitary"],
        help="of the Fourier transform in the theorems (default: frequency)",
    )
    parser.add_argument(
        "--transform",
        choices=["fourier", "laplace"],
        help="of convolution_theorem (default: fourier)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the verdict: 0 proved, 1 refuted, 3 undecided."""
    law = _LAWS[arguments.law]
    if len(arguments.functions) != len(law.roles):
        wanted = " ".join(_USAGE[role] for role in law.roles)
        raise InvalidInput(
            f"{arguments.law} takes {wanted}: expected {len(law.roles)} arguments, "
            f"got {len(arguments.functions)}"
        )
    unused = [name for name in _SOME if name not in law.options]
    refuse_given(arguments, unused, f"check {arguments.law}")
    kind = arguments.kind or "line"
    if (kind == "circular") != (arguments.period is not None):
        raise InvalidInput("--kind circular and --period P go together")
    if arguments.transform == "laplace":
        refuse_given(arguments, ["convention"], "--transform laplace")
    verdict, setting = _judge(arguments, law)
    code = _CODES[verdict.status.value]
    if arguments.json:
        print_json(_as_data(verdict, setting))
        return code
    status = verdict.status.value
    print_lines(
        f"{coloured(status, _COLOURS[status])}: {verdict.statement}", _details(verdict, setting)
    )
    if code == 3:
        print(f"symconv: undecided: {verdict.reason}", file=sys.stderr)
    return code


def _judge(arguments: argparse.Namespace, law: _Law) -> tuple[Any, Setting]:
    from symconv import check

    pairs = list(zip(law.roles, arguments.functions, strict=True))
    setting = setting_of(arguments, "omega" if law.in_frequency else "t")
    parsed = [
        setting.parse_answer(text) if role == "H" else setting.parse(text) for role, text in pairs
    ]
    function: Callable[..., Any] = getattr(check, arguments.law)
    options: dict[str, Any] = {"assuming": setting.assuming}
    if arguments.law == "claim":
        period = setting.parse(arguments.period) if arguments.period else None
        options |= {"op": arguments.op or "convolve", "kind": arguments.kind or "line"}
        options |= {"period": period, "on": _interval(arguments.on, setting)}
        return function(*parsed, setting.x, setting.t, **options), setting
    if law.in_frequency:
        if arguments.transform != "laplace":
            options["convention"] = arguments.convention or "frequency"
        if arguments.transform:
            options["transform"] = arguments.transform
        return function(*parsed, setting.x, setting.t, **options), setting
    return function(*parsed, setting.x, **options), setting


def _interval(ends: list[str] | None, setting: Setting) -> Any:
    import sympy

    from symconv.deciding.constants import is_real

    if ends is None:
        return None
    low, high = (setting.parse(text) for text in ends)
    constants = [end for end in (low, high) if end.is_number and not end.has(sympy.oo)]
    if setting.x in low.free_symbols | high.free_symbols or not all(map(is_real, constants)):
        raise InvalidInput(f"--on: expected two real ends, not {low} and {high}")
    interval = sympy.Interval(low, high)
    if not isinstance(interval, sympy.Interval):
        raise InvalidInput(f"--on: expected two ends in ascending order, not {low} and {high}")
    return interval


def _details(verdict: Any, setting: Setting) -> dict[str, Any]:
    return {
        "because": verdict.reason,
        "hint": verdict.hint,
        "differs on": _text(verdict.differs_on),
        "witness": _text(verdict.witness),
        "right": _text(verdict.correction),
        "under": [str(item) for item in verdict.hypotheses],
        "parameters": setting.described(),
    }


def _as_data(verdict: Any, setting: Setting) -> dict[str, Any]:
    witness = verdict.witness
    return {
        "status": verdict.status.value,
        "statement": verdict.statement,
        "reason": verdict.reason,
        "left": _text(verdict.left),
        "right": _text(verdict.right),
        "differs_on": _text(verdict.differs_on),
        "witness": None
        if witness is None
        else {
            "point": str(witness.point),
            "parameters": {str(symbol): str(value) for symbol, value in witness.parameters.items()},
            "of": witness.of,
            "left": witness.left,
            "right": witness.right,
        },
        "correction": _text(verdict.correction),
        "hint": verdict.hint,
        "hypotheses": [str(item) for item in verdict.hypotheses],
        "parameters": setting.described(),
    }


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
