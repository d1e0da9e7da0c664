"""A folder appears in its place complete, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.batch import publish as publishing
from gongkai.batch.publish import publish
from gongkai.batch.scratch import private_folder
from gongkai.batch.shards import Shard


def finished(reports: Path, text: str) -> Path:
    folder = reports / f".run-{text}"
    folder.mkdir(parents=True)
    (folder / "report.html").write_text(text)
    return folder


def shown(place: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in place.iterdir()}


def test_a_new_folder_is_put_in_place(tmp_path: Path) -> None:
    publish(finished(tmp_path, "one"), tmp_path / "a" / "2020")
    assert shown(tmp_path / "a" / "2020") == {"report.html": "one"}


def test_an_old_folder_is_replaced_whole(tmp_path: Path) -> None:
    place = tmp_path / "a" / "2020"
    publish(finished(tmp_path, "one"), place)
    (place / "left-over.html").write_text("old")
    publish(finished(tmp_path, "two"), place)
    assert shown(place) == {"report.html": "two"}


def test_without_the_exchange_call_two_renames_do_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_exchange", lambda _one, _other: False)
    place = tmp_path / "a" / "2020"
    publish(finished(tmp_path, "one"), place)
    publish(finished(tmp_path, "two"), place)
    assert shown(place) == {"report.html": "two"}
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_private_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_off() -> None:
        with private_folder(tmp_path, Shard()) as folder:
            (folder / "x").write_text("half")
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        break_off()
    assert list(tmp_path.iterdir()) == []


def test_a_published_folder_can_be_read_by_others(tmp_path: Path) -> None:
    with private_folder(tmp_path, Shard()) as folder:
        made = folder / "finished"
        made.mkdir(mode=0o700)
        (made / "report.html").write_text("x")
        publish(made, tmp_path / "a" / "2020")
    assert (tmp_path / "a" / "2020").stat().st_mode & 0o777 == 0o755
