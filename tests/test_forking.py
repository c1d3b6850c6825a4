"""Locks of tables are open in every forked child."""

from __future__ import annotations

import os
import threading
import time

import pytest

from symconv.forking import in_each_child, lock_of_a_table

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_fork_waits_for_the_lock_and_the_child_finds_it_open():
    lock = lock_of_a_table()
    half_done, steps = threading.Event(), []

    def add():
        with lock:
            steps.append("begun")
            half_done.set()
            time.sleep(0.1)
            steps.append("ended")

    thread = threading.Thread(target=add)
    thread.start()
    half_done.wait(60)
    child = os.fork()
    if child == 0:
        os._exit(0 if lock.acquire(blocking=False) and steps == ["begun", "ended"] else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert not lock.locked()
    thread.join()


def test_repairs_run_in_the_child_alone():
    seen = []
    in_each_child(lambda: seen.append(os.getpid()))
    child = os.fork()
    if child == 0:
        os._exit(0 if seen == [os.getpid()] else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert seen == []
