"""The way to a Dask cluster, and whether its workers would give the same bytes as we."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import dask
from distributed import Client, LocalCluster

from gongkai.batch.cluster_worker import facts_of
from gongkai.errors import InputError

LOCAL = "local"
_PATIENCE = 10
"""Seconds that a cluster may take to answer, and to have a worker."""

_SETTINGS = {
    "distributed.comm.timeouts.connect": 30,
    # A hundred looks a second at every thread, and fifty ticks: a tenth of a core for each
    # worker, which has nothing to do but wait for the process beside it.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "1s",
}

_NAMES = {
    "code": "程序",
    "law": "格式和规则的数据",
    "packages": "Python 或软件包的版本",
    "notebook": "主笔记本",
    "folder": "项目文件夹和结果文件夹（各机器须以同一路径共用）",
}


class ClusterError(InputError):
    """The cluster cannot be used, or has lost a part of the batch for good."""

    exit_code = 4


@contextlib.contextmanager
def connected(address: str, jobs: int) -> Iterator[Client]:
    """Give a client of the cluster at an address; of `jobs` workers here for `local`.

    What Dask would say on the terminal is not said: what matters becomes a sentence.

    Raises:
        ClusterError: nobody answers, or there is no worker.
    """
    with contextlib.ExitStack() as held:
        held.enter_context(_quiet())
        try:
            target: Any = address
            if address == LOCAL:
                target = held.enter_context(
                    LocalCluster(
                        n_workers=jobs,
                        threads_per_worker=1,
                        memory_limit=0,
                        dashboard_address=None,
                        silence_logs=logging.CRITICAL,
                    )
                )
            client: Client = held.enter_context(Client(target, timeout=_PATIENCE))
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise ClusterError(
                f"--cluster {address}",
                f"连不上集群的调度程序（{str(error) or type(error).__name__}），没有运行任何报告",
                "请核对地址，如 tcp://10.0.0.1:8786，并确认 dask scheduler 正在运行",
            ) from None
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError:
            raise ClusterError(
                f"--cluster {address}",
                "集群里没有工作进程，没有运行任何报告",
                f"请先在各机器上启动 dask worker {address}",
            ) from None
        yield client


def compare(client: Client, notebook: str, folders: Sequence[str]) -> dict[str, str]:
    """Return the facts that hold here and on each worker; see `facts_of`.

    Raises:
        ClusterError: they do not hold on one, which then would not give the same bytes.
    """
    ours = facts_of(notebook, [*folders])
    found = client.run(facts_of, notebook, [*folders], on_error="return")
    errors = [
        ClusterError(
            f"工作进程 {address}",
            f"{unlike(ours, theirs)}，没有运行任何报告",
            "请在该机器上装好同一版本的 gongkai（requirements.lock），并挂载同一文件夹",
        )
        for address, theirs in sorted(found.items())
        if theirs != ours
    ]
    if errors:
        raise ClusterError(errors[0].place, errors[0].problem, errors[0].remedy, tuple(errors[1:]))
    return ours


def unlike(ours: Mapping[str, str], theirs: Any) -> str:
    """Say in what a worker differs; `theirs` is an exception where it could not even tell."""
    if not isinstance(theirs, Mapping):
        return f"没有装好 gongkai（{type(theirs).__name__}：{theirs}）"
    differing = [name for name in ours if theirs.get(name) != ours[name]]
    return f"与本机不一致：{'、'.join(_NAMES.get(name, name) for name in differing)}"


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings(), dask.config.set(_SETTINGS):
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(before)
