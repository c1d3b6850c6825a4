"""A proof as text, LaTeX, Markdown or HTML: statement, hypotheses, lines with their reasons."""

from __future__ import annotations

from html import escape
from string import Template
from typing import Any

from proofs.language import Expression
from proofs.lines import Line, Lines
from symconv.kernel.terms import Term, free

__all__ = ["FORMATS", "html", "latex", "markdown", "text"]

_GREEK = {"tau": "τ", "phi": "φ", "psi": "ψ", "alpha": "α"}
_PLAIN = {
    "=": "$0 = $1", "add": "$0 + $1", "minus": "$0 − $1", "neg": "−$0", "mul": "$0 $1",
    "conj": "conj($0)", "chi": "χ($0, $1)", "zero": "0", "one": "1", "emb": "e·$0",
    "D": "(∂_$0 $1)($2)", "int G": "∫ $body d$x", "int W": "∫ $body d$x",
    "int K": "Σ_$x $body", "lambda": "$x ↦ $body", "conv": "($0 ∗ $1)($2)",
    "corr": "($0 ⋆ $1)($2)", "conv_K": "($0 ∗ $1)($2)", "fourier": "F{$0}($1)",
    "fourier_inverse": "F⁻¹{$0}($1)", "dist_conv": "⟨$0 ∗ $1, $2⟩",
    "dist_derivative": "⟨∂_$0 $1, $2⟩", "shifted": "$1(· − $0)", "reflected": "$0(−·)",
    "ConvolutionExistsAt": "$0 ∗ $1 exists at $2", "CorrelationExistsAt": "$0 ⋆ $1 exists at $2",
    "EverywhereOnK": "for all k: ($0)(k)", "conv/2": "$0 ∗ $1", "corr/2": "$0 ⋆ $1",
    "dist_conv/2": "$0 ∗ $1", "dist_derivative/2": "∂_$0 $1", "D/2": "∂_$0 $1",
}  # fmt: skip
_LATEX = _PLAIN | {
    "minus": "$0 - $1", "neg": "-$0", "mul": r"$0\,$1", "conj": r"\overline{$0}",
    "chi": r"\chi($0, $1)", "emb": r"e $0", "D": r"(\partial_{$0} $1)($2)",
    "int G": r"\int $body \,\mathrm{d}$x", "int W": r"\int $body \,\mathrm{d}$x",
    "int K": r"\sum_{$x} $body", "lambda": r"$x \mapsto $body", "conv": r"($0 \ast $1)($2)",
    "corr": r"($0 \star $1)($2)", "conv_K": r"($0 \ast $1)($2)",
    "fourier": r"\mathcal{F}\{$0\}($1)", "fourier_inverse": r"\mathcal{F}^{-1}\{$0\}($1)",
    "dist_conv": r"\langle $0 \ast $1, $2\rangle",
    "dist_derivative": r"\langle \partial_{$0} $1, $2\rangle",
    "shifted": r"$1(\cdot - $0)", "reflected": r"$0(-\cdot)",
    "ConvolutionExistsAt": r"$0 \ast $1 \text{ exists at } $2",
    "CorrelationExistsAt": r"$0 \star $1 \text{ exists at } $2",
    "EverywhereOnK": r"\text{for all } k\colon ($0)(k)", "conv/2": r"$0 \ast $1",
    "corr/2": r"$0 \star $1", "dist_conv/2": r"$0 \ast $1",
    "dist_derivative/2": r"\partial_{$0} $1", "D/2": r"\partial_{$0} $1",
}  # fmt: skip
# operator: (level of its arguments, its own level); 0 binder, 1 sum, 2 product, 3 atom
_LEVELS = {"=": (1, 0), "add": (1, 1), "minus": (2, 1), "neg": (2, 1), "mul": (2, 2)}
_LEVELS |= dict.fromkeys(("conv", "corr", "conv_K", "D", "ConvolutionExistsAt"), (3, 3))
_LEVELS |= dict.fromkeys(("conv/2", "corr/2", "dist_conv/2", "dist_derivative/2", "D/2"), (3, 2))
_LEVELS |= dict.fromkeys(("CorrelationExistsAt", "dist_conv", "dist_derivative"), (3, 3))


