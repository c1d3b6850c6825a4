"""The crossover table: errors are measured, the first size is read off, texts are complete."""

import json

import pytest

from symconv.errors import InvalidInput
from symconv.numeric import crossover
from symconv.numeric.timing import CrossoverRow, CrossoverTable


def row(n, m, direct, fft):
    seconds = {"direct": direct, "fft": fft, "overlap-add": 2 * fft}
    return CrossoverRow((n, m), seconds, dict.fromkeys(seconds, 1e-16))


def test_first_size_is_the_start_of_the_last_unbroken_run():
    table = CrossoverTable(
        (row(8, 8, 1, 0.5), row(16, 16, 1, 2), row(32, 32, 3, 2), row(64, 64, 9, 2))
    )
    assert table.first_size("fft", equal=True) == 32
    assert table.first_size("overlap-add", equal=True) == 64
    assert table.first_size("fft", equal=False) is None
    assert [r.fastest for r in table.rows] == ["fft", "direct", "fft", "fft"]


def test_measured_table():
    table = crossover(equal=(8, 64), short=(4,), long=256)
    assert [r.lengths for r in table.rows] == [(8, 8), (64, 64), (256, 4)]
    for entry in table.rows:
        assert all(seconds > 0 for seconds in entry.seconds.values())
        assert all(error < 1e-14 for error in entry.error.values())
        assert any(error > 0 for error in entry.error.values())
    assert "equal lengths: fft beats the direct sum" in str(table)
    assert json.loads(table.to_json())[0]["lengths"] == [8, 8]
    with pytest.raises(ValueError, match="positive integers"):
        crossover(equal=(2.5,))


@pytest.mark.parametrize(
    ("lengths", "message"),
    [
        ({"equal": 3}, "equal must be a tuple"),
        ({"short": None}, "short must be a tuple"),
        ({"equal": "ab"}, "equal must be a tuple"),
        ({"short": (2,), "long": None}, "positive integers"),
        ({"equal": (10**6,)}, "products by the direct sum"),
    ],
)
def test_what_is_no_length_is_refused(lengths, message):
    with pytest.raises(InvalidInput, match=message):
        crossover(**{"equal": (), "short": (), **lengths})
