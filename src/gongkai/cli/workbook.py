"""`gongkai workbook`: a spreadsheet to fill in, in the statutory layout."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.command("workbook")
@click.option("--edition", help="Edition of the form (default: that of the year, or the newest).")
@click.option(
    "--agencies",
    default="",
    metavar="LIST",
    help="Agency ids joined by commas, or 'all'. Without it: the blank form.",
)
@click.option("--year", type=int, help="Report year (default: the one after the last on file).")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="File to write; with --separate, the folder.",
)
@click.option("--separate", is_flag=True, help="A file for each agency, not two sheets each.")
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    show_default=True,
    help="Folder of agency-years.",
)
def command(
    edition: str | None,
    agencies: str,
    year: int | None,
    output: Path | None,
    separate: bool,
    data: Path,
) -> None:
    """Write an XLSX workbook that a clerk fills in with Excel, WPS or LibreOffice.

    It has the statutory tables with live checks, last year's balances filled in, and a
    sheet for the words. `gongkai ingest` reads it back exactly. Nothing that exists is
    overwritten.

    Exit codes: 0 written, 2 bad input.
    """
    from gongkai.workbook.make import make_workbooks

    listed = [name.strip() for name in agencies.split(",") if name.strip()]
    with exits.input_errors():
        written = make_workbooks(data, listed, year, edition, output, separate=separate)
    voice = Voice()
    for path in written:
        voice.say(f"已建立 {path}")
    exits.leave(voice)
