"""`gongkai show`: the statutory tables of an agency-year, for a person to look at."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.command("show")
@click.argument("what", nargs=-1, required=True, metavar="PATH | AGENCY YEAR")
@click.option(
    "--html",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a page with the source passage beside each cell instead.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    show_default=True,
    help="Folder of agency-years.",
)
def command(what: tuple[str, ...], html: Path | None, data: Path) -> None:
    """Print the tables as the form lays them out, with suspects and notes marked.

    PATH is a data file (data/AGENCY/YEAR.toml). Where the figures were read from a
    document, YEAR.reading.json beside it says where each stands.

    Exit codes: 0 shown, 2 bad input.
    """
    from rich.console import Console

    from gongkai.batch.show import open_shown, write_page
    from gongkai.compose.terminal.printing import print_report

    with exits.input_errors():
        shown = open_shown(what, data)
        if html is not None:
            write_page(shown, html)
    voice = Voice()
    if html is not None:
        voice.say(f"已建立 {html}")
    else:
        console = Console()
        with console.capture() as drawn:
            print_report(shown.report, shown.checked, shown.reading, console)
        voice.say_drawn(drawn.get())
    exits.leave(voice)
