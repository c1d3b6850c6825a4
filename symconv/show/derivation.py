"""A worked solution: headings, sentences with formulas in them, displayed chains of equalities."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from symconv.errors import InvalidInput
from symconv.show.atoms import Atom, Box, Expression, beside
from symconv.show.layout import layout

__all__ = ["Chain", "Derivation", "Heading", "Sentence"]

_WIDTH = 100
_INDENT = 4
_STYLE = """body{max-width:62em;margin:1.5em auto;padding:0 1.2em;color:#1a1a1a;background:#fff;
font:16px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif}
.symconv h2{font-size:1.25em}.symconv h3{font-size:1.05em;margin:1.3em 0 .3em}
.symconv p{margin:.35em 0}.symconv math{font-size:1.08em}
.symconv .chain{margin:.3em 0 .5em 1.6em;padding:.3em 0;overflow:auto hidden}
.symconv mtable{math-style:normal}.symconv mtd{padding:.28em .18em;text-align:left}
.symconv .cases{border-left:2px solid;border-radius:9px 0 0 9px;padding-left:.3em}
.symconv .cases mtd{padding:.12em .5em;math-style:compact}.symconv mtd.left{text-align:right}"""


@dataclass(frozen=True)
class Heading:
    """A title (level 1) or the name of a step (level 2)."""

    words: str
    level: int = 2


@dataclass(frozen=True)
class Sentence:
    """Words and formulas in one paragraph."""

    parts: tuple[str | Atom, ...]

    @classmethod
    def of(cls, *parts: Any) -> Sentence:
        """Words as str, atoms, and expressions."""
        kept = tuple(p if isinstance(p, str) or hasattr(p, "box") else Expression(p) for p in parts)
        return cls(kept)


@dataclass(frozen=True)
class Chain:
    """left = right = right = …, one line each."""

    left: Atom
    rights: tuple[tuple[Atom, ...], ...]
    sign: str = "="


@dataclass(frozen=True)
class Derivation:
    """The blocks of a worked solution. str() is text for a terminal.

    `checks` lists how each displayed integral was verified.
    """

    blocks: tuple[Heading | Sentence | Chain, ...]
    checks: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Text, at most 100 columns wide where the formulas allow it."""
        lines: list[str] = []
        for block in self.blocks:
            lines += _TEXT[type(block)](block)
        kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
        return "\n".join(kept).strip("\n").replace("\u00a0", " ") + "\n"

    def to_latex(self) -> str:
        """LaTeX for the body of a document; needs amsmath."""
        return "\n\n".join(_LATEX[type(block)](block) for block in self.blocks) + "\n"

    def to_markdown(self) -> str:
        """Markdown with formulas between dollars."""
        return "\n\n".join(_MARKDOWN[type(block)](block) for block in self.blocks) + "\n"

    def to_html(self) -> str:
        """A whole page with MathML, which browsers draw by themselves."""
        head = "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>"
        title = next((b.words for b in self.blocks if isinstance(b, Heading)), "derivation")
        return (
            f"{head}<title>{html.escape(title)}</title><link rel='icon' href='data:,'>"
            f"<style>{_STYLE}</style></head>\n<body>{self._fragment()}</body></html>\n"
        )

    def save(self, path: str | Path) -> Path:
        """Write .txt, .tex, .md or .html, by the ending. Raises InvalidInput for another."""
        target = Path(path)
        writers = {".txt": self.to_text, ".tex": self.to_latex, ".md": self.to_markdown,
                   ".html": self.to_html}  # fmt: skip
        if target.suffix.lower() not in writers:
            raise InvalidInput(f"{target.name}: expected an ending of {', '.join(writers)}")
        target.write_text(writers[target.suffix.lower()](), encoding="utf-8")
        return target

    def _fragment(self) -> str:
        inside = "\n".join(_HTML[type(block)](block) for block in self.blocks)
        return f"<div class='symconv'>{inside}</div>"

    def _repr_html_(self) -> str:
        return f"<style>{_STYLE.split('}', 1)[1]}</style>{self._fragment()}"

    def _repr_latex_(self) -> str:
        return self.to_latex()

    def _repr_markdown_(self) -> str:
        return self.to_markdown()

    def __str__(self) -> str:
        return self.to_text()


# Text -------------------------------------------------------------------------------------------


def _text_heading(block: Heading) -> list[str]:
    if block.level == 1:
        return [block.words, "═" * len(block.words)]
    return ["", block.words, "─" * len(block.words)]


def _text_sentence(block: Sentence) -> list[str]:
    words = "".join(p if isinstance(p, str) else p.box().line for p in block.parts)
    return textwrap.wrap(words, _WIDTH)