class _Printer:
    def __init__(self, style: dict[str, str], in_latex: bool):
        self.style = style
        self.in_latex = in_latex

    def show(self, term: Term, taken: frozenset[str], level: int = 0) -> str:
        head, arguments = _spine(term)
        if head[0] == "l":
            return self.binder(head, taken, level)
        if head[:2] == ("c", "int"):
            name, body = self.inside(arguments[0], taken, 2)
            total = Template(self.style[f"int {head[2]}"]).substitute(body=body, x=name)
            return _bracket(total, level, 1)
        operator = head[1]
        if head[0] == "c" and operator == "add" and _spine(arguments[1])[0][1] == "neg":
            operator, arguments = "minus", [arguments[0], _spine(arguments[1])[1][0]]
        part = f"{operator}/{len(arguments)}"  # the function itself, without its point
        operator = part if part in self.style else operator
        form = self.style.get(operator, "") if head[0] == "c" else ""
        if not form or f"${len(arguments)}" in form:
            return self.application(head, arguments, taken)
        inner, own = _LEVELS.get(operator, (0, 3))
        for i, argument in enumerate(arguments):
            if f"${i}" in form:
                form = form.replace(f"${i}", self.show(argument, taken, inner))
            else:
                form += f"({self.show(argument, taken)})"
        return _bracket(form, level, own)

    def application(self, head: Term, arguments: list[Term], taken: frozenset[str]) -> str:
        name = self.name(head[1])
        inner = ", ".join(self.show(argument, taken) for argument in arguments)
        return f"{name}({inner})" if arguments else name

    def name(self, name: str) -> str:
        if not self.in_latex:
            return _GREEK.get(name, name)
        if len(name.rstrip("'")) == 1:
            return name
        return rf"\{name}" if name in _GREEK else rf"\mathrm{{{name}}}"

    def binder(self, head: Term, taken: frozenset[str], level: int) -> str:
        body = head[2]
        if body[0] == "a" and body[2] == ("b", 0) and not _occurs(body[1], 0):
            return self.show(_opened(body[1], ("v", ""), 0), taken, level)  # λx. f x reads f
        name, inside = self.inside(head, taken, 0)
        return _bracket(Template(self.style["lambda"]).substitute(x=name, body=inside), level, 0)

    def inside(self, function: Term, taken: frozenset[str], level: int) -> tuple[str, str]:
        hint = function[3] if len(function) > 3 else "x"
        while hint in taken:
            hint += "'"
        body = _applied(function, ("v", hint))
        return self.name(hint), self.show(body, taken | {hint}, level)


def _applied(function: Term, argument: Term) -> Term:
    return _opened(function[2], argument, 0) if function[0] == "l" else ("a", function, argument)


def _opened(body: Term, value: Term, depth: int) -> Term:
    """As the kernel's, but names of bound variables survive."""
    if body == ("b", depth):
        return value
    if body[0] == "a":
        return ("a", _opened(body[1], value, depth), _opened(body[2], value, depth))
    if body[0] == "l":
        return (*body[:2], _opened(body[2], value, depth + 1), *body[3:])
    return body


def _spine(term: Term) -> tuple[Term, list[Term]]:
    arguments: list[Term] = []
    while True:
        if term[0] == "a":
            arguments.append(term[2])
            term = term[1]
        elif term[0] == "l" and arguments:
            term = _applied(term, arguments.pop())
        else:
            return term, arguments[::-1]


def _occurs(term: Term, depth: int) -> bool:
    if term[0] == "a":
        return _occurs(term[1], depth) or _occurs(term[2], depth)
    return _occurs(term[2], depth + 1) if term[0] == "l" else term == ("b", depth)


def _bracket(inner: str, level: int, own: int) -> str:
    return f"({inner})" if level > own else inner


def _shown(expression: Expression, in_latex: bool) -> str:
    printer = _Printer(_LATEX if in_latex else _PLAIN, in_latex)
    return printer.show(expression.term, frozenset(free(expression.term)))


def _expand(proof: Lines, in_latex: bool) -> list[tuple[Line, str]]:
    return [(line, _shown(line.expression, in_latex)) for line in proof.lines]


_LEAD = {"assume": "Assume", "have": "Have", "calc": "", "step": "=", "conclude": "Hence"}


_IN_TEXT = {
    ord(character): f"${command}$"
    for character, command in {
        "−": "-", "→": r"\to", "∗": r"\ast", "⋆": r"\star", "∫": r"\int", "Σ": r"\sum",
        "∂": r"\partial", "τ": r"\tau", "φ": r"\phi", "ψ": r"\psi", "…": r"\dots", "·": r"\cdot",
    }.items()
}  # fmt: skip


def text(proof: Lines) -> str:
    """Plain text, one line a step, its reason on the right."""
    rows = [proof.name, f"  {proof.title}   (lecture {proof.lecture})", ""]
    for line, shown in _expand(proof, False):
        left = f"  {_LEAD[line.kind]:>6} {shown}"
        rows.append(f"{left:<72}  [{line.reason}]" if line.reason else left)
    return "\n".join([*rows, *(f"  Note: {remark}" for remark in proof.remarks)])


def latex(proof: Lines) -> str:
    """One aligned display: a column of terms, a column of reasons."""
    rows = []
    for line, shown in _expand(proof, True):
        lead = {"step": "&= ", "calc": "& "}.get(line.kind, rf"&\text{{{_LEAD[line.kind]} }} ")
        reason = line.reason.translate(_IN_TEXT)
        reason = rf" && \text{{{reason}}}" if reason else ""
        rows.append(f"{lead}{shown}{reason}")
    body = " \\\\\n".join(rows)
    return r"\begin{aligned}" + f"\n{body}\n" + r"\end{aligned}"


def markdown(proof: Lines) -> str:
    """Heading, the aligned display, the notes as a list."""
    notes = [f"- {remark}" for remark in proof.remarks]
    return "\n".join([f"## {proof.name}", "", "$$", latex(proof), "$$", "", *notes])


def html(proof: Lines) -> str:
    """A table of lines and reasons, self-contained, without scripts."""
    rows: list[Any] = []
    for line, shown in _expand(proof, False):
        cells = (_LEAD[line.kind], shown, line.reason)
        rows.append("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>")
    notes = "".join(f"<p>{escape(remark)}</p>" for remark in proof.remarks)
    caption = f"<caption>{escape(proof.name)}: {escape(proof.title)}</caption>"
    return f"<table>{caption}{''.join(rows)}</table>{notes}"


FORMATS = {"text": text, "latex": latex, "markdown": markdown, "html": html}
