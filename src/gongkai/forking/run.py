"""One task under way: what goes to the child, what comes back, and the verdict."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from types import TracebackType
from typing import Any, Self

from gongkai.forking.channel import PACKET, Receiver, Sender
from gongkai.forking.task import Ended, Ending, ForkingUnavailable, Task

_WORDS = 16 * 1024
_PIPE = 64 * 1024
_MEGABYTE = 1 << 20


class Run:
    """The ends of one child's pipes that the supervisor holds; a context manager."""

    def __init__(self, task: Task, on_event: Callable[[Any], Any] | None) -> None:
        self._task = task
        self._on_event = on_event
        self._receiver = Receiver(task.limits.answer_megabytes * _MEGABYTE)
        self._reported: dict[str, Any] = {}
        self._lines = b""
        self._words = b""
        self._answer: dict[str, Any] = {}
        self._last: Any = None
        self._heard = time.monotonic()
        self._silent = False

    def __enter__(self) -> Self:
        """Make the pipes and write the task where the child reads it."""
        self._ours = contextlib.ExitStack()
        self._theirs = contextlib.ExitStack()
        paper = self._theirs.enter_context(open(os.memfd_create("task"), "wb"))  # noqa: PTH123
        paper.write(_as_json(self._task))
        paper.flush()
        self._answers, answers = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._ours.enter_context(self._answers)
        self._theirs.enter_context(answers)
        self._said, said = self._pipe()
        self._report, report = self._pipe()
        self._handed = [paper.fileno(), answers.fileno(), said, self._said, report]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the pipes."""
        self._theirs.close()
        self._ours.close()

    def handed_over(self) -> list[int]:
        """Return the descriptors for the template process, in the order it expects."""
        return self._handed

    def hand_over(self) -> None:
        """Close what now belongs to the child alone."""
        self._theirs.close()

    def follow(self, order: Callable[[str], object]) -> Ended | None:
        """Listen until the child has ended. None where none was forked.

        `order` has the template do something to it: "kill" or "interrupt".

        Raises:
            ForkingUnavailable: the template will not fork.
        """
        try:
            self._listen(order)
        except BaseException:
            order("kill")
            while self._take_report():
                pass
            raise
        self._drain()
        if "refused" in self._reported:
            raise ForkingUnavailable(self._reported["refused"])
        return self._verdict() if self._reported else None

    def _listen(self, order: Callable[[str], object]) -> None:
        refused = gone = False
        with selectors.DefaultSelector() as self._selector:
            for source, take in (
                (self._answers, self._take_answer),
                (self._said, self._take_words),
                (self._report, self._take_report),
            ):
                self._selector.register(source, selectors.EVENT_READ, take)
            while not gone and "ended" not in self._reported:
                for key, _ in self._selector.select(self._patience()):
                    if not key.data():
                        self._selector.unregister(key.fileobj)
                        gone = gone or key.fileobj == self._report
                if self._receiver.full and not refused:
                    refused = True
                    order("kill")
                elif self._patience() == 0.0:
                    self._silent = True
                    order("interrupt")

    def _patience(self) -> float | None:
        """Seconds until the child has told nothing for too long; None: no matter."""
        most = self._task.limits.event_seconds
        if most is None or self._silent:
            return None
        return max(0.0, self._heard + most - time.monotonic())

    def _take_answer(self) -> bool:
        packet = self._answers.recv(PACKET)
        for message in self._receiver.take(packet):
            if "event" in message:
                self._hear(message["event"])
            elif "ask" in message:
                self._reply(message, self._hear(message["ask"]))
            elif "quiet" in message:
                self._selector.unregister(self._said)
                self._reply(message, None)
            elif "words" in message:
                self._words = (self._words + message["words"].encode())[-_WORDS:]
            else:
                self._answer = message
        return bool(packet)

    def _hear(self, event: Any) -> Any:
        self._last = event
        reply = None if self._on_event is None else self._on_event(event)
        self._heard = time.monotonic()
        return reply

    def _reply(self, message: Mapping[str, Any], reply: Any) -> None:
        with contextlib.suppress(OSError):  # it died meanwhile
            Sender(self._answers).send({"question": message["question"], "reply": reply})

    def _take_words(self) -> bool:
        data = os.read(self._said, _PIPE)
        self._words = (self._words + data)[-_WORDS:]
        return bool(data)

    def _take_report(self) -> bool:
        data = os.read(self._report, _PIPE)
        *lines, self._lines = (self._lines + data).split(b"\n")
        for line in lines:
            self._reported |= json.loads(line)
        return bool(data)

    def _drain(self) -> None:
        """Take what the child sent before it ended."""
        self._answers.setblocking(False)
        os.set_blocking(self._said, False)
        for take in (self._take_answer, self._take_words):
            with contextlib.suppress(BlockingIOError, ConnectionResetError):
                while take():
                    pass

    def _verdict(self) -> Ended:
        ended = self._reported.get("ended")
        if ended is None:
            _kill_group(self._reported["pid"])
            return Ended("killed", message="the template process died", last=self._last)
        ending, message = self._ending(ended)
        return Ended(
            ending,
            self._answer.get("returned"),
            message,
            ended["signal"],
            ended["exit_code"],
            ended["peak_memory"],
            ended["cpu_seconds"],
            self._last,
        )

    def _ending(self, ended: Mapping[str, Any]) -> tuple[Ending, str]:
        """An answer counts only from a child that then ended well and in time."""
        limits = self._task.limits
        if self._receiver.full:
            return "refused", f"sent more than {limits.answer_megabytes} megabytes"
        if ended["late"] and self._silent:
            return "timeout", f"told nothing for {limits.event_seconds:g} seconds"
        if ended["late"]:
            return "timeout", f"ran longer than {limits.seconds:g} seconds"
        if ended["exit_code"] == 0 and "returned" in self._answer:
            return "returned", ""
        if ended["exit_code"] == 0 and "raised" in self._answer:
            return "raised", self._answer["raised"]
        return "killed", self._how(ended["exit_code"], ended["signal"])

    def _how(self, code: int | None, number: int | None) -> str:
        """Say how a child died, with its last words."""
        how = f"exit code {code}" if number is None else signal.Signals(number).name
        lines = self._words.decode(errors="replace").strip().splitlines()
        fatal = [line for line in lines if line.startswith("Fatal Python error")]
        return "：".join([how, *(fatal or lines)[-1:]])

    def _pipe(self) -> tuple[int, int]:
        ours, theirs = os.pipe()
        self._ours.callback(os.close, ours)
        self._theirs.callback(os.close, theirs)
        return ours, theirs


def _as_json(task: Task) -> bytes:
    values = {
        "function": task.function,
        "arguments": task.arguments,
        "folder": str(task.folder),
        "limits": asdict(task.limits),
        "environment": dict(task.environment),
    }
    return json.dumps(values).encode()


def _kill_group(pid: int) -> None:
    """The kernel killed the child with its parent; this is for what the child started."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)
