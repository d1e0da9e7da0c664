"""A shipped data file to be spoilt, in a data folder of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.errors import InputError
from gongkai.report import store
from tests.reports import DATA


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with the county petition bureau's 2020."""
    folder = tmp_path / "data" / "county-petition-bureau"
    folder.mkdir(parents=True)
    shutil.copy(DATA / "county-petition-bureau" / "2020.toml", folder)
    return folder.parent


@pytest.fixture
def file(data: Path) -> Path:
    """The county petition bureau's 2020."""
    return data / "county-petition-bureau" / "2020.toml"


@pytest.fixture
def refused(data: Path, file: Path) -> Callable[..., InputError]:
    """Replaces words of the file, pair by pair, and returns the error of loading it."""

    def load_spoilt(*pairs: tuple[str, str]) -> InputError:
        text = file.read_text(encoding="utf-8")
        for was, becomes in pairs:
            assert was in text, "the case no longer fits the shipped file"
            text = text.replace(was, becomes, 1)
        file.write_text(text, encoding="utf-8", newline="")
        with pytest.raises(InputError) as caught:
            store.load(data, "county-petition-bureau", 2020)
        return caught.value

    return load_spoilt
