"""`convolve` and `correlate`: the same command, but for the operator."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from symconv.cli.options import FUNCTIONS
from symconv.cli.output import coloured, print_json, print_lines
from symconv.cli.setting import setting_of
from symconv.errors import InvalidInput

__all__ = ["OPTIONS", "configure", "run"]

OPTIONS = FUNCTIONS | {"out-var", "at", "latex", "python", "json"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of convolve and correlate."""
    parser.add_argument("f", metavar="F", help="the first function")
    parser.add_argument("g", metavar="G", help="the second function")
    parser.add_argument(
        "--kind",
        default="line",
        choices=["line", "causal", "circular", "mellin"],
        help="the group that is integrated over (default: line)",
    )
    parser.add_argument("--period", metavar="P", help="the period of --kind circular")
    parser.add_argument(
        "--principal-value", action="store_true", help="admit symmetric limits of the integral"
    )
    parser.add_argument(
        "--certified",
        default="enclosed",
        choices=["enclosed", "proved"],
        help="the least certificate that is accepted (default: enclosed)",
    )
    parser.add_argument(
        "--form", default="piecewise", choices=["piecewise", "heaviside"], help="how it is written"
    )
    parser.add_argument(
        "--timeout", default=30, type=_seconds, metavar="SECONDS", help="seconds (default: 30)"
    )


def run(arguments: argparse.Namespace, operator: str, **options: Any) -> int:
    """Print the closed form of `operator` ("Convolution" or "CrossCorrelation") of F and G."""
    from symconv import operators

    if (arguments.kind == "circular") != (arguments.period is not None):
        raise InvalidInput("--kind circular and --period P go together")
    given = [name for name in ("json", "latex", "python") if getattr(arguments, name)]
    if len(given) > 1:
        raise InvalidInput(f"--{given[0]} and --{given[1]}: the answer is written in one way")
    setting = setting_of(arguments)
    f, g = setting.parse(arguments.f), setting.parse(arguments.g)
    period = setting.parse(arguments.period) if arguments.period else None
    node = getattr(operators, operator)(
        f, g, setting.x, setting.t, kind=arguments.kind, period=period, **options
    )
    answer = node.closed_form(
        assuming=setting.assuming,
        principal_value=arguments.principal_value,
        certified=arguments.certified,
        form=arguments.form,
        timeout=arguments.timeout,
    )
    value = answer.expr.xreplace(setting.values) if setting.values else None
    if value is not None and _is_at_a_mass(answer.expr, setting):
        raise InvalidInput("--at: the answer has a point mass there, and no value")
    details = {
        "value": value,
        "if": answer.conditions,
        "parameters": setting.described(),
        "hypotheses": answer.hypotheses,
        "method": answer.method,
        "certificate": f"{answer.certificate.status}: {answer.certificate.argument}",
    }
    if arguments.json:
        print_json(_as_data(answer, setting, value))
    else:
        status = answer.certificate.status
        colour = "green" if status == "proved" else "yellow"
        details["certificate"] = f"{coloured(status, colour)}: {answer.certificate.argument}"
        print_lines(_written(answer.expr, arguments), details)
    if answer.conditions:
        open_questions = "; ".join(map(str, answer.conditions))
        print(f"symconv: undecided: {open_questions}; state it with --assume", file=sys.stderr)
        return 3
    return 0


def _is_at_a_mass(expr: Any, setting: Any) -> bool:
    """Whether a point mass of the answer may sit where it is asked for."""
    import sympy

    from symconv.deciding.constants import is_zero

    places = [mass.args[0].xreplace(setting.values) for mass in expr.atoms(sympy.DiracDelta)]
    return any(place.is_number and is_zero(place) is not False for place in places)


def _written(expr: Any, arguments: argparse.Namespace) -> str:
    """The answer as text, LaTeX, or an expression of the names of sympy, assumptions included."""
    import sympy
    from sympy.printing.repr import ReprPrinter

    class Python(ReprPrinter):
        def _print_Piecewise(self, expr: Any) -> str:
            arms = [f"({self._print(value)}, {self._print(where)})" for value, where in expr.args]
            return f"Piecewise({', '.join(arms)}, evaluate=False)"

    if arguments.python:
        return str(Python().doprint(expr))
    return str(sympy.latex(expr)) if arguments.latex else str(expr)


def _as_data(answer: Any, setting: Any, value: Any) -> dict[str, Any]:
    import sympy

    asked = {} if value is None else {"value": str(value)}
    return {
        **asked,
        "expr": str(answer.expr),
        "latex": sympy.latex(answer.expr),
        "variable": str(setting.t),
        "parameters": setting.described(),
        "conditions": [str(item) for item in answer.conditions],
        "hypotheses": [str(item) for item in answer.hypotheses],
        "method": answer.method,
        "certificate": {
            "status": answer.certificate.status,
            "argument": answer.certificate.argument,
        },
        "smoothness": None if answer.smoothness is None else str(answer.smoothness),
        "support": None if answer.support is None else str(answer.support),
    }


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1
    if not 0 < seconds < 86400:
        message = f"expected a number of seconds above 0 and below 86400, not {text.strip()[:40]!r}"
        raise argparse.ArgumentTypeError(message)
    return seconds
