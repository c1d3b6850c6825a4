"""The API reference as Markdown, made from the docstrings: python .ci/api_reference.py OUT.md."""

import importlib
import inspect
import sys
from pathlib import Path

MODULES = (
    "symconv",
    "symconv.check",
    "symconv.numeric",
    "symconv.discrete",
    "symconv.testing",
    "symconv.reference",
    "symconv.show",
    "symconv.enclosure",
    "symconv.kernel",
)


def page(name: str) -> list[str]:
    """One module: its docstring, then every public name with its signature and docstring."""
    module = importlib.import_module(name)
    lines = [f"# {name}", "", inspect.getdoc(module) or "", ""]
    for public in sorted(module.__all__):
        value = getattr(module, public)
        if inspect.ismodule(value) or public.startswith("__") or not callable(value):
            continue
        text = inspect.getdoc(value)
        if not text:
            sys.exit(f"{name}.{public} has no docstring")
        signature = ""
        if callable(value):
            try:
                signature = str(inspect.signature(value))
            except ValueError:
                signature = "(...)"
        lines += [f"## {public}", "", f"`{public}{signature}`", "", "```text", text, "```", ""]
    return lines


def main() -> int:
    """Write the whole reference."""
    out = Path(sys.argv[1])
    out.write_text("\n".join(line for name in MODULES for line in page(name)), encoding="utf-8")
    print(f"{out}: {sum(len(page(name)) for name in MODULES)} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
