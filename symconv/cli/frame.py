"""The frame around the verbs: options that all of them share, exit codes, errors as one line."""

from __future__ import annotations

import argparse
import errno
import os
import sys
import traceback
from collections.abc import Collection, Sequence
from contextlib import suppress
from difflib import get_close_matches
from importlib import import_module
from pkgutil import iter_modules
from typing import NoReturn, Protocol, cast

from symconv import __version__
from symconv.cli import verbs
from symconv.cli.options import add_common
from symconv.cli.output import print_json
from symconv.cli.wording import in_the_shell
from symconv.errors import (
    DivergentIntegral,
    InvalidInput,
    ReferenceCorrupted,
    SymconvError,
)

__all__ = ["DIVERGENT", "DONE", "FAILED", "INTERNAL", "INTERRUPTED", "INVALID", "OPEN", "main"]

DONE, FAILED, INVALID, OPEN, DIVERGENT, INTERNAL, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130
_NO_OUTPUT = {errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF}

_MOST_INPUT = 1_000_000

_EPILOG = """exit codes: 0 done or proved, 1 refuted or failed, 2 bad input,
3 undecided or no closed form, 4 divergent, 5 internal error, 130 interrupted"""


class Verb(Protocol):
    """What a module in verbs/ offers; its name is the verb."""

    SUMMARY: str
    EXAMPLE: str
    OPTIONS: frozenset[str]

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Add the verb's own arguments."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Do it, and return the exit code."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise InvalidInput(f"{message}; see {self.prog} --help")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process if not given.

    Returns
    -------
    int
        0 done or proved, 1 refuted or failed, 2 bad input, 3 undecided or no closed form,
        4 divergent, 5 internal error, 130 interrupted. Nothing is raised, but for the SystemExit
        of --help and --version.

    Examples
    --------
    >>> main(["convolve", "box(0, 1)", "delta(x - 2)"])  # doctest: +ELLIPSIS
    Piecewise((1, (t >= 2) & (t < 3)), (0, True))
    ...
    >>> main(["convolve", "box(0, 1"])
    2
    """
    given = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    try:
        code = _answered(given)
        sys.stdout.flush()
    except KeyboardInterrupt:
        _say("interrupted")
        return INTERRUPTED
    except BrokenPipeError:  # the reader has what it wanted
        _discard_output()
        return DONE
    except OSError as error:
        _discard_output()
        _say(f"the output could not be written: {error.strerror}")
        return FAILED
    return code


def _answered(given: list[str]) -> int:
    """Do what is asked; the exit code. Raises OSError where the output cannot be written."""
    try:
        return _dispatch(given)
    except Exception as error:
        if isinstance(error, OSError) and error.filename is None and error.errno in _NO_OUTPUT:
            raise
        return _report(error, given)


def _open_streams() -> None:
    """Put a sink in the place of a closed stream; escape what a terminal cannot show."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _discard_output() -> None:
    """Keep the interpreter from complaining when it flushes at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(message: str) -> None:
    """One line of the error stream; where that is full or closed, the exit code has to do."""
    with suppress(OSError):
        print(f"symconv: {message}", file=sys.stderr, flush=True)


def exit_code(error: Exception) -> int:
    """Return the exit code that the error stands for."""
    if isinstance(error, InvalidInput):
        return INVALID
    if isinstance(error, DivergentIntegral):
        return DIVERGENT
    if isinstance(error, ReferenceCorrupted):
        return FAILED
    return OPEN if isinstance(error, SymconvError) else INTERNAL


def _report(error: Exception, given: list[str]) -> int:
    code = exit_code(error)
    message = in_the_shell(str(error), _options_of(given))
    if code == INTERNAL:
        first = message.partition("\n")[0]
        message = f"internal error: {type(error).__name__}: {first} (--debug shows where)"
    if "--debug" in given:
        traceback.print_exception(error)
    _say(message)
    if "--json" in given:
        details = {key: error.__dict__[key] for key in sorted(error.__dict__)}
        kinds = (kind.__name__ for kind in type(error).__mro__)
        public = next(name for name in kinds if not name.startswith("_"))
        print_json({"error": public, "message": message, **details})
    return code


def _dispatch(given: list[str]) -> int:
    parser, found = _build()
    # A formula may begin with a minus; options are long, so a single one marks a formula.
    shielded = [
        f" {word}" if word[:1] == "-" and word[1:2] not in {"-", ""} else word
        for word in _with_input(given)
    ]
    words = [word if word != " -h" else "-h" for word in shielded]
    arguments, unknown = parser.parse_known_args(words)
    if unknown:
        raise InvalidInput(_not_understood(arguments.verb, unknown[0], _options_of(given)))
    return found[arguments.verb].run(arguments)


def _options_of(given: list[str]) -> set[str]:
    """The long options of the verb that was typed, without their dashes."""
    found = _build()[1]
    verb = next((word for word in given if word in found), None)
    if verb is None:
        return set()
    parser = argparse.ArgumentParser(add_help=False)
    found[verb].configure(parser)
    own = {option for action in parser._actions for option in action.option_strings}
    return {option.removeprefix("--") for option in own} | found[verb].OPTIONS | {"debug"}


def _not_understood(verb: str, word: str, options: Collection[str]) -> str:
    if not word.startswith("--"):
        return f"{verb} takes no further argument {word.strip()[:40]!r}; see symconv {verb} --help"
    close = get_close_matches(word.replace("_", "-").lower(), [f"--{name}" for name in options])
    meant = f"did you mean {close[0]}?" if close else f"see symconv {verb} --help"
    return f"{verb} has no option {word[:40]}; {meant}"


def _with_input(given: list[str]) -> list[str]:
    """Put the text of the standard input in the place of a lone "-"."""
    if given.count("-") > 1:
        raise InvalidInput("the standard input can stand for one argument only, not for two")
    if "-" not in given:
        return given
    if sys.stdin is None or sys.stdin.isatty():
        raise InvalidInput("- reads the standard input, and nothing is piped there")
    text = sys.stdin.read(_MOST_INPUT + 1).strip()
    if not text or len(text) > _MOST_INPUT:
        found = "empty" if not text else f"longer than {_MOST_INPUT} characters"
        raise InvalidInput(f"the standard input is {found}")
    return [text if word == "-" else word for word in given]


def _build() -> tuple[argparse.ArgumentParser, dict[str, Verb]]:
    parser = _Parser(
        prog="symconv",
        description="Closed-form convolution and cross-correlation with certified answers.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"symconv {__version__}")
    group = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    found: dict[str, Verb] = {}
    for entry in sorted(iter_modules(verbs.__path__), key=lambda module: module.name):
        verb = cast("Verb", import_module(f"{verbs.__name__}.{entry.name}"))
        found[entry.name] = verb
        own = group.add_parser(
            entry.name,
            help=verb.SUMMARY,
            description=verb.SUMMARY,
            epilog=f"example:\n  {verb.EXAMPLE}\n\n{_EPILOG}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        verb.configure(own)
        add_common(own, verb.OPTIONS)
    return parser, found
