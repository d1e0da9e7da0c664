"""What a run reads: every file that can change its output, by name and by hash."""

from __future__ import annotations

import hashlib
import os
import platform
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import gongkai
from gongkai import law
from gongkai.batch.plan import Job
from gongkai.notebook.parameters import locate
from gongkai.notebook.versions import PACKAGES
from gongkai.report import store

ABSENT = ""
"""The hash of a file that is looked for and not there."""

TAKING_PART = (
    *PACKAGES,
    *("ipykernel", "ipython", "comm", "jupyter-client", "jupyter-core", "pyzmq", "tornado"),
    *("nbclient", "nbformat", "fastjsonschema", "traitlets", "pyyaml", "python-dateutil"),
    *("mistune", "pygments", "jupyterlab-pygments", "bleach", "tinycss2", "webencodings"),
    *("beautifulsoup4", "soupsieve", "defusedxml", "pandocfilters", "markupsafe", "lxml"),
    *("msgspec", "numpy", "scipy", "fonttools", "cycler", "tree-sitter", "tree-sitter-toml"),
)
"""Packages that take part in a run; another version of one may write another page."""

_WAIVERS = ".waivers.toml"
_CHILDREN = b"children"


class DataFiles:
    """Finds and hashes the data files of many runs, each folder and file looked at once.

    `folders` says where the data folders are, of those that need not be looked for.
    """

    def __init__(self, folders: Mapping[str, str] | None = None) -> None:
        self._folders: dict[str, str] = dict(folders or {})
        self._years: dict[str, list[int]] = {}
        self._hashes: dict[str, str] = {}
        self._children: dict[str, Sequence[str]] = {}

    def hashes(self, job: Job) -> dict[str, str]:
        """Return the SHA-256 of each data file that a run reads, `ABSENT` where it is not.

        These are the agency-year's own, its waivers, the earlier years it is compared
        with, and the reports that it adds up.

        Raises:
            InputError: there is no data folder.
        """
        asked = job.parameters
        folder = self._folder(asked.data_dir)
        here = f"{folder}/{asked.agency}"
        years = (*asked.earlier(self._known(here)), asked.year)
        names = [f"{asked.agency}/{year}.toml" for year in years]
        waivers = f"{asked.agency}/{asked.year}.waivers.toml"
        if f"{folder}/{waivers}" in self._hashes:
            names.append(waivers)
        own = self._hash(f"{here}/{asked.year}.toml")
        children = self._children.get(own, ())
        names += [f"{child}/{asked.year}.toml" for child in children]
        return {f"data/{name}": self._hash(f"{folder}/{name}") for name in names}

    def _folder(self, data_dir: str) -> str:
        if data_dir not in self._folders:
            self._folders[data_dir] = str(locate(data_dir))
        return self._folders[data_dir]

    def _known(self, here: str) -> list[int]:
        """The years an agency has data for; its waivers are hashed in passing."""
        if here not in self._years:
            years = self._years[here] = []
            for name in _listed(here):
                if (year := store.year_of(name)) is not None:
                    years.append(year)
                elif name.endswith(_WAIVERS):
                    self._hash(f"{here}/{name}")
        return self._years[here]

    def _hash(self, path: str) -> str:
        if path not in self._hashes:
            try:
                with open(path, "rb", buffering=0) as stream:  # noqa: PTH123 - thousands of them
                    data = stream.read()
            except OSError:
                self._hashes[path] = ABSENT
                return ABSENT
            self._hashes[path] = digest = hashlib.sha256(data).hexdigest()
            if _CHILDREN in data:
                self._children[digest] = _children_in(data)
        return self._hashes[path]


@cache
def common() -> Mapping[str, str]:
    """Return the SHA-256 of what all runs of a program have in common.

    `code`, the package without the law; `law`; `packages`, the versions of Python and of
    what takes part in a run, fonts included.
    """
    package = Path(gongkai.__file__).parent
    of_law = law.files()
    code = [path for path in _files(package) if path not in of_law]
    return {
        "code": _hash_of(package, code),
        "law": _hash_of(package, of_law),
        "packages": _hash_of_values(_versions()),
    }


@cache
def notebook_hash(notebook: Path) -> str:
    """Return the SHA-256 of a notebook, as it was when first asked for.

    Raises:
        OSError: it cannot be read.
    """
    return hashlib.sha256(notebook.read_bytes()).hexdigest()


def inputs_of(job: Job, notebook: Path, files: DataFiles) -> dict[str, str]:
    """Return all that can change the output of a run, each part by its SHA-256.

    Raises:
        InputError: there is no data folder.
        OSError: the notebook cannot be read.
    """
    return {
        "parameters": _hash_of_values(job.given),
        "notebook": notebook_hash(notebook),
        **common(),
        **files.hashes(job),
    }


def key_of(inputs: Mapping[str, str]) -> str:
    """Return the key of a run: equal keys, equal output."""
    return _hash_of_values(inputs)[:32]


def shortened(inputs: Mapping[str, str]) -> dict[str, str]:
    """Return hashes short enough for the ledger, where they only name what changed."""
    return {name: value[:12] for name, value in inputs.items()}


@cache
def code_hash() -> str:
    """Return one SHA-256 over the package's files: what a version number cannot tell apart."""
    package = Path(gongkai.__file__).parent
    return _hash_of(package, _files(package))


def _files(package: Path) -> list[Path]:
    return [
        path
        for path in sorted(package.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def _hash_of(base: Path, paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.relative_to(base).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _hash_of_values(values: object) -> str:
    return hashlib.sha256(msgspec.json.encode(values, order="sorted")).hexdigest()


def _versions() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in TAKING_PART:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = ABSENT
    return found


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names alone
    except OSError:
        return []


def _children_in(data: bytes) -> Sequence[str]:
    """The ids in `[report] children`; a file that cannot be read has none to wait for."""
    try:
        children = tomllib.loads(data.decode("utf-8-sig")).get("report", {}).get("children", ())
    except (ValueError, AttributeError):
        return ()
    if not isinstance(children, list):
        return ()
    return [child for child in children if isinstance(child, str) and store.is_slug(child)]
