"""Exact reference outputs: files for people who test numeric kernels, right to the last bit.

- `generate` a spec into a folder of .npz, .npy, .csv, hexadecimal text and C headers
- `load`, `cases` the folder as arrays, for tests
- `verify` that a folder holds what its manifest says; deep: by computing it again

A spec is a TOML file, or a dict, of [[case]] tables; a slip in it is named with file, line and key.

Two functions: name, f and g (texts as `symconv.parse` reads them), op ("convolve", "correlate"),
kind and period as in `symconv.convolve`, conjugate, principal_value, timeout; the output points
as start, stop, step (half-open) or points; rule ("midpoint", "left") for the samples of f and g
in cells of that grid; dtype ("float64", "float32", "float16", "complex128", "complex64",
"rational") or digits; parameters, a table of numbers, of lists and of ranges { start, stop, step
}, which are sweeps.

Two arrays: name, f and g (nested lists of integers, decimals, "1/3", "1 + 2*I", nan, inf), op,
mode, boundary, stride, dilation, padding as in `symconv.discrete`, conjugate, or in their place
convention, a key of `symconv.discrete.conventions`; dtype, also the integer types, with overflow
("refuse", "wrap", "saturate").

Modules: spec.py reads a spec (keys.py, functioncases.py, arraycases.py). generation.py runs its
cases (running.py), each computed by functions.py or arrays.py (results.py, rounding.py), bounded by
tolerance.py and accumulation.py, held against its integral by defining.py, made into files by
casefiles.py (formats.py, header.py) and kept by store.py and manifest.py. loading.py and
verification.py read them again.
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
