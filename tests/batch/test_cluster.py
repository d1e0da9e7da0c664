"""A batch on a cluster of real processes gives what one machine gives, whatever dies."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

import gongkai as package
from gongkai.batch.decide import Wanted
from gongkai.batch.ledger import Entry, read_ledger
from gongkai.batch.plan import master_notebook, plan
from gongkai.batch.run import open_batch
from gongkai.batch.scratch import make_room
from gongkai.batch.shards import Shard
from gongkai.batch.supervisor import Bounds, Workshop
from tests.batch.dask_processes import DaskCluster, dask_cluster
from tests.projects import gongkai, make_project

BUREAUS = 12
ORIGINAL = "county-petition-bureau"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with many small agency-years."""
    project = make_project(tmp_path_factory.mktemp("project"))
    text = (project / "data" / ORIGINAL / "2020.toml").read_text(encoding="utf-8")
    for number in range(BUREAUS):
        folder = project / "data" / f"bureau-{number:02}"
        folder.mkdir()
        own = text.replace(f'id = "{ORIGINAL}"', f'id = "{folder.name}"')
        (folder / "2020.toml").write_text(own, encoding="utf-8")
    listed = "".join(f"  - bureau-{number:02}\n" for number in range(BUREAUS))
    (project / "many.yaml").write_text(f"agency:\n{listed}year: 2020\n", encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def alone(project: Path) -> dict[str, bytes]:
    """What one machine makes of it."""
    done = gongkai(project, "run", "many.yaml", "--reports", "alone")
    assert done.returncode == 0, done.stdout + done.stderr
    return files_of(project / "alone")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    with dask_cluster(tmp_path_factory.mktemp("dask")) as running:
        yield running


@pytest.fixture
def cluster(scheduler: DaskCluster) -> Iterator[DaskCluster]:
    """The scheduler, without workers; those that are started end with the test."""
    yield scheduler
    scheduler.end_workers()


def files_of(reports: Path) -> dict[str, bytes]:
    """Every file but the ledger, which tells times, and the locks (and `.run-` folders)."""
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted(reports.rglob("*"))
        if path.is_file() and not path.name.startswith((".lock", "ledger"))
    }


def start(project: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "gongkai", "run", "many.yaml", *arguments],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def wait_for_lines(reports: Path, count: int, process: subprocess.Popen[str]) -> None:
    while len(read_ledger(reports / "ledger.jsonl").entries) < count:
        assert process.poll() is None, process.communicate()[0]
        time.sleep(0.02)


