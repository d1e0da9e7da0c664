"""`python -m tests.soak [PART…] [--cases N] [--seed S] [--jobs J] [--case K]`: see `runner`."""

from __future__ import annotations

import argparse
import os

from tests.soak.runner import again, parts, run

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(parts())}; all if none is named")
    parser.add_argument("--cases", type=int, default=0, help="instead of the part's own number")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--case", type=int, help="only this case, with all that is known of it")
    asked = parser.parse_args()
    for name in asked.parts or parts():
        if asked.case is not None:
            again(name, asked.seed, asked.case)
        else:
            run(name, asked.cases, asked.seed, asked.jobs)
