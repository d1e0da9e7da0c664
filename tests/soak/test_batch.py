"""The bounded part of `make soak` for batches: some of each way to break one off, every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import absent
from tests.soak import calls, kills, surroundings
from tests.soak.batches import Grounds
from tests.soak.warm_batches import WarmBatches

CALLS = [
    *(("anew", "rename", 2, "EIO"), ("anew", "mkdir", 1, "ENOSPC"), ("anew", "mkdir", 3, "KILL")),
    *(("again", "fsync", 7, "EIO"), ("again", "fsync", 8, "KILL"), ("again", "fsync", 28, "EIO")),
    *(
        ("again", "write", 2, "ENOSPC"),
        ("again", "write", 9, "EIO"),
        ("again", "fdatasync", 2, "EIO"),
    ),
    *(("again", "renameat2", 2, "EIO"), ("again", "renameat2", 3, "KILL")),
    ("everywhere", "mkdir", 3, "EIO"),
]


@pytest.fixture(scope="module")
def batches() -> Iterator[WarmBatches]:
    with WarmBatches() as started:
        yield started


@pytest.fixture(scope="module")
def grounds(batches: WarmBatches, tmp_path_factory: pytest.TempPathFactory) -> Grounds:
    return Grounds.lay(tmp_path_factory.mktemp("grounds"), batches)


@pytest.fixture(scope="module")
def tracer() -> None:
    if reason := calls.can_trace():
        absent(reason)


@pytest.fixture
def disk(tmp_path: Path) -> None:
    if reason := surroundings.can_mount(tmp_path / "disk"):
        pytest.skip(reason)


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_random_moments_it_shows_nothing_partial_and_goes_on(
    batches: WarmBatches, grounds: Grounds, seed: int
) -> None:
    assert [] == kills.attempt(batches, grounds, random.Random(seed), cold=False)["found"]


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("case", CALLS, ids=lambda case: "-".join(map(str, case)))
def test_whatever_call_fails_it_says_so_and_the_next_batch_goes_on(
    batches: WarmBatches, grounds: Grounds, case: tuple[str, str, int, str]
) -> None:
    came = calls.attempt(batches, grounds, *case)
    assert [] == came["found"]
    assert came["reached"]


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("where", calls.CALLS)
def test_every_call_of_a_batch_is_made_to_fail_in_the_soak(
    batches: WarmBatches, grounds: Grounds, where: str
) -> None:
    made = calls.count(batches, grounds, where)
    assert [] == [call for call, most in calls.CALLS[where].items() if made[call] > most]


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("kilobytes", [320, 832])
def test_on_a_full_disk_nothing_is_lost_and_with_room_it_goes_on(
    batches: WarmBatches, grounds: Grounds, kilobytes: int
) -> None:
    came = surroundings.full_disk(batches, grounds, kilobytes)
    assert [] == came["found"]
    assert came["reached"]


@pytest.mark.usefixtures("disk")
def test_a_folder_that_is_read_only_stays_as_it_is(batches: WarmBatches, grounds: Grounds) -> None:
    assert {"reached": 1, "code": 4, "found": []} == surroundings.read_only(batches, grounds)


def test_a_wrong_clock_shows_in_the_ledger_only(batches: WarmBatches, grounds: Grounds) -> None:
    assert [] == surroundings.clock(batches, grounds, 1999)["found"]
