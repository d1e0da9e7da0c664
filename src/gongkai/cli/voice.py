"""What a command says: whoever reads it may leave early, and nothing is left undone for that."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator

import click

from gongkai.outputs import hush


class Voice:
    """The standard output and error of one command.

    A reader that leaves (a broken pipe) wants no more: the command goes on without a
    word and ends as it would have. An output that takes no more for another reason (a
    full disk) is told once on the standard error, and `is_lost` says so.
    """

    def __init__(self) -> None:
        self.is_lost = False

    def say(self, text: str, *, nl: bool = True) -> None:
        """Print to the standard output, without signs that would steer a terminal."""
        with self._heard(1):
            click.echo(harmless(text), nl=nl)

    def say_drawn(self, text: str) -> None:
        """Print what is drawn for the terminal, its own signs and all."""
        with self._heard(1):
            click.echo(text, nl=False)

    def answer(self, data: bytes) -> None:
        """Write bytes to the standard output as they are."""
        with self._heard(1):
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()

    def warn(self, text: str) -> None:
        """Print to the standard error."""
        with self._heard(2):
            click.echo(harmless(text), err=True)

    @contextlib.contextmanager
    def _heard(self, descriptor: int) -> Iterator[None]:
        try:
            yield
        except BrokenPipeError:
            hush(descriptor)
        except OSError as error:
            hush(descriptor)
            if descriptor == 1 and not self.is_lost:
                self.is_lost = True
                reason = error.strerror or error
                self.warn(f"标准输出写不进去（{reason}），文件照样处理，请换个地方再看结果")


def harmless(text: str) -> str:
    """Return a text for any terminal: signs that steer one, or that none can show, spelt out."""
    return "".join(
        sign if sign.isprintable() or sign in "\n\t\u3000\u00a0" else _spelt(sign) for sign in text
    )


def _spelt(sign: str) -> str:
    code = ord(sign)
    if 0xDC80 <= code <= 0xDCFF:  # a byte of a file's name that is no UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else "\ufffd"
