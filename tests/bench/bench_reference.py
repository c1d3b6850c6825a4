"""Figures of the reference outputs: memory of 10,000 cases, speed-up of two processes.

Run with `python tests/bench/bench_reference.py [CASES]`; as a test with `pytest` on this file,
where fewer cases are enough to see that memory does not grow with their number.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from symconv.reference import generate


def sweep(count, step="1/4"):
    """Count cases: one-sided exponentials at as many rates, 16 samples each."""
    return {
        "case": [
            {
                "name": "sweep",
                "f": "exp(-a*x)*step(x)",
                "g": "x*exp(-x/3)*step(x)",
                "start": 0,
                "stop": 4,
                "step": step,
                "parameters": {"a": {"start": 1, "stop": 1 + count, "step": 1}},
            }
        ]
    }


def seconds(count, workers, folder):
    """The time of a fresh run."""
    started = time.perf_counter()
    done = generate(sweep(count), folder, progress=False, workers=workers)
    assert done.written == count
    return time.perf_counter() - started


def peak():
    """(this process, its largest child so far) in MiB."""
    own, child = (
        resource.getrusage(who).ru_maxrss / 1024
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own, child


def growth(first, second):
    """MiB that the peaks of a run of `second` cases exceed those of one of `first` cases by."""
    with tempfile.TemporaryDirectory() as folder:
        seconds(first, 2, Path(folder, "first"))
        before = peak()
        seconds(second, 2, Path(folder, "second"))
        return before, peak()


def speedup(count):
    """Time with one process over time with two, the better of two runs of each."""
    with tempfile.TemporaryDirectory() as folder:
        times = {
            workers: min(seconds(count, workers, Path(folder, f"{workers}{k}")) for k in range(2))
            for workers in (1, 2)
        }
    return times[1], times[2]


def test_memory_does_not_grow_with_the_number_of_cases():
    before, after = growth(100, 400)
    assert max(b - a for a, b in zip(before, after, strict=True)) < 40


def test_two_processes_are_faster_than_one():
    one, two = speedup(150)
    assert two < one


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    one, two = speedup(200)
    print(f"200 cases: 1 process {one:.1f} s, 2 processes {two:.1f} s, ratio {one / two:.2f}")
    started = time.perf_counter()
    before, after = growth(200, count)
    print(f"200 and {count} cases: {time.perf_counter() - started:.0f} s")
    print(f"peak after 200 cases: {before[0]:.0f} MiB, largest worker {before[1]:.0f} MiB")
    print(f"peak after {count} cases: {after[0]:.0f} MiB, largest worker {after[1]:.0f} MiB")


if __name__ == "__main__":
    main()
