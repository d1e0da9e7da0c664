"""Whatever a child does, its end is told truthfully, and nothing of it is left."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from gongkai.forking import Ended, ForkingUnavailable, Limits, Task, Template

CHECKOUT = Path(__file__).parents[2]
ENVIRONMENT = {"PYTHONPATH": str(CHECKOUT), "TZ": "UTC"}


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    with Template(["tests.forking.tasks:warm"], ENVIRONMENT) as started:
        yield started


def task(folder: Path, name: str, limits: Limits = Limits(seconds=30), **arguments: Any) -> Task:  # noqa: B008
    return Task(f"tests.forking.tasks:{name}", arguments, folder, limits)


def gone(pid: int, within: float = 5.0) -> bool:
    """Whether a process is gone, or will be in a moment."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(0.02)
    return False


def test_what_is_returned_comes_back(template: Template, tmp_path: Path) -> None:
    asked = Task("tests.forking.tasks:answer", {"年": 2020}, tmp_path, environment={"TZ": "Asia"})
    ended = template.run(asked)
    assert {"given": {"年": 2020}, "folder": str(tmp_path), "zone": "Asia"} == ended.value
    assert ("returned", "", 0, None) == (
        ended.ending,
        ended.message,
        ended.exit_code,
        ended.signal,
    )
    assert ended.peak_memory > 1 << 20


def test_events_arrive_in_order_and_whole(template: Template, tmp_path: Path) -> None:
    events: list[Any] = []
    ended = template.run(task(tmp_path, "tell_twice", length=200_000), events.append)
    assert [{"cell": 1}, {"cell": 2, "text": "长" * 200_000}] == events
    assert (3, events[-1]) == (ended.value, ended.last)


def test_a_child_is_a_fresh_process(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "state_of_the_process"))
    again = template.run(task(tmp_path, "state_of_the_process"))
    assert {
        "stdin": "",
        "leads its session": True,
        "interrupt": True,
        "terminate": True,
    } == {key: value for key, value in ended.value.items() if key != "random"}
    assert ended.value["random"] != again.value["random"]


def test_a_child_can_ask(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "converse"), lambda asked: [asked["number"], asked["long"]])
    assert [[number, "答" * 50_000] for number in range(3)] == ended.value


def test_a_child_may_read_its_own_output(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "listen_to_itself", die=False))
    assert ("returned", "heard") == (ended.ending, ended.value)


def test_last_words_that_a_child_did_not_read_are_told(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "listen_to_itself", die=True))
    assert ("killed", "exit code 3：last words") == (ended.ending, ended.message)


def test_a_child_that_tells_nothing_for_too_long_is_interrupted(
    template: Template, tmp_path: Path
) -> None:
    ended = template.run(task(tmp_path, "tell_slower_and_slower", Limits(event_seconds=0.35)))
    assert ("timeout", "told nothing for 0.35 seconds", 4) == (
        ended.ending,
        ended.message,
        ended.last,
    )


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("fail", {}, "KeyError: 'missing'"),
        ("leave", {"code": 0}, "SystemExit: 0"),
        ("leave", {"code": "out"}, "SystemExit: out"),
        ("answer_no_json", {}, "the value returned is no JSON: Object of type set"),
        ("not_there", {}, "AttributeError: module 'tests.forking.tasks' has no attribute"),
        ("take_memory", {}, "MemoryError"),
        ("write_much", {}, "OSError: [Errno 27] File too large"),
    ],
)
def test_an_exception_is_raised_and_never_an_answer(
    template: Template, tmp_path: Path, name: str, arguments: dict[str, Any], expected: str
) -> None:
    limits = Limits(seconds=30, memory_megabytes=200, file_megabytes=2)
    ended = template.run(task(tmp_path, name, limits, **arguments))
    assert ("raised", None) == (ended.ending, ended.value)
    assert ended.message.startswith(expected)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("leave_at_once", {"code": 0}, (None, 0, "exit code 0：out of luck")),
        ("leave_at_once", {"code": 7}, (None, 7, "exit code 7：out of luck")),
        ("kill_itself", {}, (signal.SIGKILL, None, "SIGKILL")),
        (
            "crash",
            {},
            (signal.SIGSEGV, None, "SIGSEGV：Fatal Python error: Segmentation fault"),
        ),
    ],
)
def test_a_child_that_ends_without_an_answer_is_killed(
    template: Template, tmp_path: Path, name: str, arguments: dict[str, Any], expected: Any
) -> None:
    ended = template.run(task(tmp_path, name, **arguments))
    assert ("killed", None) == (ended.ending, ended.value)
    assert expected == (ended.signal, ended.exit_code, ended.message)


