"""From which size the FFT beats direct sums: `python tests/bench/bench_crossover.py`."""

import pytest

from symconv.numeric import crossover


@pytest.mark.slow
def test_fft_wins_for_large_equal_lengths_and_loses_for_small():
    table = crossover()
    print(table)
    size = table.first_size("fft", equal=True)
    assert size is not None
    assert 64 < size <= 4096
    for row in table.rows:
        assert row.error["direct"] < 1e-15
        assert row.error["fft"] < 1e-14


if __name__ == "__main__":
    print(crossover())
