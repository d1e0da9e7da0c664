"""A papermill engine that runs a notebook's cells in a forked child of a warm process.

The kernel is ipykernel's own, with its sockets taken out; the client is papermill's own,
with a channel in memory put in. What a cell shows is therefore not written a second time.
"""
