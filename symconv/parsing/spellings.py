"""The field's signs beyond ASCII: exponent signs, Greek, fractions, dashes, dots and bars.

A sign of one meaning is read as its ASCII spelling. A Greek letter is a name of one letter, with
its index if it has one, and stands for the symbol of that letter or of its English name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Container, Iterator

__all__ = [
    "EXPONENT_SIGNS",
    "FRACTIONS",
    "PRIMES",
    "SIGNS",
    "is_greek",
    "is_letter",
    "named_among",
    "plain_name",
    "upright",
]

SIGNS = {
    **dict.fromkeys("≤⩽≦", "<="),
    **dict.fromkeys("≥⩾≧", ">="),
    "≠": "!=",
    **dict.fromkeys("−–‐‑‒", "-"),
    **dict.fromkeys("·⋅∙×", "*"),
    **dict.fromkeys("÷∕⁄", "/"),
    "∧": "&",
    "∨": "or",
    "¬": "~",
    "∣": "|",
    "∞": "oo",
    "^": "**",
}
FRACTIONS = {
    sign: unicodedata.normalize("NFKC", sign).replace("⁄", "/") for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
}
PRIMES = {"'": 1, "’": 1, "′": 1, "ʹ": 1, "´": 1, "″": 2, "‴": 3}

_RAISED = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
EXPONENT_SIGNS = {
    **dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾", "0123456789+-()", strict=True)),
    **{sign: unicodedata.normalize("NFKC", sign) for sign in _RAISED},
    **dict(zip("ᵝᵞᵟᶿᵠᵡ", "βγδθφχ", strict=True)),
}

_LETTERS = "αβγδεζηθικλμνξοπρστυφχψω"
_ENGLISH = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma "
    "tau upsilon phi chi psi omega"
)
_GREEK = {
    **dict(zip(_LETTERS, _ENGLISH.split(), strict=True)),
    **dict(zip(_LETTERS.upper(), _ENGLISH.title().split(), strict=True)),
}
_INDICES = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_ALSO = {"lambda": ("lam", "lamda")}


def is_letter(character: str) -> bool:
    """Whether a name may begin with it: a letter that is no exponent sign."""
    if character.isascii():
        return character.isalpha() or character == "_"
    raised = unicodedata.decomposition(character).startswith("<super>")
    return character.isalpha() and not raised


def is_greek(character: str) -> bool:
    """Whether it is a Greek letter in one of its shapes, as ϕ and µ are."""
    return unicodedata.normalize("NFKC", character) in _GREEK


def upright(letter: str) -> str:
    """The letter that an italic or bold one of mathematics stands for: x for 𝑥, e for ℯ."""
    is_font = unicodedata.decomposition(letter).startswith("<font>")
    return unicodedata.normalize("NFKC", letter) if is_font else letter


def plain_name(name: str) -> str:
    """The name in ASCII where it has one: omega_0 for ω₀, x for an italic 𝑥.

    >>> plain_name("ω₀")
    'omega_0'
    """
    spelled = list(_spellings(name))
    return spelled[1] if len(spelled) > 1 else spelled[0]


def named_among(name: str, known: Container[str]) -> str | None:
    """The spelling of the name that is known, the one in the text first; None if there is none.

    >>> named_among("ω₀", {"omega0"})
    'omega0'
    """
    if name.isascii() or name in known:
        return name if name in known else None
    return next((spelling for spelling in _spellings(name) if spelling in known), None)


def _spellings(name: str) -> Iterator[str]:
    """The spellings of one name, its own first, then the one that is written for it."""
    yield name
    index = name.translate(_INDICES)
    stem = name.rstrip("₀₁₂₃₄₅₆₇₈₉")
    folded = "".join(unicodedata.normalize("NFKC", c) for c in index[: len(stem)])
    digits = index[len(stem) :]
    greek = _GREEK.get(folded[:1]) if folded[1:2] in {"", "_", *"0123456789"} else None
    stems = [folded]
    if greek is not None:
        stems = [
            *(word + folded[1:] for word in (greek, *_ALSO.get(greek, ()))),
            folded,
        ]
    for written in stems:
        if not digits:
            yield written
            continue
        yield f"{written}_{digits}"
        yield f"{written}{digits}"