def left_over(project: Path) -> list[str]:
    """Processes that still work for a batch of this project."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        command = " ".join(process.info["cmdline"] or [])
        try:
            here = process.cwd().startswith(str(project))
        except psutil.Error:
            continue
        if here and "gongkai" in command:
            found.append(command)
    return found


def on(cluster: DaskCluster, reports: str) -> tuple[str, ...]:
    return "--cluster", cluster.address, "--reports", reports


def test_a_worker_killed_in_the_middle_changes_nothing(
    project: Path, alone: dict[str, bytes], cluster: DaskCluster
) -> None:
    first, _second = cluster.worker(), cluster.worker()
    process = start(project, *on(cluster, "killed"))
    wait_for_lines(project / "killed", 2, process)
    first.kill()
    output, _ = process.communicate()

    assert process.returncode == 0, output
    assert files_of(project / "killed") == alone
    assert len(read_ledger(project / "killed" / "ledger.jsonl").entries) == BUREAUS
    assert left_over(project) == []


def test_an_interrupted_batch_leaves_nothing_running_and_goes_on(
    project: Path, alone: dict[str, bytes], cluster: DaskCluster
) -> None:
    cluster.worker()
    process = start(project, *on(cluster, "stopped"))
    wait_for_lines(project / "stopped", 2, process)
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate()

    assert process.returncode == 130, output
    assert left_over(project) == []
    stopped = files_of(project / "stopped")
    assert stopped.pop("index.html") != alone["index.html"]
    assert stopped.items() < alone.items()

    done = gongkai(project, "run", "many.yaml", *on(cluster, "stopped"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(project / "stopped") == alone


def test_what_is_left_of_a_killed_batch_is_kept_out_of_the_next(
    project: Path, alone: dict[str, bytes], cluster: DaskCluster
) -> None:
    worker = cluster.worker()
    process = start(project, *on(cluster, "gone"))
    wait_for_lines(project / "gone", 2, process)
    process.kill()
    process.communicate()
    done = gongkai(project, "run", "many.yaml", "--reports", "gone")

    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(project / "gone") == alone
    worker.kill()
    for _ in range(200):
        if not left_over(project):
            break
        time.sleep(0.05)
    assert left_over(project) == []


def test_a_run_cannot_begin_once_the_folder_of_its_batch_is_gone(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        make_room(tmp_path / ".run-all-gone" / "machine-1" / "0")

    assert list(tmp_path.iterdir()) == []


def test_workers_that_do_not_fit_are_named_and_nothing_is_run(
    project: Path, tmp_path: Path, cluster: DaskCluster
) -> None:
    without = tmp_path / "without"
    without.mkdir()
    (without / "gongkai.py").write_text("", encoding="utf-8")
    cluster.worker(path=str(without))
    cluster.worker(path=another_program(tmp_path))
    cluster.wait_for_workers(2)
    done = gongkai(project, "run", "many.yaml", *on(cluster, "unfit"))

    assert done.returncode == 4
    assert re.search(r"工作进程 tcp://127\.0\.0\.1:\d+：没有装好 gongkai", done.stderr)
    assert re.search(r"工作进程 tcp://127\.0\.0\.1:\d+：与本机不一致：程序，", done.stderr)
    assert len(done.stderr.splitlines()) == 2
    assert files_of(project / "unfit").keys() <= {"index.html"}


def test_a_worker_with_another_program_that_joins_later_gets_no_work(
    project: Path,
    alone: dict[str, bytes],
    tmp_path: Path,
    cluster: DaskCluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Joining(Silent):
        """Starts the other worker when the first was looked at and nothing has begun."""

        def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
            assert (total, unchanged, quarantined, jobs) == (BUREAUS, 0, 0, 1)
            cluster.worker(path=another_program(tmp_path))

    cluster.worker()
    watcher = Joining()
    monkeypatch.chdir(project)
    workshop = Workshop(
        master_notebook(Path("notebooks/annual_report.ipynb")), Path("late"), 1, Bounds(), _noon
    )
    jobs = plan([Path("many.yaml")])
    shard = Shard.parse("1/1")
    with open_batch(jobs, workshop, shard, Wanted(), watcher, cluster.address) as batch:
        batch.run()

    assert batch.left == 0
    assert files_of(project / "late") == alone
    assert sorted(watcher.runs) == sorted(job.name for job in jobs)
    assert [note for note in watcher.notes if "与本机不一致：程序，不分给它报告" in note]


def test_a_scheduler_that_goes_away_ends_the_batch_with_a_sentence(
    project: Path, tmp_path: Path
) -> None:
    with dask_cluster(tmp_path) as cluster:
        cluster.worker()
        process = start(project, *on(cluster, "headless"))
        wait_for_lines(project / "headless", 2, process)
        cluster.scheduler.kill()
        output, _ = process.communicate()

    assert process.returncode == 4
    assert "调度程序断开了" in output
    assert "Traceback" not in output


def test_a_cluster_without_workers_is_told(project: Path, cluster: DaskCluster) -> None:
    done = gongkai(project, "run", "many.yaml", *on(cluster, "idle"))

    assert done.returncode == 4
    assert "集群里没有工作进程" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tls://127.0.0.1:9", "nowhere"])
def test_a_scheduler_that_is_not_there_is_told(project: Path, address: str) -> None:
    done = gongkai(project, "run", "many.yaml", "--cluster", address, "--reports", "none")

    assert done.returncode == 4
    assert f"--cluster {address}：连不上集群的调度程序（" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_where_nothing_must_run_no_cluster_is_asked(project: Path, alone: dict[str, bytes]) -> None:
    done = gongkai(
        project, "run", "many.yaml", "--cluster", "tcp://127.0.0.1:9", "--reports", "alone"
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert files_of(project / "alone") == alone


def test_jobs_are_not_for_a_cluster_elsewhere(project: Path) -> None:
    done = gongkai(project, "run", "--cluster", "tcp://127.0.0.1:9", "--jobs", "2")

    assert done.returncode == 2
    assert "--jobs 不能与 --cluster 的地址一起用" in done.stderr


def test_a_local_cluster_needs_no_preparation_and_takes_a_shard(
    project: Path, alone: dict[str, bytes]
) -> None:
    local = ("--cluster", "local", "--jobs", "2", "--reports", "local")
    part = gongkai(project, "run", "many.yaml", *local, "--quiet", "--shard", "1/2")
    rest = gongkai(project, "run", "many.yaml", "--reports", "local", "--shard", "2/2")

    assert [part.returncode, rest.returncode] == [0, 0], part.stdout + part.stderr
    assert part.stderr == ""
    done = files_of(project / "local")
    assert {**done, "index.html": b""} == {**alone, "index.html": b""}
    counts = [
        len(read_ledger(project / "local" / f"ledger.{part}-of-2.jsonl").entries) for part in (1, 2)
    ]
    assert sum(counts) == BUREAUS
    assert min(counts) > 0


class Silent:
    """A watcher that only remembers."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.runs: list[str] = []

    def begin(self, total: int, unchanged: int, quarantined: int, jobs: int) -> None:
        """Nothing is shown."""

    def started(self, run: str) -> None:
        """Nothing is shown."""

    def ended(self, entry: Entry) -> None:
        self.runs.append(entry.run)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def finish(self, *, interrupted: bool) -> None:
        """Nothing is shown."""


def another_program(folder: Path) -> str:
    """A copy of the package that differs in one comment."""
    other = folder / "other"
    shutil.copytree(Path(package.__file__).parent, other / "gongkai")
    with (other / "gongkai" / "errors.py").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")
    return str(other)


def _noon() -> str:
    return "2026-01-25T12:00:00Z"
