"""`gongkai check`: what is wrong in agency-years, without making reports."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.command("check")
@click.argument("targets", nargs=-1, metavar="[PATH|AGENCY[/YEAR]]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif")),
    default="text",
    show_default=True,
    help="For people, for programs, for editors and code review.",
)
@click.option("--against", type=int, metavar="YEAR", help="Insist on last year's report.")
@click.option("--explain", is_flag=True, help="Show every explanation, its evidence, all claims.")
@click.option("--waive", metavar="FINDING", help="Print the waiver of a finding, to be pasted.")
@click.option(
    "--as-of",
    type=click.DateTime(("%Y-%m-%d",)),
    metavar="DATE",
    help="Day of the check: deadlines and expiry of waivers are judged on it.",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    default="data",
    show_default=True,
    help="Folder of agency-years.",
)
def command(
    targets: tuple[str, ...],
    form: str,
    against: int | None,
    explain: bool,
    waive: str | None,
    as_of: datetime.datetime | None,
    data: Path,
) -> None:
    """Check data files, folders, agencies or agency-years (default: all of --data).

    Every rule is run over figures and words, last year's report is looked at where it
    lies beside, waivers are applied, and for what is wrong the likeliest mistakes are
    named. Nothing is changed.

    A file that cannot be used is told at the end; the others are checked all the same.

    Exit codes: 0 all may be published, 2 something could not be used (or found, or
    understood), 3 some are withheld by a must-rule.
    """
    from gongkai.review import gather, tell

    with exits.input_errors():
        found = gather(targets, data, against, as_of.date() if as_of else None)
        text = tell.waiver(found, waive) if waive else tell.report(found, form, explain=explain)
    voice = Voice()
    voice.say_drawn(text)
    for error in found.errors:
        voice.warn(str(error))
    verdicts = [] if waive else [one.verdict for one in found.assessments]
    exits.leave(voice, exits.of_checked(verdicts, len(found.errors)))
