"""The only room that knows Jupyter: what cells call, how notebooks are run and exported."""
