"""Call a kernel that somebody else wrote: containers, layouts, odd returns, and what it raised."""

from __future__ import annotations

import importlib
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from numbers import Number
from typing import Any

import numpy

from symconv.deadline import check
from symconv.errors import InvalidInput

__all__ = ["KernelError", "Runner", "load_target", "runners"]

Array = numpy.ndarray[Any, Any]
Call = Callable[[Any, Any, Any], Any]
_NAME = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")


class KernelError(Exception):
    """The kernel raised, or returned something that is no array of the right dimension."""


@dataclass(frozen=True)
class Runner:
    """Calls `fn` with operands in one kind of container and returns a NumPy array."""

    container: str
    fn: Any
    call: Call | None
    strict: bool = False  # a function that writes into its arguments has failed

    def __call__(self, a: Array, v: Array) -> Array:
        """Return fn(a, v) as a NumPy array of the dimension of `a`, or raise KernelError."""
        check("asking the function")
        pack = _PACK[self.container]
        with warnings.catch_warnings():
            # A cast that drops the imaginary part would pass for a missing conjugate.
            warnings.filterwarnings("error", message=".*discards the imaginary part.*")
            try:
                first, second = pack(a), pack(v)
                out = self.call(self.fn, first, second) if self.call else self.fn(first, second)
                result = _as_array(out)
                kept = [_as_array(operand) for operand in (first, second)]
            except (
                Exception,
                SystemExit,
            ) as error:  # whatever a foreign function raises is a finding
                check("asking the function")
                line = (str(error).splitlines() or [""])[0]
                raise KernelError(f"raised {type(error).__name__}: {line}") from error
        if self.strict and not all(map(_is_unchanged, kept, (a, v))):
            raise KernelError("wrote into its arguments")
        if result.ndim == 0 and result.dtype.kind not in "biufc":
            raise KernelError(f"returned {type(out).__name__}; expected an array")
        if result.ndim != a.ndim:
            raise KernelError(f"returned shape {result.shape}; expected {a.ndim} axes")
        numbers = result.dtype.kind in "biufc" or (
            result.dtype.kind == "O" and all(isinstance(x, Number) for x in result.flat)
        )
        if not numbers:
            raise KernelError(f"returned entries of dtype {result.dtype}; expected numbers")
        return result


def _is_unchanged(kept: Array, given: Array) -> bool:
    return kept.shape == given.shape and bool(
        ((kept == given) | ((kept != kept) & (given != given))).all()
    )


def _as_array(out: Any) -> Array:
    if hasattr(out, "detach"):
        out = out.detach().cpu().numpy()
    return numpy.asarray(out)


def _tensor(array: Array) -> Any:
    torch = sys.modules["torch"]
    # A copy: the kernel may write into what it gets, and flipped views have negative strides.
    return torch.from_numpy(numpy.array(array))


_PACK: dict[str, Callable[[Array], Any]] = {
    "NumPy array": lambda array: array.copy(),
    "NumPy array of floats": lambda array: array.astype(numpy.result_type(array, numpy.float64)),
    "list": lambda array: array.tolist(),
    "torch tensor": _tensor,
    "torch tensor of floats": lambda array: _tensor(
        array.astype(numpy.result_type(array, numpy.float64))
    ),
}


def runners(fn: Any, call: Call | None) -> Iterator[Runner]:
    """Yield one runner for each container that the kernel may have been written for."""
    if not callable(fn):
        raise InvalidInput(f"fn: expected a function of two arrays, got {type(fn).__name__}")
    for container in _PACK:
        if container.startswith("torch") and "torch" not in sys.modules:
            continue
        yield Runner(container, fn, call)


def load_target(text: str) -> Any:
    """Return the function that a text names: "a.b:f" ↔ `from a.b import f`.

    The module is imported; nothing of the text is evaluated.

    Hypotheses
    ----------
    Importing the module is safe: its top level runs.

    Parameters
    ----------
    text : str
        A dotted module name, a colon, and a dotted attribute of the module.

    Returns
    -------
    callable
        The function.

    Raises
    ------
    InvalidInput
        If the text has another form, the module is not found, or there is no such function.

    Examples
    --------
    >>> from symconv.testing import load_target
    >>> load_target("numpy:convolve")([1, 2], [1, 1]).tolist()
    [1, 3, 2]
    >>> load_target("numpy.convolve")
    Traceback (most recent call last):
        ...
    symconv.errors.InvalidInput: target: 'numpy.convolve'; expected package.module:function
    """
    module_name, colon, path = text.partition(":")
    if not colon or not _NAME.fullmatch(module_name) or not _NAME.fullmatch(path):
        raise InvalidInput(f"target: {text!r}; expected package.module:function")
    try:
        found: Any = importlib.import_module(module_name)
    except ImportError as error:
        raise InvalidInput(f"target: module {module_name!r} is not importable: {error}") from error
    for name in path.split("."):
        if not hasattr(found, name):
            raise InvalidInput(f"target: {module_name} has no {path!r}")
        found = getattr(found, name)
    if not callable(found):
        raise InvalidInput(f"target: {text!r} is no function but {type(found).__name__}")
    return found
