"""The ledger can be cut off or damaged anywhere, and what it still says is true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.batch.ledger import Entry, LedgerWriter, line_of, read_ledger
from gongkai.errors import InputError


def entry(agency: str = "some-bureau", year: int = 2020, **more: object) -> Entry:
    given = {"verdict": "published", "when": "2021-01-25T08:00:00Z", **more}
    return Entry(agency=agency, year=year, **given)  # type: ignore[arg-type]


def written(path: Path, *entries: Entry) -> Path:
    with LedgerWriter(path) as ledger:
        for one in entries:
            ledger.append(one)
    return path


def test_a_ledger_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "ledger.jsonl").entries == {}


def test_what_was_written_is_read(tmp_path: Path) -> None:
    one = entry(message="第一行\n第二行", rules=("R4",), inputs={"law": "abc"}, files={"x": 1})
    two = entry("other-bureau", 2021, verdict="killed", cause="SIGKILL", seconds=1.5)
    path = written(tmp_path / "ledger.jsonl", one, two)
    assert read_ledger(path).entries == {"some-bureau/2020": one, "other-bureau/2021": two}
    assert path.read_bytes().count(b"\n") == 2


def test_the_last_line_of_an_agency_year_counts(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.jsonl", entry(verdict="error"))
    written(path, entry(verdict="withheld"))
    assert read_ledger(path).entries["some-bureau/2020"].verdict == "withheld"


def test_cut_off_at_any_byte_it_tells_every_line_before_that(tmp_path: Path) -> None:
    first, second = entry(), entry(year=2021)
    whole = line_of(first) + line_of(second)
    path = tmp_path / "ledger.jsonl"
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        known = (length >= len(line_of(first)) - 1) + (length >= len(whole) - 1)
        assert list(read_ledger(path).entries.values()) == [first, second][:known]


def test_after_a_torn_line_new_ones_are_added_and_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(line_of(entry()) + line_of(entry(year=2021))[:-9])
    written(path, entry(year=2022))
    ledger = read_ledger(path)
    assert sorted(ledger.entries) == ["some-bureau/2020", "some-bureau/2022"]
    assert ledger.damaged == 1


def test_a_changed_byte_makes_its_line_count_for_nothing(tmp_path: Path) -> None:
    line = line_of(entry())
    path = tmp_path / "ledger.jsonl"
    for place in range(len(line) - 1):
        path.write_bytes(line[:place] + bytes([line[place] ^ 1]) + line[place + 1 :])
        assert read_ledger(path).entries == {}


def test_a_full_disk_leaves_no_line_that_counts_and_the_next_one_does(tmp_path: Path) -> None:
    """A limit on file size stands for the full disk: the write is cut in the middle."""
    path = written(tmp_path / "ledger.jsonl", entry())
    room = len(line_of(entry())) + 50
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\n"
        "from gongkai.batch.ledger import LedgerWriter\n"
        "from tests.batch.test_ledger import entry\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with LedgerWriter(Path(sys.argv[1])) as ledger:\n"
        f"    resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, resource.RLIM_INFINITY))\n"
        "    try:\n        ledger.append(entry(year=2021))\n"
        "    except OSError:\n        print('refused')\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))\n"
        "    ledger.append(entry(year=2022))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "refused\n"
    assert sorted(read_ledger(path).entries) == ["some-bureau/2020", "some-bureau/2022"]


def test_a_later_format_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.jsonl", entry(format="gongkai-ledger/2"))
    with pytest.raises(InputError, match="请升级"):
        read_ledger(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_ledger_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = written(tmp_path / "ledger.jsonl", entry())
    path.chmod(0)
    with pytest.raises(InputError, match="账本读不出来"):
        read_ledger(path)


def test_a_year_of_the_whole_country_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    path.write_bytes(b"".join(line_of(entry(f"bureau-{n}")) for n in range(20_000)))
    assert len(read_ledger(path).entries) == 20_000