def test_the_last_event_says_how_far_it_came(template: Template, tmp_path: Path) -> None:
    assert "about to" == template.run(task(tmp_path, "kill_itself")).last


def test_too_much_processor_time_kills(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "loop", Limits(seconds=60, cpu_seconds=1)))
    assert ("killed", signal.SIGXCPU) == (ended.ending, ended.signal)
    assert 0.5 < ended.cpu_seconds < 3


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("loop", (None, 0, None)),
        ("loop_and_answer_when_interrupted", (None, 0, "interrupted")),
        ("loop_whatever_comes", (signal.SIGKILL, None, None)),
    ],
)
def test_a_child_is_interrupted_in_time_then_killed(
    template: Template, tmp_path: Path, name: str, expected: Any
) -> None:
    ended = template.run(task(tmp_path, name, Limits(seconds=0.3, patience=0.5)))
    assert ("timeout", "ran longer than 0.3 seconds") == (ended.ending, ended.message)
    assert expected == (ended.signal, ended.exit_code, ended.value)


def test_a_forked_stranger_cannot_speak_for_the_child(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "fork_and_return"))
    assert ("returned", "mine", None) == (ended.ending, ended.value, ended.last)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("leave_a_process", {"escape": False}),
        ("leave_a_process", {"escape": True}),
        ("leave_an_orphan", {}),
    ],
)
def test_what_a_child_leaves_running_is_gone_before_its_end_is_told(
    template: Template, tmp_path: Path, name: str, arguments: dict[str, Any]
) -> None:
    ended = template.run(task(tmp_path, name, **arguments))
    assert "returned" == ended.ending
    assert not psutil.pid_exists(ended.value)


def test_sweeping_after_one_child_spares_the_processes_of_another(
    template: Template, tmp_path: Path
) -> None:
    pids: list[int] = []
    there = threading.Event()

    def hear(event: list[int]) -> None:
        pids.extend(event)
        there.set()

    busy = threading.Thread(
        target=template.run,
        args=(task(tmp_path, "start_and_loop", Limits(seconds=2)), hear),
    )
    busy.start()
    there.wait(10)
    template.run(task(tmp_path, "leave_an_orphan"))
    alive = [psutil.pid_exists(pid) for pid in pids]
    busy.join()
    assert [True, True, True] == alive
    assert [True, True, True] == [gone(pid) for pid in pids]


def test_a_gigabyte_of_output_is_read_and_forgotten(template: Template, tmp_path: Path) -> None:
    before = psutil.Process().memory_info().rss
    ended = template.run(task(tmp_path, "flood_output", Limits(seconds=120)))
    assert ("returned", "all written") == (ended.ending, ended.value)
    assert psutil.Process().memory_info().rss - before < 50 << 20


@pytest.mark.parametrize("name", ["flood_answers", "answer_too_much"])
def test_who_sends_too_much_is_refused(template: Template, tmp_path: Path, name: str) -> None:
    ended = template.run(task(tmp_path, name, Limits(seconds=60, answer_megabytes=1)))
    assert ("refused", "sent more than 1 megabytes") == (ended.ending, ended.message)


def test_a_folder_that_is_not_there_is_told(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path / "没有", "answer"))
    assert "raised" == ended.ending
    assert ended.message.startswith("FileNotFoundError")


def test_a_working_folder_may_vanish_and_the_next_child_runs(
    template: Template, tmp_path: Path
) -> None:
    folder = tmp_path / "短命"
    folder.mkdir()
    ended = template.run(task(folder, "delete_folder", doomed=str(folder)))
    assert "raised" == ended.ending
    assert ended.message.startswith("FileNotFoundError")
    assert "returned" == template.run(task(tmp_path, "answer")).ending


def test_an_interrupt_in_the_middle_of_a_message_loses_no_other(
    template: Template, tmp_path: Path
) -> None:
    events: list[str] = []
    ended = template.run(
        task(tmp_path, "tell_while_interrupted", Limits(30, answer_megabytes=1000)), events.append
    )
    assert "returned" == ended.ending
    assert ended.value > 5
    assert {"y" * 300_000, "z" * 100_000} == set(events)
    assert ended.value == events.count("z" * 100_000)


