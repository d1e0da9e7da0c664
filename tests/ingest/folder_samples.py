"""Readers for folder tests; they live in a module, as they travel to worker processes."""

from __future__ import annotations

import os
import time
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.folder.one_file import Gathered
from gongkai.ingest.limits.bounded import BoundedReader, bytes_of
from gongkai.law import Address
from tests.reports import report_of, with_cell

RECEIVED = Address("requests", "received", "total")


def read(data: bytes, name: str) -> tuple[tuple[int, int], ...]:
    """Read a file that says in words what should become of it: `2021 5` is a figure of 5."""
    match data.decode().split():
        case ["hang"]:
            time.sleep(60)
        case ["die"]:
            os._exit(9)
        case ["swell"]:
            bytearray(10**12)
        case ["crash"]:
            raise ZeroDivisionError
        case ["two"]:
            return (2021, 0), (2022, 0)
        case [year, figure]:
            return ((int(year), int(figure)),)
    raise InputError(name, "不是年度报告", "请核对")


def within(reader: BoundedReader, path: Path) -> tuple[tuple[int, int], ...]:
    return reader.read(read, bytes_of(path), path.name)


def gather(found: tuple[int, int]) -> Gathered:
    year, figure = found
    report = with_cell(report_of(year=year), RECEIVED, figure)
    return Gathered(report, noted=1, message="有说明")
