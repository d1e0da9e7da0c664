"""A batch that is told to stop: cleanly at the first SIGINT or SIGTERM, at once at the second."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

_NUMBERS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Hears the signal to stop. `number` is the signal that came, 0 while none did."""

    def __init__(self, do: Callable[[], None]) -> None:
        self._do = do
        self.number = 0

    @contextlib.contextmanager
    def on_signals(self) -> Iterator[None]:
        """Do what is to be done when a signal comes; a second one finds the default action."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.getsignal(number) for number in _NUMBERS}
        for number in _NUMBERS:
            signal.signal(number, self._heard)
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _heard(self, number: int, _frame: object) -> None:
        self.number = number
        for one in _NUMBERS:
            signal.signal(one, signal.SIG_DFL)
        self._do()
