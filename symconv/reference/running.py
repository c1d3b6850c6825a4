"""Run many cases on an executor: a bounded number in flight, dead workers' cases tried again.

A case never raises (see `casefiles`), so an exception out of a future means that its worker died or
was lost. In a pool of our own the cases in flight are then run one by one in a pool each, because
only that tells the one that kills its worker from those that were merely near it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import suppress
from itertools import islice
from typing import Any

from symconv.reference.casefiles import Outcome, case_outcome

__all__ = ["Result", "run_cases"]

Plain = dict[str, Any]
Result = tuple[Plain, Outcome]
_ATTEMPTS = 3
_FEW = 3
_IN_FLIGHT = 64
_PER_WORKER = 4
_HEARTBEAT = 1


def run_cases(
    cases: Iterator[Plain],
    *,
    executor: Executor | None = None,
    workers: int | None = None,
    compute: Callable[[Plain], Outcome] = case_outcome,
    inherited: int | None = None,
) -> Generator[Result, None, None]:
    """Yield every case with its outcome, in the order of completion.

    `executor` is used where given; if it breaks, what is left runs in a pool of our own. `workers`
    is the size of that pool; one means this process. `inherited` is a descriptor that forked
    workers have to close.
    """
    count = workers if workers is not None else _processors()
    runner = _Runner(cases, compute, inherited, count)
    if executor is not None:
        yield from runner.through(executor)
    first = list(islice(runner.cases, _FEW))
    if count == 1 or len(first) < _FEW:
        for case in _chained(first, runner.cases):
            yield case, compute(case)
        return
    runner.cases = _chained(first, runner.cases)
    yield from runner.pooled()


def _chained(first: list[Plain], rest: Iterator[Plain]) -> Iterator[Plain]:
    yield from first
    yield from rest


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _Runner:
    """The cases not yet given out, and the ways to run them."""

    def __init__(
        self,
        cases: Iterator[Plain],
        compute: Callable[[Plain], Outcome],
        inherited: int | None,
        workers: int,
    ):
        self.cases = cases
        self._compute, self._inherited, self._workers = compute, inherited, workers

    def through(self, executor: Executor) -> Iterator[Result]:
        """Somebody else's executor: a lost case is handed in again, three times at most."""
        flying: dict[Future[Outcome], tuple[Plain, int]] = {}
        broken: list[Plain] = []
        while not broken:
            for case in islice(self.cases, _IN_FLIGHT - len(flying)):
                self._submit(executor, case, 1, flying, broken)
            if not flying:
                break
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                case, attempt = flying.pop(future)
                try:
                    yield case, future.result()
                except BrokenExecutor:
                    broken.append(case)
                except Exception as error:
                    if attempt == _ATTEMPTS:
                        yield case, _lost(f"{type(error).__name__}: {error}")
                    else:
                        self._submit(executor, case, attempt + 1, flying, broken)
        yield from self._land(flying, broken)
        self.cases = _chained(broken, self.cases)

    def _submit(
        self,
        executor: Executor,
        case: Plain,
        attempt: int,
        flying: dict[Future[Outcome], tuple[Plain, int]],
        broken: list[Plain],
    ) -> None:
        try:
            flying[executor.submit(_attempted, self._compute, case, attempt)] = (case, attempt)
        except RuntimeError:  # BrokenExecutor, or shut down
            broken.append(case)

    def _land(
        self, flying: dict[Future[Outcome], tuple[Plain, int]], broken: list[Plain]
    ) -> Iterator[Result]:
        """Collect what a broken executor has still finished; the rest is to be run again."""
        for future, (case, _) in flying.items():
            try:
                yield case, future.result()
            except Exception:
                broken.append(case)

    def pooled(self) -> Iterator[Result]:
        """Processes of our own, as often as it takes."""
        while True:
            flying: dict[Future[Outcome], Plain] = {}
            pool = self._pool(self._workers)
            try:
                yield from self._fly(pool, flying)
                return
            except BrokenExecutor:
                pass
            finally:
                # On Ctrl-C, or when writing fails, only what is being computed is still finished.
                pool.shutdown(wait=not flying, cancel_futures=True)
            for case in flying.values():
                yield case, self._alone(case)

    def _fly(self, pool: Executor, flying: dict[Future[Outcome], Plain]) -> Iterator[Result]:
        """`flying` holds what was not finished when the pool breaks."""
        room = self._workers * _PER_WORKER
        while True:
            for case in islice(self.cases, room - len(flying)):
                future: Future[Outcome] = Future()
                flying[future] = case  # kept if submit raises
                flying[pool.submit(self._compute, case)] = flying.pop(future)
            if not flying:
                return
            for future in wait(flying, return_when=FIRST_COMPLETED).done:
                outcome = future.result()
                yield flying.pop(future), outcome

    def _alone(self, case: Plain) -> Outcome:
        for _ in range(_ATTEMPTS - 1):
            with suppress(BrokenExecutor), self._pool(1) as pool:
                return pool.submit(self._compute, case).result()
        return _lost("the worker process ended abruptly")

    def _pool(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, initializer=_attend, initargs=(os.getpid(), self._inherited)
        )


def _attempted(compute: Callable[[Plain], Outcome], case: Plain, attempt: int) -> Outcome:
    """Compute a case. The number makes each attempt a call of its own: Dask answers an equal call
    with the result, or the failure, that it remembers.
    """
    return compute(case)


def _lost(reason: str) -> Outcome:
    return Outcome(refusal="worker lost", reason=f"{_ATTEMPTS} attempts, each ended: {reason}")


def _attend(parent: int, inherited: int | None) -> None:
    """In a worker: let go of the folder's lock, and end when the parent has gone."""
    import signal

    # Ctrl-C is the parent's to answer; a worker that it killed could take the pool's locks along.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if os.getppid() != parent:
        os._exit(1)
    if inherited is not None:
        with suppress(OSError):
            os.close(inherited)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_HEARTBEAT)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
