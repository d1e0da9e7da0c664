"""Where a batch is told: the terminal, a file, or a pipe whose reader may leave early."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from gongkai.outputs import hush


class Screen(Console):
    """A console without which a batch goes on: rich ends the program where a reader left."""

    def say(self, text: str) -> None:
        """Print a sentence as it is: brackets in a path are no colours, and none is broken."""
        self.print(Text(text), soft_wrap=True)

    def on_broken_pipe(self) -> None:
        """Print no more; what is still to be flushed must not fail again."""
        self.quiet = True
        hush(self.file.fileno())
