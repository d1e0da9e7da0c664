"""A copy of the law data to be broken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai import law
from gongkai.errors import InputError
from gongkai.law.library import load_law


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the law data."""
    return Path(
        shutil.copytree(law.FOLDER, tmp_path / "law", ignore=shutil.ignore_patterns("*.py", "__*"))
    )


@pytest.fixture
def refused(folder: Path) -> Callable[[str, str, str], InputError]:
    """Replaces words in one file of the law and returns the error of loading it."""

    def load_changed(file: str, was: str, becomes: str) -> InputError:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert was in text, "the case no longer fits the law data"
        path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
        with pytest.raises(InputError) as caught:
            load_law(folder)
        return caught.value

    return load_changed
