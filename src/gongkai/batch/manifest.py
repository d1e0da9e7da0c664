"""The manifest: what went into a run, what came out, and the verdict, by hash.

It holds no time and no path of the machine, so that equal runs have equal manifests;
times go to a side file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import gongkai
from gongkai import law
from gongkai.batch.plan import Job
from gongkai.errors import InputError
from gongkai.notebook.page import years_compared
from gongkai.notebook.parameters import locate
from gongkai.notebook.versions import versions
from gongkai.report import store
from gongkai.report.toml_reader import read_report

FORMAT = "gongkai-manifest/1"


def manifest(
    job: Job, notebook: Path, outputs: Iterable[Path], verdict: str, message: str
) -> dict[str, Any]:
    """Return the manifest of one run as plain JSON values."""
    return {
        "format": FORMAT,
        "agency": job.parameters.agency,
        "year": job.parameters.year,
        "verdict": verdict,
        "message": message,
        "parameters": dict(job.given),
        "code": code_hash(),
        "inputs": _inputs(job, notebook),
        "outputs": {path.name: sha256(path) for path in sorted(outputs)},
        "versions": versions(),
    }


@cache
def code_hash() -> str:
    """Return one SHA-256 over the package's files: what a version number cannot tell apart."""
    package = Path(gongkai.__file__).parent
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(path: Path, values: Any) -> Path:
    """Write JSON the same way every time: UTF-8, two spaces, LF."""
    text = json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _inputs(job: Job, notebook: Path) -> dict[str, str]:
    """Hash what was read: the notebook, this year's and the compared years' data, the law."""
    folder = locate(job.parameters.data_dir)
    years = [*years_compared(folder, job.parameters), job.parameters.year]
    data = [store.path_of(folder, job.parameters.agency, year) for year in years]
    data += _beside(folder, data[-1], job.parameters.year)
    hashes = {f"notebooks/{notebook.name}": sha256(notebook)}
    hashes |= {f"data/{p.parent.name}/{p.name}": sha256(p) for p in data if p.exists()}
    hashes |= {f"law/{p.relative_to(law.FOLDER).as_posix()}": sha256(p) for p in law.files()}
    return hashes


def _beside(folder: Path, path: Path, year: int) -> list[Path]:
    """The waivers of an agency-year, and the reports that it adds up."""
    if not path.exists():
        return []
    try:
        children = read_report(path).children
    except InputError:
        children = ()
    return [store.waivers_path(path), *(store.path_of(folder, one, year) for one in children)]
