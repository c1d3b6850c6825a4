from __future__ import annotations

import pytest
import sympy

from symconv import box, parse
from symconv.show.picture import picture_of
from symconv.show.sliding import case_at, frames_of

x = sympy.Symbol("x", real=True)


@pytest.fixture(scope="module")
def picture():
    return picture_of(box(x, -1, 2), parse("1 - abs(x)/5 for x > 0", x), x, "convolve")


def test_frames_run_from_left_to_right_and_stop_at_every_case_change(picture):
    frames = frames_of(picture)
    times = [frame.t for frame in frames]
    assert times == sorted(set(times))
    assert 28 <= len(frames) <= 34
    assert [frame.t for frame in frames if frame.stops] == [-1, 2]
    assert (times[0], times[-1]) == pytest.approx(picture.window)


def test_the_case_at_a_break_point_is_the_one_that_begins(picture):
    assert [case_at(picture, at).number for at in (-1.5, -1, 0, 2, 7)] == [1, 2, 2, 3, 3]
