"""The options that verbs share: each verb names those it uses, and any other one is refused.

An option that was typed and does nothing is a false answer in disguise: the reader takes what is
printed for an answer to all that was typed.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterable
from typing import Any, NoReturn

from symconv.errors import InvalidInput

__all__ = ["FUNCTIONS", "add_common", "refuse_given"]

FUNCTIONS = frozenset({"assume", "param", "var"})
"""What every verb uses that reads functions of one variable."""

_SHARED: dict[str, dict[str, Any]] = {
    "assume": {
        "action": "append",
        "default": [],
        "metavar": "FACT",
        "help": 'a fact on parameters: "a > 0", "a < b", "a != b", "n integer", "c complex"',
    },
    "param": {
        "action": "append",
        "default": [],
        "metavar": "NAME",
        "help": "a real parameter of which nothing is assumed",
    },
    "var": {"default": None, "help": "the variable of the inputs (default: x)"},
    "out-var": {"default": None, "help": "the variable of the answer (default: t)"},
    "at": {
        "action": "append",
        "default": [],
        "metavar": "NAME=VALUE",
        "help": "put an exact value in the place of a parameter or of the answer's variable",
    },
    "latex": {"action": "store_true", "help": "print the answer as LaTeX"},
    "python": {"action": "store_true", "help": "print the answer as an expression of Python"},
    "json": {"action": "store_true", "help": "print the answer as JSON"},
}


class _Unused(argparse.Action):
    """An option that this verb does not use."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: Any = None) -> NoReturn:
        verb = parser.prog.rpartition(" ")[2]
        raise InvalidInput(f"{verb} does not use {option}; see {parser.prog} --help")


def add_common(parser: argparse.ArgumentParser, used: Collection[str]) -> None:
    """Add the shared options: those that are used, and --debug; the others are refused."""
    group = parser.add_argument_group("common options")
    for name, settings in _SHARED.items():
        if name in used:
            group.add_argument(f"--{name}", **settings)
        else:
            flag = settings.get("action") == "store_true"
            parser.add_argument(
                f"--{name}",
                action=_Unused,
                nargs=0 if flag else None,
                default=argparse.SUPPRESS,
                help=argparse.SUPPRESS,
            )
    group.add_argument("--debug", action="store_true", help="show where an error came from")


def refuse_given(arguments: argparse.Namespace, names: Iterable[str], where: str) -> None:
    """Refuse options that were typed though they change nothing there."""
    for name in names:
        if getattr(arguments, name.replace("-", "_")) not in (None, False, []):
            raise InvalidInput(f"{where} does not use --{name}")
