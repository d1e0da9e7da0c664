"""What the tests have children do; imported in the template process."""

from __future__ import annotations

import ctypes
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gongkai.forking import Line

Arguments = Mapping[str, Any]


def warm() -> None:
    """Nothing to warm."""


def warm_with_a_thread() -> None:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


def warm_with_an_error() -> None:
    raise LookupError("no font")


def answer(arguments: Arguments, tell: Line) -> Any:
    return {"given": dict(arguments), "folder": str(Path.cwd()), "zone": os.environ.get("TZ")}


def tell_twice(arguments: Arguments, tell: Line) -> int:
    tell({"cell": 1})
    tell({"cell": 2, "text": "长" * arguments.get("length", 1)})
    return 3


def state_of_the_process(arguments: Arguments, tell: Line) -> Any:
    return {
        "stdin": os.read(0, 10).decode(),
        "leads its session": os.getsid(0) == os.getpid(),
        "interrupt": signal.getsignal(signal.SIGINT) is signal.default_int_handler,
        "terminate": signal.getsignal(signal.SIGTERM) is signal.SIG_DFL,
        "random": random.random(),
    }


def fail(arguments: Arguments, tell: Line) -> None:
    raise KeyError("missing")


def leave(arguments: Arguments, tell: Line) -> None:
    sys.exit(arguments["code"])


def leave_at_once(arguments: Arguments, tell: Line) -> None:
    os.write(2, b"out of luck\n")
    os._exit(arguments["code"])


def kill_itself(arguments: Arguments, tell: Line) -> None:
    tell("about to")
    os.kill(os.getpid(), signal.SIGKILL)


def crash(arguments: Arguments, tell: Line) -> None:
    ctypes.string_at(0)


def take_memory(arguments: Arguments, tell: Line) -> None:
    hold = []
    while True:
        hold.append(bytearray(1 << 24))


def loop(arguments: Arguments, tell: Line) -> None:
    tell(os.getpid())
    while True:
        pass


def loop_and_answer_when_interrupted(arguments: Arguments, tell: Line) -> str:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        return "interrupted"


def loop_whatever_comes(arguments: Arguments, tell: Line) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        pass


def fork_and_return(arguments: Arguments, tell: Line) -> str:
    pid = os.fork()
    if pid == 0:
        tell("a stranger speaks")
        return "a stranger returns"
    os.waitpid(pid, 0)
    return "mine"


def leave_a_process(arguments: Arguments, tell: Line) -> int:
    """Start a process that outlives this one, in its own session where asked for."""
    lingering = subprocess.Popen(["sleep", "300"], start_new_session=arguments["escape"])
    return lingering.pid


def leave_an_orphan(arguments: Arguments, tell: Line) -> int:
    """Start a daemon the classical way: forked twice, in its own session."""
    started = subprocess.run(
        ["sh", "-c", "setsid sleep 300 >/dev/null 2>&1 & echo $!"], capture_output=True, check=True
    )
    return int(started.stdout)


def start_and_loop(arguments: Arguments, tell: Line) -> None:
    tell([os.getpid(), leave_a_process({"escape": False}, tell), leave_an_orphan({}, tell)])
    while True:
        pass


def flood_output(arguments: Arguments, tell: Line) -> str:
    block = b"x" * (1 << 20)
    for _ in range(1024):
        os.write(1, block)
    return "all written"


def flood_answers(arguments: Arguments, tell: Line) -> None:
    while True:
        tell("x" * (1 << 20))


def answer_too_much(arguments: Arguments, tell: Line) -> str:
    return "x" * (2 << 20)


def answer_no_json(arguments: Arguments, tell: Line) -> Any:
    return {1, 2}


def delete_folder(arguments: Arguments, tell: Line) -> str:
    Path(arguments["doomed"]).rmdir()
    return str(Path.cwd())


def write_much(arguments: Arguments, tell: Line) -> None:
    Path("much").write_bytes(b"x" * (3 << 20))


def tell_while_interrupted(arguments: Arguments, tell: Line) -> int:
    """Be interrupted again and again while long messages are sent."""
    interrupted = 0
    armed = False

    def interrupt(*_: object) -> None:
        if armed:
            raise KeyboardInterrupt

    signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
    while interrupted < 20:
        try:
            armed = True
            while True:
                tell("y" * 300_000)
        except KeyboardInterrupt:
            armed = False
            interrupted += 1
            tell("z" * 100_000)
    return interrupted


def converse(arguments: Arguments, tell: Line) -> list[Any]:
    return [tell.ask({"number": number, "long": "答" * 50_000}) for number in range(3)]


def listen_to_itself(arguments: Arguments, tell: Line) -> str:
    spoken = tell.listen_to_output()
    os.write(1, b"heard")
    heard = os.read(spoken, 100).decode()
    os.write(2, b"last words\n")
    if arguments["die"]:
        os._exit(3)
    return heard


def tell_slower_and_slower(arguments: Arguments, tell: Line) -> None:
    for tenths in range(1, 100):
        tell(tenths)
        time.sleep(tenths / 10)
