"""The per-article work on a Ray cluster: the same function, so the same results, byte for byte."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from corroborate.config import Config
from corroborate.errors import UsageError
from corroborate.types import Article, Findings, Page, Rejected

Result = tuple[Article, Findings] | Rejected
AT_ONCE = 8  #: pages a task: so many that handing out costs little
AHEAD = 2  #: tasks per core that wait or run


def run_on_ray(pages: Iterator[Page], attempt: Callable[[Page, Config], Result], config: Config) -> Iterator[tuple[Page, Result]]:
    """Results as they are done. A task whose process dies is tried once more, then page by page, so that only the culprit is rejected.

    Raises `UsageError` when Ray is not installed or the cluster does not answer.
    """
    ray = _connected(config)
    try:
        yield from _through(ray, pages, attempt, config)
    finally:
        ray.shutdown()


def _connected(config: Config) -> Any:
    try:
        import ray
    except ImportError as error:
        raise UsageError("--engine ray", 'needs a package that is not installed: pip install "corroborate[ray]"') from error
    cores = config.cores if config.address is None else None
    try:
        ray.init(
            address=config.address, num_cpus=cores, include_dashboard=False if cores else None, log_to_driver=False, logging_level=logging.ERROR,
            runtime_env={"env_vars": {"OPENBLAS_NUM_THREADS": "1"}},
        )  # fmt: skip
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise UsageError("--engine ray", f"no cluster: {' '.join(str(error).split())[:150]}") from error
    return ray


def _through(ray: Any, pages: Iterator[Page], attempt: Callable[[Page, Config], Result], config: Config) -> Iterator[tuple[Page, Result]]:
    work = ray.remote(max_retries=1, num_cpus=1)(_attempts)
    function, settings = ray.put(attempt), ray.put(config)
    running: dict[Any, list[Page]] = {}

    def hand_out(count: int, size: int = AT_ONCE) -> None:
        for _ in range(count):
            if some := list(islice(pages, size)):
                running[work.remote(some, function, settings)] = some

    hand_out(AHEAD * int(ray.cluster_resources().get("CPU", 1)))
    while running:
        (done,), _ = ray.wait(list(running), num_returns=1)
        some = running.pop(done)
        hand_out(1)
        yield from zip(some, _results(ray, done, some, lambda page: work.remote([page], function, settings)), strict=True)


def _results(ray: Any, done: Any, pages: list[Page], again: Callable[[Page], Any]) -> list[Result]:
    try:
        return list(ray.get(done))
    except ray.exceptions.RayError:
        if len(pages) > 1:
            return [_results(ray, again(page), [page], again)[0] for page in pages]
        return [Rejected(pages[0].path, "internal error: the process that read it died")]


def _attempts(pages: list[Page], attempt: Callable[[Page, Config], Result], config: Config) -> list[Result]:
    return [attempt(page, config) for page in pages]
