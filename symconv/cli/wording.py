"""Messages of the library in the words of a command: the option instead of the keyword.

The library's advice names keywords of Python, which nobody can type in a shell; an option that the
verb does not have is left out of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["in_the_shell"]

_FLAG = re.compile(r"; principal_value=True takes [^;]*")
_ASSUMED = re.compile(r"\bassuming=")
_OPTIONS = (
    ("principal_value=True", "--principal-value"),
    ("kind='circular'", "--kind circular"),
    ('kind="circular"', "--kind circular"),
    ("kind='mellin'", "--kind mellin"),
    ('kind="mellin"', "--kind mellin"),
    ("declare its symbols with real=True", "state so with --assume"),
    ("declare it with real=True", "a parameter declared by --param is real"),
    ("put numbers in its place", "--at gives it one"),
)


def in_the_shell(message: str, options: Collection[str]) -> str:
    """Return the message with the options that these keywords have in a shell.

    >>> in_the_shell("a > 0 is open; state it with assuming=", {"assume"})
    'a > 0 is open; state it with --assume'
    >>> in_the_shell("there is a pole; principal_value=True takes it symmetrically", ())
    'there is a pole'
    """
    if "principal-value" not in options:
        message = _FLAG.sub("", message)
    for keyword, option in _OPTIONS:
        message = message.replace(keyword, option)
    return _ASSUMED.sub("--assume", message).replace("--assume(", "--assume (")
