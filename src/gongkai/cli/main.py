"""The command `gongkai`; each verb is a module of its own, imported when it is called."""

from __future__ import annotations

import importlib

import click

import gongkai

VERBS = {
    "check": "Say what is wrong in agency-years, where, and what it should be.",
    "explain": "Print a rule: sentence, formula, authority, citation, example.",
    "ingest": "Read published reports into agency-years.",
    "new": "Write a ready-to-fill data file and parameter file for an agency-year.",
    "ledger": "Join the ledgers of the parts of a batch.",
    "run": "Make reports: check, execute the notebook, export HTML.",
    "show": "Print the statutory tables of an agency-year, suspects marked.",
    "workbook": "Write an XLSX workbook to fill in, with live checks.",
}


class _Verbs(click.Group):
    """Lists the verbs without importing them, so that --help is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"gongkai.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(gongkai.__version__, prog_name="gongkai")
def main() -> None:
    """Make, check and keep annual reports on government information disclosure.

    政府信息公开工作年度报告：由数据生成、校验、存档。
    """
