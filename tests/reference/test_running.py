"""Executors: every case once, dead workers' cases again, what kills its worker is named."""

from __future__ import annotations

import os
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from symconv.reference import generate, running
from symconv.reference.casefiles import Outcome
from symconv.reference.running import run_cases


def told(case):
    return Outcome({case["stem"]: str(os.getpid()).encode()})


def dies_once(case):
    """Kill the worker the first time the case "fatal" is met."""
    marker = Path(case["marker"])
    if case["stem"] == "fatal" and not marker.exists():
        marker.touch()
        os._exit(1)
    return told(case)


def dies_always(case):
    if case["stem"] == "fatal":
        os._exit(1)
    return told(case)


def plain(folder, count=12, fatal=5):
    return [
        {"stem": "fatal" if k == fatal else f"case{k}", "marker": str(folder / "marker")}
        for k in range(count)
    ]


def collected(cases, **options):
    results = list(run_cases(iter(cases), **options))
    assert sorted(case["stem"] for case, _ in results) == sorted(case["stem"] for case in cases)
    return {case["stem"]: outcome for case, outcome in results}


def test_few_cases_stay_in_this_process(tmp_path):
    found = collected(plain(tmp_path, 2), compute=told)
    assert {outcome.files[stem] for stem, outcome in found.items()} == {str(os.getpid()).encode()}


def test_many_cases_use_processes(tmp_path):
    found = collected(plain(tmp_path, 12), compute=told, workers=2)
    assert str(os.getpid()).encode() not in {o.files[stem] for stem, o in found.items()}


def test_a_dead_workers_case_is_tried_again(tmp_path):
    found = collected(plain(tmp_path), compute=dies_once, workers=2)
    assert (tmp_path / "marker").exists()
    assert all(outcome.refusal is None for outcome in found.values())


def test_a_case_that_kills_its_worker_is_named_and_the_others_done(tmp_path):
    found = collected(plain(tmp_path), compute=dies_always, workers=2)
    assert [stem for stem, outcome in found.items() if outcome.refusal] == ["fatal"]
    assert found["fatal"].refusal == "worker lost"
    assert "3 attempts" in found["fatal"].reason


def test_an_executor_of_the_users(tmp_path):
    with ThreadPoolExecutor(2) as executor:
        found = collected(plain(tmp_path, 100), compute=told, executor=executor)
    assert all(outcome.refusal is None for outcome in found.values())


def test_a_users_pool_that_breaks_is_replaced(tmp_path):
    with ProcessPoolExecutor(2) as executor:
        found = collected(plain(tmp_path), compute=dies_once, executor=executor, workers=2)
    assert all(outcome.refusal is None for outcome in found.values())


class Lossy:
    """An executor that loses each case some times, as a cluster that loses machines."""

    def __init__(self, losses):
        self.losses, self.seen, self.most = losses, {}, 0

    def submit(self, function, compute, case, attempt):
        count = self.seen[case["stem"]] = self.seen.get(case["stem"], 0) + 1
        future = Future()
        if count <= self.losses:
            future.set_exception(ConnectionError("machine gone"))
        else:
            future.set_result(function(compute, case, attempt))
        return future


def test_a_lost_case_is_submitted_again(tmp_path):
    found = collected(plain(tmp_path), compute=told, executor=Lossy(2))
    assert all(outcome.refusal is None for outcome in found.values())
    found = collected(plain(tmp_path), compute=told, executor=Lossy(3))
    assert {outcome.refusal for outcome in found.values()} == {"worker lost"}
    assert "machine gone" in found["fatal"].reason


def test_a_bounded_number_is_in_flight(tmp_path, monkeypatch):
    monkeypatch.setattr(running, "_IN_FLIGHT", 7)
    given = 0

    def counting():
        nonlocal given
        for case in plain(tmp_path, 50):
            given += 1
            yield case

    with ThreadPoolExecutor(2) as executor:
        for done, _ in enumerate(run_cases(counting(), executor=executor, compute=told)):
            assert given <= done + 1 + 7


def test_a_dask_cluster(spec, made, tmp_path, contents):
    distributed = pytest.importorskip("distributed", reason="needs dask which is not installed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        done = generate(spec, tmp_path / "out", executor=executor, progress=False)
    assert done.written == 11
    assert contents(tmp_path / "out") == contents(made)


@pytest.mark.slow
def test_a_dask_cluster_of_processes_that_loses_a_worker(spec, made, tmp_path, contents):
    distributed = pytest.importorskip("distributed", reason="needs dask which is not installed")
    import dask

    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        found = collected(plain(tmp_path), compute=dies_once, executor=executor)
        assert all(outcome.refusal is None for outcome in found.values())
        generate(spec, tmp_path / "out", executor=executor, progress=False)
    assert contents(tmp_path / "out") == contents(made)
