"""Published documents read into reports: containers to blocks, blocks to the form."""
