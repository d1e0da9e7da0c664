"""A batch can be dealt out, one writer at a time, and its ledgers joined again."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gongkai.batch.ledger import read_ledger
from gongkai.batch.lock import FolderInUseError, in_turn, locked
from gongkai.batch.merge import merge
from gongkai.batch.run import show_all
from gongkai.batch.shards import Shard
from gongkai.errors import InputError
from tests.batch.test_ledger import entry, written
from tests.projects import ROOT

NAMES = [f"bureau-{n}/{year}" for n in range(500) for year in (2023, 2024)]


@pytest.mark.parametrize("count", [1, 2, 3, 8, 100])
def test_every_agency_year_belongs_to_exactly_one_shard(count: int) -> None:
    shards = [Shard(number, count) for number in range(1, count + 1)]
    assert [sum(shard.has(name) for shard in shards) for name in NAMES] == [1] * len(NAMES)


def test_shards_are_of_like_size_and_the_same_everywhere() -> None:
    sizes = [sum(map(Shard(number, 4).has, NAMES)) for number in (1, 2, 3, 4)]
    assert sum(sizes) == 1000
    assert min(sizes) > 200
    here = [number for number in range(1, 9) if Shard(number, 8).has(NAMES[0])]
    assert here == [5]


@pytest.mark.parametrize("text", ["", "3", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "a/b", "１/２"])
def test_a_shard_that_makes_no_sense_is_told(text: str) -> None:
    with pytest.raises(InputError, match="2/8"):
        Shard.parse(text)


def test_a_second_batch_over_a_folder_is_refused_while_the_first_is_there(tmp_path: Path) -> None:
    with (
        locked(tmp_path, Shard()),
        pytest.raises(FolderInUseError, match="另一个"),
        locked(tmp_path, Shard()),
    ):
        pass
    with locked(tmp_path, Shard()):
        pass


def test_of_shards_that_end_at_once_the_last_to_write_the_index_has_read_last(
    tmp_path: Path,
) -> None:
    written(tmp_path / "ledger-1-of-2.jsonl", entry("first-bureau"))
    waiting = threading.Thread(target=show_all, args=(tmp_path, tmp_path, pytest.fail))
    with in_turn(tmp_path):
        waiting.start()
        waiting.join(timeout=0.2)
        assert not (tmp_path / "index.html").exists()
        written(tmp_path / "ledger-2-of-2.jsonl", entry("second-bureau"))
    waiting.join()
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "first-bureau" in page
    assert "second-bureau" in page


def test_shards_share_a_folder_but_neither_with_their_double_nor_with_the_whole(
    tmp_path: Path,
) -> None:
    with locked(tmp_path, Shard(1, 2)):
        with locked(tmp_path, Shard(2, 2)):
            pass
        with pytest.raises(FolderInUseError), locked(tmp_path, Shard(1, 2)):
            pass
        with pytest.raises(FolderInUseError), locked(tmp_path, Shard()):
            pass


def test_a_lock_goes_with_its_process_however_that_ends(tmp_path: Path) -> None:
    code = (
        "import sys, time\nfrom pathlib import Path\n"
        "from gongkai.batch.lock import locked\nfrom gongkai.batch.shards import Shard\n"
        "with locked(Path(sys.argv[1]), Shard()):\n    print('held', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUseError), locked(tmp_path, Shard()):
            pass
        holder.kill()
        holder.wait()
        with locked(tmp_path, Shard()):
            pass


def test_ledgers_are_joined_sorted_and_always_to_the_same_bytes(tmp_path: Path) -> None:
    one = written(tmp_path / "a.jsonl", entry("b", 2021), entry("a", 2021))
    two = written(tmp_path / "b.jsonl", entry("a", 2020), entry("b", 2021))
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    merge([one, two], first)
    merge([two, one], second)
    assert first.read_bytes() == second.read_bytes()
    assert list(read_ledger(first).entries) == ["a/2020", "a/2021", "b/2021"]


def test_where_ledgers_differ_the_later_line_counts_and_that_is_told(tmp_path: Path) -> None:
    one = written(tmp_path / "a.jsonl", entry("a", when="2021-01-02T00:00:00Z", outputs="new"))
    two = written(tmp_path / "b.jsonl", entry("a", when="2021-01-01T00:00:00Z", outputs="old"))
    told = merge([one, two], tmp_path / "out.jsonl")
    assert told[0] == f"a/2020 在 {two} 里的结果不同，取较晚的一条"
    assert read_ledger(tmp_path / "out.jsonl").entries["a/2020"].outputs == "new"


def test_torn_lines_are_left_out_and_told(tmp_path: Path) -> None:
    one = written(tmp_path / "a.jsonl", entry("a"), entry("b"))
    one.write_bytes(one.read_bytes()[:-5])
    assert merge([one], tmp_path / "out.jsonl")[0] == f"{one} 有1行不完整，已略去"


def test_what_is_no_ledger_is_not_taken_for_an_empty_one(tmp_path: Path) -> None:
    other = tmp_path / "notes.txt"
    other.write_text("第一行\n第二行\n")
    with pytest.raises(InputError, match="不像是账本"):
        merge([other], tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == [other]


def test_a_ledger_that_is_not_there_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个账本"):
        merge([tmp_path / "none.jsonl"], tmp_path / "out.jsonl")
    assert list(tmp_path.iterdir()) == []