def _text_chain(block: Chain) -> list[str]:
    left = block.left.box()
    lines: list[str] = []
    for index, right in enumerate(block.rights):
        start = left if index == 0 else Box.of(" " * left.width)
        equals = Box.of(f" {block.sign if index == 0 else '='} ")
        sign = beside([Box.of(" " * _INDENT), start, equals])
        if len(right) == 1 and isinstance(right[0], Expression):
            rows = [Box.of(line) for line in layout(right[0].value, _WIDTH - sign.width)]
        else:
            rows = _rows([atom.box() for atom in right], _WIDTH - sign.width)
        for row in rows:
            lines += [line.rstrip() for line in beside([sign, row]).lines()]
            sign = Box.of(" " * sign.width)
    return [*lines, ""]


def _rows(boxes: list[Box], width: int) -> list[Box]:
    """As many boxes side by side as fit; a plus or minus begins the next line."""
    rows: list[list[Box]] = [[]]
    for box in boxes:
        if rows[-1] and sum(b.width for b in rows[-1]) + box.width > width:
            last = rows[-1].pop() if rows[-1][-1].line.strip() in ("+", "−") else None
            rows.append([last] if last else [])
        rows[-1].append(box)
    return [beside(row) for row in rows if row]


# LaTeX, Markdown --------------------------------------------------------------------------------


def _latex_heading(block: Heading) -> str:
    command = "section*" if block.level == 1 else "subsection*"
    return rf"\{command}{{{_latex_words(block.words)}}}"


_UNICODE = {
    "∗": r"$\ast$", "⋆": r"$\star$", "−": "$-$", "∞": r"$\infty$", "≤": r"$\leq$",
    "≥": r"$\geq$", "→": r"$\to$", "∫": r"$\int$", "·": r"$\cdot$", "δ": r"$\delta$",
    "′": "$'$", "\u00a0": "~", "≠": r"$\neq$", "π": r"$\pi$", "√": r"$\surd$", "²": "$^2$",
    "^": r"\^{}", "_": r"\_", "%": r"\%", "&": r"\&", "#": r"\#", "–": "--",
}  # fmt: skip


def _latex_words(words: str) -> str:
    return "".join(_UNICODE.get(letter, letter) for letter in words)


def _latex_sentence(block: Sentence) -> str:
    return "".join(_latex_words(p) if isinstance(p, str) else f"${p.latex()}$" for p in block.parts)


def _aligned(block: Chain) -> str:
    rows = []
    for index, right in enumerate(block.rights):
        start = block.left.latex() if index == 0 else ""
        sign = block.sign if index == 0 else "="
        rows.append(f"{start} &{sign} " + " ".join(atom.latex() for atom in right))
    inside = " \\\\\n".join(rows)
    return f"\\begin{{aligned}}\n{inside}\n\\end{{aligned}}"


def _latex_chain(block: Chain) -> str:
    return f"\\[\n{_aligned(block)}\n\\]"


def _markdown_heading(block: Heading) -> str:
    return f"{'##' if block.level == 1 else '###'} {block.words}"


def _markdown_sentence(block: Sentence) -> str:
    return "".join(p if isinstance(p, str) else f"${p.latex()}$" for p in block.parts)


def _markdown_chain(block: Chain) -> str:
    return f"$$\n{_aligned(block)}\n$$"


# HTML -------------------------------------------------------------------------------------------


def _html_heading(block: Heading) -> str:
    tag = f"h{block.level + 1}"
    return f"<{tag}>{html.escape(block.words)}</{tag}>"


def _html_sentence(block: Sentence) -> str:
    parts = (
        html.escape(p) if isinstance(p, str) else f"<math>{p.mathml()}</math>" for p in block.parts
    )
    return f"<p>{''.join(parts)}</p>"


def _html_chain(block: Chain) -> str:
    rows = []
    for index, right in enumerate(block.rights):
        start = block.left.mathml() if index == 0 else ""
        sign = html.escape(block.sign) if index == 0 else "="
        body = "".join(atom.mathml() for atom in right)
        rows.append(
            f"<mtr><mtd class='left'><mrow>{start}</mrow></mtd><mtd><mo>{sign}</mo></mtd>"
            f"<mtd><mrow>{body}</mrow></mtd></mtr>"
        )
    table = f"<mtable displaystyle='true'>{''.join(rows)}</mtable>"
    return f"<div class='chain'><math displaystyle='true'>{table}</math></div>"


_TEXT: dict[Any, Any] = {
    Heading: _text_heading, Sentence: _text_sentence, Chain: _text_chain
}  # fmt: skip
_LATEX: dict[Any, Any] = {
    Heading: _latex_heading, Sentence: _latex_sentence, Chain: _latex_chain
}  # fmt: skip
_MARKDOWN: dict[Any, Any] = {
    Heading: _markdown_heading, Sentence: _markdown_sentence, Chain: _markdown_chain
}  # fmt: skip
_HTML: dict[Any, Any] = {
    Heading: _html_heading, Sentence: _html_sentence, Chain: _html_chain
}  # fmt: skip
