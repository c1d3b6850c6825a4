"""Exact reference outputs: files for people who test numeric kernels, right to the last bit.

- `generate` a spec into a folder of .npz, .npy, .csv, hexadecimal text and C headers
- `load`, `cases` the folder as arrays, for tests
- `verify` that a folder holds what its manifest says; deep: by computing it again
"""

from symconv.reference.generation import Summary, generate
from symconv.reference.loading import Case, Folder, cases, load
from symconv.reference.spec import BUILTIN
from symconv.reference.store import CannotWrite
from symconv.reference.verification import verify

__all__ = [
    "BUILTIN",
    "CannotWrite",
    "Case",
    "Folder",
    "Summary",
    "cases",
    "generate",
    "load",
    "verify",
]