def test_children_run_at_once(template: Template, tmp_path: Path) -> None:
    ended: list[Ended] = []
    threads = [
        threading.Thread(
            target=lambda: ended.append(template.run(task(tmp_path, "loop", Limits(seconds=1))))
        )
        for _ in range(4)
    ]
    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ["timeout"] * 4 == [one.ending for one in ended]
    assert time.monotonic() - start < 4


def test_a_listener_that_raises_ends_the_child(template: Template, tmp_path: Path) -> None:
    pids: list[int] = []

    def raising(event: int) -> None:
        pids.append(event)
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        template.run(task(tmp_path, "loop"), raising)
    assert gone(pids[0])


def test_all_can_be_stopped_at_once(template: Template, tmp_path: Path) -> None:
    ended = template.run(task(tmp_path, "loop"), lambda _: template.stop_all())
    assert ("killed", signal.SIGKILL) == (ended.ending, ended.signal)


@pytest.mark.parametrize(
    ("warm", "message"),
    [
        ("warm_with_a_thread", "the template process has more than one thread"),
        ("warm_with_an_error", "cannot be warmed: LookupError: no font"),
        ("not_there", "cannot be warmed: AttributeError"),
    ],
)
def test_a_template_that_is_not_fit_to_fork_is_refused(
    tmp_path: Path, warm: str, message: str
) -> None:
    with (
        Template([f"tests.forking.tasks:{warm}"], ENVIRONMENT) as unfit,
        pytest.raises(ForkingUnavailable, match=message),
    ):
        unfit.run(task(tmp_path, "answer"))


def test_a_closed_template_is_unavailable(tmp_path: Path) -> None:
    closed = Template([], ENVIRONMENT)
    closed.close()
    with pytest.raises(ForkingUnavailable, match="closed"):
        closed.run(task(tmp_path, "answer"))


def template_processes() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_death_of_the_template_is_told_and_the_next_task_starts_it_anew(
    tmp_path: Path, how: signal.Signals
) -> None:
    before = template_processes()
    pids: list[int] = []

    def kill(event: list[int]) -> None:
        pids.extend(event)
        (process,) = template_processes() - before
        psutil.Process(process).send_signal(how)

    with Template([], ENVIRONMENT) as mortal:
        ended = mortal.run(task(tmp_path, "start_and_loop"), kill)
        again = mortal.run(task(tmp_path, "tell_twice"))
    assert "killed" == ended.ending
    assert ("returned", 3) == (again.ending, again.value)
    assert [True, True] == [gone(pid) for pid in pids[:2]]
    assert set() == template_processes() - before
    for pid in pids[2:]:  # a daemon survives only where the template was killed without warning
        assert gone(pid) or how == signal.SIGKILL
        if psutil.pid_exists(pid):
            psutil.Process(pid).kill()


SUPERVISOR = """
import sys
from pathlib import Path
from gongkai.forking import Task, Template
template = Template([], {"PYTHONPATH": sys.argv[1]})
task = Task("tests.forking.tasks:start_and_loop", {}, Path.cwd())
template.run(task, lambda pids: print(*pids, flush=True))
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_the_death_of_the_supervisor_leaves_no_process(tmp_path: Path, how: signal.Signals) -> None:
    supervisor = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(CHECKOUT)],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert supervisor.stdout is not None
    pids = [int(pid) for pid in supervisor.stdout.readline().split()]
    pids += [child.pid for child in psutil.Process(supervisor.pid).children()]
    assert 4 == len(pids)
    supervisor.send_signal(how)
    supervisor.communicate(timeout=10)
    assert [True] * 4 == [gone(pid) for pid in pids]


def test_where_no_file_can_be_opened_it_is_said_that_it_cannot_start() -> None:
    few = len(list(Path("/proc/self/fd").iterdir()))
    usual = resource.getrlimit(resource.RLIMIT_NOFILE)
    with Template(["tests.forking.tasks:warm"], ENVIRONMENT) as other:
        resource.setrlimit(resource.RLIMIT_NOFILE, (few, usual[1]))
        try:
            with pytest.raises(ForkingUnavailable, match=r"cannot be started"):
                other.start()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, usual)
