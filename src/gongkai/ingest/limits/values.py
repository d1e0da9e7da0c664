"""Values that come back from a worker: only plain ones and the project's own."""

from __future__ import annotations

import io
import pickle
from dataclasses import is_dataclass
from decimal import Decimal
from enum import Enum
from typing import Any

from gongkai.errors import InputError


class _Values(pickle.Unpickler):
    """Makes nothing but values: no function of any module can be called by a pickle."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("decimal", "Decimal"):
            return Decimal
        if module.startswith("gongkai."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                is_dataclass(found) or issubclass(found, Enum | InputError)
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is not a value")


def loads(data: bytes) -> object:
    """Return the value that a worker sent.

    Raises:
        EOFError: it is not a value that a reader may return.
    """
    try:
        return _Values(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, AttributeError, ImportError, IndexError) as error:
        raise EOFError(str(error)) from error
