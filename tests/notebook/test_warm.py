"""Before children are forked off, everything a report needs is there, and no thread."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent.parent

PROGRAM = """
import json, os, sys
from pathlib import Path
from gongkai.notebook.warm import warm
warm()
threads = len(os.listdir("/proc/self/task"))
loaded = set(sys.modules)
from gongkai.notebook.page import open_report
from gongkai.notebook.warm import _executed
from gongkai.notebook.exporter import ReviewExporter
for path in sorted(Path("data").glob("*/*.toml")):
    ReviewExporter().from_notebook_node(_executed(open_report(path.parent.name, int(path.stem))))
print(json.dumps({"threads": threads, "more": sorted(set(sys.modules) - loaded),
                  "unwanted": sorted({"pandas", "pyarrow"} & loaded)}))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    temporary = tmp_path_factory.mktemp("temporary")
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=CHECKOUT,
        env={**environment, "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert [] == list(temporary.iterdir())
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="no /proc to count threads in")
def test_a_warm_process_has_one_thread(told: dict[str, Any]) -> None:
    assert 1 == told["threads"]


def test_the_shipped_reports_need_no_module_that_warming_did_not_load(
    told: dict[str, Any],
) -> None:
    assert [] == told["more"]


def test_warming_loads_no_data_frames(told: dict[str, Any]) -> None:
    assert [] == told["unwanted"]
