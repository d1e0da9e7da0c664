"""`gongkai explain`: one rule of the catalogue in full."""

from __future__ import annotations

import click

from gongkai.cli import exits
from gongkai.cli.voice import Voice


@click.command("explain")
@click.argument("rule")
def command(rule: str) -> None:
    """Print a rule: sentence, formula, authority, class, citation and an example.

    RULE is an id such as R3 or Y1. Exit codes: 0 printed, 2 no such rule.
    """
    from gongkai.review.rule_page import rule_text

    with exits.input_errors():
        text = rule_text(rule)
    voice = Voice()
    voice.say_drawn(text)
    exits.leave(voice)
