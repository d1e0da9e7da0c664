"""ipykernel's own application: configured and warmed in the template, begun in the child."""

from __future__ import annotations

import atexit
import contextlib
import importlib
import os
import sys
import time
import uuid
import weakref
from pathlib import Path
from typing import Any

import ipykernel_launcher
from ipykernel.kernelapp import IPKernelApp
from jupyter_core.paths import jupyter_runtime_dir

from gongkai.forking import Line
from gongkai.notebook.forked.kernel import ForkedKernel
from gongkai.notebook.forked.messages import Channel, Message, Recorder, Sink, as_json, from_json
from gongkai.notebook.forked.streams import Capture, NoThread, OutStream

_NEEDED_IN_A_CHILD = (
    "IPython.core.logger",
    "gongkai.notebook.forked.serve",
    "tornado.platform.asyncio",
)
_NO_DATABASE = "--HistoryManager.enabled=False"


class ForkedApp(IPKernelApp):
    """The application that holds the kernel; profile, extensions and start-up files apply."""

    def _session_default(self) -> Recorder:
        return Recorder(parent=self)

    def init_connection_file(self) -> None:
        """Have no connection."""

    def init_poller(self) -> None:
        """Leave the death of the parent to the template."""

    def init_sockets(self) -> None:
        """Have none, and no thread that serves them."""
        self.iopub_thread = NoThread()
        self.iopub_socket = "iopub"

    def init_heartbeat(self) -> None:
        """Have none."""

    def write_connection_file(self, **_: Any) -> None:
        """Have no connection."""

    def log_connection_info(self) -> None:
        """Have no connection."""

    def init_io(self) -> None:
        """Make the streams; descriptors are redirected in the child."""
        self.outstream_class = f"{OutStream.__module__}.{OutStream.__qualname__}"
        self.capture_fd_output = False
        super().init_io()

    def init_signal(self) -> None:
        """Leave the signals as a child has them: SIGINT is for the cells."""

    def init_kernel(self) -> None:
        """Make the kernel."""
        self.kernel = ForkedKernel.instance(
            parent=self,
            session=self.session,
            iopub_thread=self.iopub_thread,
            iopub_socket=self.iopub_socket,
            log=self.log,
            profile_dir=self.profile_dir,
            user_ns=self.user_ns,
        )
        self.displayhook.get_execution_count = lambda: self.kernel.execution_count


def warm() -> None:
    """Make the application, once, in the template process; no cell runs in it.

    Also what IPython makes when the first cell asks for it: what reads the cells, and
    what shows their results.
    """
    app = ForkedApp.instance()
    app.initialize([_NO_DATABASE])
    for module in _NEEDED_IN_A_CHILD:
        importlib.import_module(module)
    shell: Any = app.shell
    shell.transform_cell("''")
    shell.display_formatter.format("")


def begin(line: Line, sink: Sink, *, live: bool) -> ForkedKernel:
    """Make this child the owner of the warm kernel, and its output the kernel's.

    What the kernel says goes to `sink`; `live`: also while a cell runs.
    """
    app = ForkedApp.instance()
    session: Recorder = app.session
    capture = Capture(
        {1: sys.stdout, 2: sys.stderr},  # type: ignore[dict-item] # as init_io made them
        line,
        lambda message: sink("iopub", from_json(message)),
        live=live,
    ).begin()

    def deliver(channel: Channel, message: Message) -> None:
        if capture.is_owner:
            sink(channel, message)
        else:
            capture.relay(as_json(message))

    session.pid = os.getpid()
    session.sink = deliver
    _be_fresh()
    kernel: ForkedKernel = app.kernel
    kernel.owner = os.getpid()
    return kernel


def end() -> None:
    """Do what was registered to be done when the kernel ends."""
    with contextlib.suppress(BaseException):
        atexit._run_exitfuncs()


def _be_fresh() -> None:
    """Undo what a fork copies and a fresh kernel would not have."""
    atexit._clear()  # the template's own leaving is not this child's
    for finalizer in list(weakref.finalize._registry):  # type: ignore[attr-defined]
        finalizer.atexit = False
    atexit.register(weakref.finalize._exitfunc)  # type: ignore[attr-defined]
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # else every child draws the same numbers
    connection = Path(jupyter_runtime_dir()) / f"kernel-{uuid.uuid4()}.json"
    sys.argv = [ipykernel_launcher.__file__, "-f", str(connection), _NO_DATABASE]
    time.tzset()
