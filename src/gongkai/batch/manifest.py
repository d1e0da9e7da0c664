"""The manifest: what went into a run, what came out, and the verdict, by hash.

It holds no time and no path of the machine, so that equal runs have equal manifests;
times go to the ledger.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from gongkai import law
from gongkai.batch.inputs import ABSENT, code_hash, notebook_hash
from gongkai.batch.plan import Job
from gongkai.notebook.versions import versions

FORMAT = "gongkai-manifest/1"
NAME = "manifest.json"


def manifest(
    job: Job,
    notebook: Path,
    data: Mapping[str, str],
    outputs: Iterable[Path],
    verdict: str,
    message: str,
) -> dict[str, Any]:
    """Return the manifest of one run as plain JSON values; `data` are the hashes of its data."""
    return {
        "format": FORMAT,
        "agency": job.parameters.agency,
        "year": job.parameters.year,
        "verdict": verdict,
        "message": message,
        "parameters": dict(job.given),
        "code": code_hash(),
        "inputs": {
            f"notebooks/{notebook.name}": notebook_hash(notebook),
            **{name: value for name, value in data.items() if value != ABSENT},
            **_law(),
        },
        "outputs": {path.name: sha256(path) for path in sorted(outputs)},
        "versions": dict(_versions()),
    }


def seal_broken(folder: Path, sealed: str) -> bool:
    """Tell whether a folder is not what its manifest says, or that not what was `sealed`.

    Raises:
        OSError: a file cannot be read.
    """
    data = (folder / NAME).read_bytes()
    if hashlib.sha256(data).hexdigest() != sealed:
        return True
    there = {path.name: sha256(path) for path in folder.iterdir() if path.name != NAME}
    return bool(there != msgspec.json.decode(data)["outputs"])


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(path: Path, values: Any, *, sort_keys: bool = False) -> Path:
    """Write JSON the same way every time: UTF-8, two spaces, LF."""
    text = (
        json.dumps(values, ensure_ascii=False, indent=2, allow_nan=False, sort_keys=sort_keys)
        + "\n"
    )
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


@cache
def _law() -> Mapping[str, str]:
    return {f"law/{p.relative_to(law.FOLDER).as_posix()}": sha256(p) for p in law.files()}


@cache
def _versions() -> Mapping[str, str]:
    return versions()
