"""Calls to the kernel, tried on processes of their own."""

from __future__ import annotations

import subprocess
import sys

import pytest

GATHER = """
from gongkai.forking import linux

def gathered():
    with open("/proc/self/smaps_rollup") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith("AnonHugePages"))

kept = bytearray(range(256)) * (64 << 12)  # 64 MB
before = gathered()
linux.gather_pages()
print(before, gathered(), kept == bytearray(range(256)) * (64 << 12))
"""


def test_memory_is_gathered_in_huge_pages_and_stays_what_it_was() -> None:
    done = subprocess.run([sys.executable, "-c", GATHER], capture_output=True, check=True)
    before, after, is_same = done.stdout.decode().split()

    assert "True" == is_same
    if after == "0":
        pytest.skip("this kernel collapses no pages (Linux 6.1 with huge pages does)")
    assert int(after) > int(before)
