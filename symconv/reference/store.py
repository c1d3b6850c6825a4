"""Files that are whole or absent: written beside their place, flushed to disk, then renamed.

The folder is locked by an advisory lock on itself, which ends with the process and leaves no file.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from symconv.errors import InvalidInput, SymconvError

__all__ = [
    "CannotWrite",
    "canonical_json",
    "clear_unfinished",
    "digest",
    "folder_path",
    "locked",
    "prepare_folder",
    "sync_folder",
    "write_atomically",
]

_UNFINISHED = ".unfinished"
_PATIENCE = 3  # seconds; workers of a killed run take up to one to notice


class CannotWrite(SymconvError):  # named for what it says
    """A file could not be written; what was there before is untouched."""


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def canonical_json(data: Any) -> bytes:
    """The one way in which the package writes a JSON file."""
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode("utf-8")


def folder_path(given: Any) -> Path:
    """The folder that was given, as a path.

    Raises InvalidInput for what is no path: None, a number, bytes, an empty text.
    """
    text = os.fspath(given) if isinstance(given, str | os.PathLike) else None
    if not isinstance(text, str):
        raise InvalidInput(f"a folder is given by its path, not by {type(given).__name__}")
    if not text or "\0" in text:
        raise InvalidInput(f"{text!r} is no path of a folder")
    return Path(text)


def prepare_folder(folder: Path) -> None:
    """Make the folder.

    Raises CannotWrite.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(f"cannot write into {folder}: {_reason(error)}") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Put the bytes there, or leave what was there.

    Raises CannotWrite.
    """
    unfinished = path.with_name(f".{path.name}{_UNFINISHED}")
    try:
        with open(unfinished, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise CannotWrite(f"cannot write {path}: {_reason(error)}") from error


def sync_folder(folder: Path) -> None:
    """Flush the folder's entries, so that renamed files survive a power cut."""
    with suppress(OSError):  # not every system opens folders
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def clear_unfinished(folder: Path) -> None:
    """Remove what a killed run has left behind; only with the lock held."""
    for path in folder.glob(f".*{_UNFINISHED}"):
        with suppress(OSError):
            path.unlink()


@contextmanager
def locked(folder: Path) -> Iterator[int | None]:
    """Hold the folder's lock; yields its descriptor, which forked workers have to close.

    Raises CannotWrite where another run holds it.
    """
    try:
        import fcntl
    except ImportError:  # no advisory locks on this system
        yield None
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _acquire(fcntl, handle, folder)
        yield handle
    finally:
        os.close(handle)


def _acquire(fcntl: Any, handle: int, folder: Path) -> None:
    last = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except OSError as error:
            if time.monotonic() > last:
                message = f"cannot write into {folder}: another run is at work there"
                raise CannotWrite(message) from error
            time.sleep(_PATIENCE / 30)


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
