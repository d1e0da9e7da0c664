"""The key of a run counts every package that has a part in it."""

from __future__ import annotations

import json
import subprocess
import sys

from packaging.utils import canonicalize_name

from gongkai.batch.inputs import TAKING_PART

NO_PART = {
    *(
        "arrow",
        "attrs",
        "fqdn",
        "isoduration",
        "jsonpointer",
        "jsonschema",
        "referencing",
        "rpds-py",
    ),
    *("jsonschema-specifications", "rfc3339-validator", "rfc3986-validator", "uri-template"),
    *("certifi", "charset-normalizer", "idna", "requests", "urllib3", "webcolors"),
    *("click", "cloudpickle", "debugpy", "entrypoints", "msgpack", "notebook", "packaging"),
    *("kiwisolver", "pillow", "pyparsing", "wcwidth", "platformdirs", "pyarrow"),
    *("setuptools", "six", "tenacity", "tomlkit", "typing-extensions"),
}
"""Imported with the others, and without a say in what is written: they check what is valid,
fetch, debug, or lay out charts of kinds that a report has not."""

WARM = """
import json, os, sys
from importlib.metadata import packages_distributions
from gongkai.batch.hands import WARM
from gongkai.forking.child import function_named
from gongkai.notebook.environment import ENVIRONMENT
os.environ.update(ENVIRONMENT)
out = os.dup(1)
for name in WARM:
    function_named(name)()
known = packages_distributions()
loaded = {one for name in sys.modules for one in known.get(name.partition(".")[0], ())}
os.write(out, json.dumps(sorted(loaded)).encode())
"""


def test_whatever_is_loaded_for_a_report_counts_or_is_known_to_have_no_part() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WARM], capture_output=True, check=True, timeout=300
    )
    loaded = {canonicalize_name(name) for name in json.loads(done.stdout)} - {"gongkai"}
    assert {"papermill", "nbconvert", "mistune", "pygments"} <= loaded
    assert not loaded - {canonicalize_name(name) for name in TAKING_PART} - NO_PART
    assert not NO_PART.intersection(TAKING_PART)
