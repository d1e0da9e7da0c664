"""`gongkai new`: a data file and a parameter file to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice

LEVELS = ("state", "province", "prefecture", "county", "township")


@click.command("new")
@click.argument("agency")
@click.argument("year", type=int)
@click.option("--name", help="Full Chinese name of the agency (a new agency needs it).")
@click.option("--level", type=click.Choice(LEVELS), help="Level of the agency.")
@click.option(
    "--kind", type=click.Choice(("government", "department")), help="Government or department."
)
@click.option(
    "--scope",
    type=click.Choice(("own", "aggregated")),
    help="The agency's own figures, or with those of its departments and townships.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    show_default=True,
    help="Folder of agency-years.",
)
@click.option(
    "--params",
    type=click.Path(path_type=Path),
    default="params",
    show_default=True,
    help="Folder of parameter files.",
)
def command(
    agency: str,
    year: int,
    name: str | None,
    level: str | None,
    kind: str | None,
    scope: str | None,
    data: Path,
    params: Path,
) -> None:
    """Write data/AGENCY/YEAR.toml and params/AGENCY-YEAR.yaml, ready to be filled in.

    Where last year's file exists, the agency's identity is taken from it, and the
    figures that it settles (上年结转, 上一年项目数量) are filled in. Nothing that exists
    is overwritten.

    Exit codes: 0 written, 2 bad input.
    """
    from gongkai.batch.new import new_agency_year

    with exits.input_errors():
        done = new_agency_year(
            agency,
            year,
            data,
            params,
            {"name": name, "level": level, "kind": kind, "scope": scope},
        )
    voice = Voice()
    for line in done:
        voice.say(line)
    exits.leave(voice)
