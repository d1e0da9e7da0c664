"""Load Jupyter's modules without what none of ours asks of them."""

from __future__ import annotations

import sys

_IRI_GRAMMAR = "rfc3987_syntax"


def load() -> None:
    """Load nbformat without the grammar of international web addresses.

    jsonschema builds that grammar on import where its extra is installed, as JupyterLab
    wants it: more than a second, and a sixth of the memory that every child is forked
    with. It serves the format `iri`, which no notebook's schema has.
    """
    if _IRI_GRAMMAR in sys.modules:
        return
    sys.modules[_IRI_GRAMMAR] = None  # type: ignore[assignment] # "cannot be imported"
    try:
        import nbformat  # noqa: F401
    finally:
        del sys.modules[_IRI_GRAMMAR]
