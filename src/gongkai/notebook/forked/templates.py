"""The warm template that a process keeps, and which kernels it can stand for."""

from __future__ import annotations

import atexit
import contextlib
import os
import string
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager, NoSuchKernel

from gongkai.forking import ForkingUnavailable, Template

_WARM = "gongkai.notebook.forked.application:warm"
_STOCK = ("-m", "ipykernel_launcher", "-f", "{connection_file}")
_SINGLE_THREADED = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""What keeps numpy, pandas and pyarrow from starting threads when they are imported."""

_HARMLESS = {"-Xfrozen_modules=off"}


@dataclass
class _Kept:
    """A template, what it was started with, and how many notebooks are under way in it."""

    key: tuple[Any, ...]
    template: Template
    users: int = 0


_lock = threading.Lock()
_shelf: list[_Kept] = []


@contextlib.contextmanager
def kept_template(
    environment: Mapping[str, str], warm: tuple[str, ...], start_seconds: float
) -> Iterator[Template]:
    """Give the template for this environment; it is kept warm until another is asked for.

    Variables are read when Python and its modules start, so that another environment
    is another template.
    """
    if warm:
        environment = {**environment, **_SINGLE_THREADED}
    key = (os.getpid(), warm, tuple(sorted(environment.items())))
    with _lock:
        _put_away(unless=key)
        if not _shelf or _shelf[-1].key != key:
            _shelf.append(_Kept(key, Template([_WARM, *warm], environment, start_seconds)))
        kept = _shelf[-1]
        kept.users += 1
    try:
        yield kept.template
    finally:
        with _lock:
            kept.users -= 1
            _put_away(unless=_shelf[-1].key)


def environment_of(kernel_name: str) -> dict[str, str]:
    """Return the environment that a stock kernel of this name would have.

    Raises:
        ForkingUnavailable: it is not this very Python with ipykernel.
    """
    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        raise ForkingUnavailable(f"there is no kernel named {kernel_name}") from None
    if spec.language.lower() != "python":
        raise ForkingUnavailable(f"the kernel {kernel_name} is not Python")
    if not _is_this_python(spec):
        raise ForkingUnavailable(f"the kernel {kernel_name} starts in a way of its own")
    own = {
        name: string.Template(value).safe_substitute(os.environ) for name, value in spec.env.items()
    }
    return {**os.environ, **own}


def _is_this_python(spec: KernelSpec) -> bool:
    python, *rest = spec.argv
    flags, command = rest[: -len(_STOCK)], tuple(rest[-len(_STOCK) :])
    here = Path(sys.executable)
    number = sys.version_info
    names = {"python", f"python{number[0]}", f"python{number[0]}.{number[1]}"}
    there = Path(python)
    same = there.parent == here.parent and there.resolve() == here.resolve()
    return command == _STOCK and set(flags) <= _HARMLESS and (python in names or same)


def _put_away(unless: tuple[Any, ...]) -> None:
    """Close the templates that nobody uses and that are not the one with this key."""
    for kept in [one for one in _shelf if one.users == 0 and one.key != unless]:
        _shelf.remove(kept)
        kept.template.close()


@atexit.register
def _close() -> None:
    with _lock:
        for kept in _shelf:
            kept.template.close()
        _shelf.clear()
