"""What can go wrong, each with one clear line that says what to do.

Every refusal of the package is one of these. The attributes carry the parts of the message,
so that a script need not read text.
"""

from __future__ import annotations

from typing import Any

__all__ = [
    "DivergentIntegral",
    "InvalidInput",
    "NoClosedForm",
    "ReferenceCorrupted",
    "SymconvError",
    "Undecided",
    "Unresolved",
]


class SymconvError(Exception):
    """The base of every refusal that symconv makes on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by message and attributes, so that an error crosses process borders whole."""
        return _rebuild, (type(self), str(self), self.__dict__)


def _rebuild(kind: type[SymconvError], message: str, attributes: dict[str, Any]) -> SymconvError:
    error = kind.__new__(kind, message)
    error.args = (message,)
    error.__dict__.update(attributes)
    return error


class InvalidInput(SymconvError, ValueError):
    """The input is malformed or outside the stated hypotheses.

    `text` and `column` (from 0) are set where the input was a text; the message then shows a caret.
    `unknown` is a name in that text that is neither known nor declared.
    """

    def __init__(self, message: str, *, text: str | None = None, column: int | None = None):
        self.text = text
        self.column = column
        self.unknown: str | None = None
        if text is not None and column is not None:
            message = f"{message}\n  {text}\n  {' ' * column}^"
        super().__init__(message)


class DivergentIntegral(SymconvError, ArithmeticError):
    """The defining integral diverges for all admitted parameters; this is proved.

    `end` says where ("-oo", "oo" or a point, in the integration variable), `tails` which two
    growths meet there, as expressions or texts.
    """

    def __init__(self, message: str, *, end: Any = None, tails: tuple[Any, ...] = ()):
        self.end = end
        self.tails = tails
        super().__init__(message)


class Undecided(SymconvError):
    """The question is open: `question` is the relation that `assuming=` would have to state."""

    def __init__(self, message: str, *, question: Any = None):
        self.question = question
        super().__init__(message)


class NoClosedForm(SymconvError):
    """No method found a closed form; `tried` lists what was tried and why it stopped."""

    def __init__(self, message: str, *, tried: tuple[str, ...] = ()):
        self.tried = tried
        super().__init__(message)


class Unresolved(SymconvError, ArithmeticError):
    """A value could not be rounded correctly within the precision cap; `point` names it."""

    def __init__(self, message: str, *, point: Any = None):
        self.point = point
        super().__init__(message)


class ReferenceCorrupted(SymconvError):
    """A reference file does not hold what its manifest says; `file` names it."""

    def __init__(self, message: str, *, file: str | None = None):
        self.file = file
        super().__init__(message)
