"""Readers for folder tests; they live in a module, as they travel to worker processes."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from gongkai.errors import InputError
from gongkai.ingest.folder_read import Gathered
from gongkai.law import Address
from tests.reports import report_of, with_cell

RECEIVED = Address("requests", "received", "total")


def gather(path: Path) -> Sequence[Gathered]:
    """Read a file that says in words what should become of it: `2021 5` is a figure of 5."""
    match path.read_text(encoding="utf-8").split():
        case ["hang"]:
            time.sleep(60)
        case ["die"]:
            os._exit(9)
        case ["swell"]:
            bytearray(10**12)
        case ["crash"]:
            raise ZeroDivisionError
        case ["two"]:
            return [Gathered(report_of(year=2021)), Gathered(report_of(year=2022))]
        case [year, figure]:
            report = with_cell(report_of(year=int(year)), RECEIVED, int(figure))
            return [Gathered(report, noted=1, message="有说明")]
    raise InputError(path.name, "不是年度报告", "请核对")
