"""Measurements: `make bench` runs every `bench_*.py`, which write docs/benchmarks.md."""
