"""The tables of a document put to the cells of the form."""
