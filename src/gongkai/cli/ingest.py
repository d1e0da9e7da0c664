"""`gongkai ingest`: published documents to agency-years."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.command("ingest")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this path.")
@click.option("--format", "form", type=click.Choice(("toml", "json")), default="toml")
@click.option("--agency", default="", help="Agency id; goes before all that is derived.")
@click.option("--year", type=click.IntRange(2019, 9998), help="Report year.")
@click.option("--name", default="", help="Full Chinese name of the agency.")
@click.option("--scope", type=click.Choice(("own", "aggregated")), help="Scope of the figures.")
@click.option("--replace", is_flag=True, help="Overwrite an agency-year that differs.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    show_default=True,
    help="Folder of agency-years.",
)
def command(
    files: tuple[Path, ...],
    output: Path | None,
    form: str,
    agency: str,
    year: int | None,
    name: str,
    scope: str | None,
    replace: bool,
    data: Path,
) -> None:
    """Read published reports (HTML, DOCX, XLSX, PDF, text, Markdown, JSON, CSV).

    Writes data/AGENCY/YEAR.toml, and beside it YEAR.reading.json that says where each
    cell came from; prints a reading report. A FOLDER is read as a whole, in parallel.
    With --format json the readings go to standard output: an object for one FILE, a
    list for several.

    Exit codes: 0 complete, 2 bad input, 5 read in part, 6 not such a document; of
    several files the worst one decides.
    """
    from gongkai.ingest.command import Wishes, ingest_files

    voice = Voice()
    with exits.input_errors():
        wishes = Wishes(output, form, agency, year, name, scope, replace, data)  # type: ignore[arg-type]
        outcomes = ingest_files(files, wishes, voice.say, voice.warn, voice.answer)
    exits.leave(voice, exits.of_readings(outcomes))
