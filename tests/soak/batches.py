"""A small batch to be broken off, and what must be true of its folder at any moment."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from gongkai.batch.ledger import read_ledger
from tests.projects import ROOT
from tests.soak.warm_batches import WarmBatches

AGENCIES = 4
SOURCE = "county-petition-bureau"
WITHHELD = 3
"""The exit code of a batch over the small project: its last report breaks a rule."""

Tree = Mapping[str, bytes]


def make_small_project(folder: Path) -> Path:
    """A few agency-years alike; the last one's figures do not add up."""
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    (folder / "params").mkdir(parents=True)
    names = [f"bureau-{number}" for number in range(AGENCIES)]
    text = (ROOT / "data" / SOURCE / "2020.toml").read_text("utf-8")
    for name in names:
        (folder / "data" / name).mkdir(parents=True)
        (folder / "data" / name / "2020.toml").write_text(text.replace(SOURCE, name), "utf-8")
    broken = folder / "data" / names[-1] / "2020.toml"
    broken.write_text(
        broken.read_text("utf-8").replace("received = [0,", "received = [1,"), "utf-8"
    )
    (folder / "params" / "all.yaml").write_text(f"agency: [{', '.join(names)}]\nyear: 2020\n")
    return folder


def grow_older(project: Path) -> None:
    """Change every data file: what was made before no longer follows."""
    for path in (project / "data").glob("*/*.toml"):
        text = path.read_text("utf-8")
        path.write_text(text.replace("documents = [1, 1, 1]", "documents = [2, 2, 2]"), "utf-8")


def tree(reports: Path) -> dict[str, bytes]:
    """Every file that people see: all but ledgers, locks and private folders."""
    return {
        path.relative_to(reports).as_posix(): path.read_bytes()
        for path in sorted(reports.rglob("*"))
        if path.is_file() and not re.match(r"ledger|\.", path.relative_to(reports).as_posix())
    }


def _folder(files: Tree, name: str) -> Tree:
    return {path: data for path, data in files.items() if path.startswith(f"{name}/")}


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass(frozen=True)
class Grounds:
    """The small project, what its batch makes, and the same of a year before.

    seconds: how long a batch took.
    """

    project: Path
    earlier: Path
    expected: Tree
    before: Tree
    seconds: float

    @classmethod
    def lay(cls, folder: Path, batches: WarmBatches) -> Self:
        """Make the project and run it to its end, before the change and after it."""
        project = make_small_project(folder / "whole")
        assert batches.run(project).code == WITHHELD
        before = tree(project / "reports")
        earlier = (project / "reports").rename(folder / "earlier")
        grow_older(project)
        began = time.monotonic()
        assert batches.run(project).code == WITHHELD
        seconds = time.monotonic() - began
        expected = tree(project / "reports")
        shutil.rmtree(project / "reports")
        assert before.keys() == expected.keys()
        assert before != expected
        return cls(project, earlier, expected, before, seconds)

    def begin(self, *, anew: bool) -> None:
        """Put the folder of reports back to where cases begin."""
        reports = self.project / "reports"
        if reports.exists():
            for path in reports.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not anew:
            shutil.copytree(self.earlier, reports, dirs_exist_ok=True)

    def faults(self, *, alone: bool = False) -> list[str]:
        """Say what is partial or false in the folder of reports now.

        `alone`: only one batch worked there, and what it could not write is as it was.
        """
        reports = self.project / "reports"
        files = tree(reports)
        folders = {path.rpartition("/")[0] for path in files} - {""}
        found = []
        for name in sorted(folders):
            there = _folder(files, name)
            if there not in (_folder(self.before, name), _folder(self.expected, name)):
                found += _unsealed(name, there)
        for name, entry in read_ledger(reports / "ledger.jsonl").entries.items():
            sealed = _hash(files.get(f"{name}/manifest.json", b""))
            known = {
                _hash(self.expected[f"{name}/manifest.json"]): "now",
                _hash(self.before[f"{name}/manifest.json"]): "before",
            }
            if entry.outputs == sealed:
                if entry.verdict != json.loads(files[f"{name}/manifest.json"])["verdict"]:
                    found.append(f"{name}: the ledger has another verdict than the folder")
            elif entry.outputs and known.get(entry.outputs) != "before":
                found.append(f"{name}: the ledger knows of a folder that is not there")
            elif (
                alone
                and not entry.outputs
                and sealed == _hash(self.expected[f"{name}/manifest.json"])
            ):
                found.append(f"{name}: the ledger says nothing was written, but it was")
        page = files.get("index.html", b"")
        if page and not page.rstrip().endswith(b"</html>"):
            found.append("index.html is cut off")
        return found

    def differences(self) -> list[str]:
        """Say what is not as an uninterrupted batch would have left it."""
        reports = self.project / "reports"
        there = tree(reports)
        found = [
            f"{path} is not as it should be"
            for path in sorted({*there, *self.expected})
            if there.get(path) != self.expected.get(path)
        ]
        return found + [f"{path.name} is left" for path in reports.glob(".run-*")]


def _unsealed(name: str, there: Tree) -> list[str]:
    """A folder that neither batch would leave: of a worker that was killed, and sealed."""
    manifest = json.loads(there.get(f"{name}/manifest.json", b"null"))
    if manifest is None:
        return [f"{name}: no manifest"]
    outputs = {f"{name}/{path}": sum_ for path, sum_ in manifest["outputs"].items()}
    files = {path: _hash(data) for path, data in there.items() if not path.endswith(NAME)}
    if outputs != files:
        return [f"{name}: the manifest does not seal the files"]
    if manifest["verdict"] in ("published", "withheld"):
        return [f"{name}: {manifest['verdict']}, but not what should have been"]
    return [f"{name}: a page of a failed run"] if f"{name}/report.html" in there else []


NAME = "/manifest.json"
