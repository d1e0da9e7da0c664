"""`gongkai ledger`: what is done with the ledgers of batches."""

from __future__ import annotations

from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.group("ledger")
def command() -> None:
    """Work with the ledgers of batches."""


@command.command("merge")
@click.argument(
    "ledgers",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    metavar="LEDGER...",
)
@click.option("-o", "out", required=True, type=click.Path(path_type=Path), help="Ledger to write.")
def merge_command(ledgers: tuple[Path, ...], out: Path) -> None:
    """Join the ledgers of the parts of a batch (`gongkai run --shard`) into one.

    Of an agency-year the latest line counts; where ledgers differ, that is said.
    """
    from gongkai.batch.merge import merge

    voice = Voice()
    with exits.input_errors():
        for line in merge(ledgers, out):
            voice.say(line)
    exits.leave(voice)
