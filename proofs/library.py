"""The laws of the folder, found and not listed: proving, evaluating and writing them."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from json import dumps
from pathlib import Path
from pkgutil import iter_modules

from proofs import laws
from proofs.axioms import theory
from proofs.builder import Proof
from proofs.finite import holds
from symconv.kernel.theorem import Theorem

__all__ = ["evaluations", "law_names", "prove", "write"]


@cache
def law_names() -> tuple[str, ...]:
    """The files of proofs/laws."""
    return tuple(sorted(module.name for module in iter_modules(laws.__path__)))


def prove(name: str) -> Proof:
    """The law of that file, proved anew."""
    proof: Proof = import_module(f"proofs.laws.{name}").prove()
    return proof


def evaluations(name: str, theorem: Theorem, draws: int = 5) -> int:
    """How often the law held in the finite model where its hypotheses did; 0 if it ever failed."""
    choose = getattr(import_module(f"proofs.laws.{name}"), "choose", None)
    results = [holds(theorem, seed, choose) for seed in range(draws)]
    return 0 if False in results else results.count(True)


def write(folder: Path) -> None:
    """The theory and a certificate for each law, as the kernel ships them."""
    files = {"theory": theory(), **{name: prove(name).certificate() for name in law_names()}}
    for name, data in files.items():
        content = dumps(data, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{name}.json").write_text(content + "\n", encoding="utf-8")
