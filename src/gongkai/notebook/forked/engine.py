"""`papermill --engine gongkai-fork`: any Python notebook, in a forked child."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.engines import Engine, NBClientEngine
from papermill.log import logger
from papermill.utils import merge_kwargs, remove_args

from gongkai.forking import Ended, ForkingUnavailable, Limits, Line
from gongkai.notebook.forked.templates import environment_of, kept_template

NAME = "gongkai-fork"

_LIMITS = {
    "run_timeout": "seconds",
    "memory_megabytes": "memory_megabytes",
    "cpu_seconds": "cpu_seconds",
    "file_megabytes": "file_megabytes",
    "answer_megabytes": "answer_megabytes",
}
_OF_A_KERNEL_OF_ITS_OWN = ("km", "kernel_manager_class", "extra_arguments")
_START_SECONDS = 60


class ForkEngine(Engine):  # type: ignore[misc]
    """Runs cells in a forked child, or with the stock engine where that cannot be.

    Options, on top of papermill's and nbclient's: `run_timeout` (seconds for the whole
    notebook), `memory_megabytes`, `cpu_seconds`, `file_megabytes`, `answer_megabytes`
    (see `gongkai.forking.Limits`), `warm` (modules to import before the fork), and
    `line`, in a process that is such a child already: run the cells right here.
    """

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, line: Line | None = None, **options: Any
    ) -> None:
        """Run the notebook that `nb_man` holds.

        Raises:
            CellTimeoutError: a cell or the run took longer than allowed.
            DeadKernelError: the child died; the message says how.
        """
        own = {name: options.pop(name) for name in (*_LIMITS, "warm") if name in options}
        if line is not None:
            from gongkai.notebook.forked.here import run_here

            nb_man.nb.metadata.papermill["engine"] = NAME
            run_here(nb_man, line, **_for_client(kernel_name, **options))
            return
        try:
            _run_apart(nb_man, kernel_name, own, options)
        except ForkingUnavailable as reason:
            logger.warning("%s: %s; running with papermill's own engine", NAME, reason)
            nb_man.nb.metadata.papermill["engine"] = f"nbclient ({reason})"
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)


def _run_apart(
    nb_man: Any, kernel_name: str, own: Mapping[str, Any], options: Mapping[str, Any]
) -> None:
    from gongkai.notebook.forked.apart import ApartKernel
    from gongkai.notebook.forked.client import ForkClient

    asked = [name for name in _OF_A_KERNEL_OF_ITS_OWN if options.get(name)]
    if asked:
        raise ForkingUnavailable(f"{asked[0]} asks for a kernel of its own")
    limits = Limits(**{_LIMITS[name]: own[name] for name in own if name in _LIMITS})
    metadata = options.get("resources", {}).get("metadata", {})
    folder = Path(metadata.get("path") or ".").absolute()
    warm = tuple(own.get("warm", ()))
    seconds = options.get("start_timeout") or _START_SECONDS
    with kept_template(environment_of(kernel_name), warm, seconds) as template:
        kernel = ApartKernel(template, folder, limits)
        kernel.start()
        nb_man.nb.metadata.papermill["engine"] = NAME
        idle = False
        try:
            for_client = _for_client(kernel_name, **options)
            ForkClient(nb_man, kernel, kernel.connection, **for_client).execute()
            idle = True
        except DeadKernelError as error:
            idle = True
            raise _truth(kernel.stop(kindly=True)) from error
        finally:
            ended = kernel.stop(kindly=idle)
    if ended is not None and ended.ending in ("timeout", "refused"):
        raise _truth(ended)


def _truth(ended: Ended | None) -> Exception:
    """How the child really ended, as the exception nbclient has for it."""
    if ended is None:
        return DeadKernelError("Kernel died")
    if ended.ending == "timeout":
        return CellTimeoutError(f"The notebook {ended.message}")
    memory = f"{ended.peak_memory / 2**20:.0f} MB of memory at most"
    return DeadKernelError(f"Kernel died: {ended.message} ({memory})")


def _for_client(
    kernel_name: str,
    start_timeout: float = _START_SECONDS,
    execution_timeout: float | None = None,
    **options: Any,
) -> dict[str, Any]:
    """Options of the client, as papermill's own engine makes them of its own."""
    plain = remove_args(["input_path", "timeout", "startup_timeout"], **options)
    merged: dict[str, Any] = merge_kwargs(
        plain,
        timeout=execution_timeout or options.get("timeout"),
        startup_timeout=start_timeout,
        kernel_name=kernel_name,
        log=logger,
    )
    return merged
