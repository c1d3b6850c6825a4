"""Reading terms and types: as deep as the limit in every direction, and no deeper."""

import pytest

from symconv.kernel.refusal import MAX_DEPTH, CertificateError
from symconv.kernel.terms import read, read_type

X = ["v", "x"]
DEEPER = {
    "function": (read, X, lambda term: ["a", term, X]),
    "argument": (read, X, lambda term: ["a", X, term]),
    "body": (read, X, lambda term: ["l", "G", term]),
    "source": (read_type, "C", lambda type_: ["->", type_, "C"]),
    "target": (read_type, "C", lambda type_: ["->", "C", type_]),
}


@pytest.mark.parametrize("place", DEEPER)
def test_nesting_ends_at_the_limit(place):
    reader, data, deeper = DEEPER[place]
    for _ in range(MAX_DEPTH - 1):
        data = deeper(data)
    reader(data)
    with pytest.raises(CertificateError, match="depth"):
        reader(deeper(data))


def test_a_type_within_a_term_is_read_as_such():
    with pytest.raises(CertificateError, match="type-name"):
        read(["l", "Q", ["b", 0]])
    with pytest.raises(CertificateError, match="type-name"):
        read(["c", "zero", "Q"])
    assert read(["l", ["->", "G", "C"], ["b", 0]]) == ("l", ("->", "G", "C"), ("b", 0))
