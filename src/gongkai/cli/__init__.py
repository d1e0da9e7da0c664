"""The command line: each verb parses, makes one call and sets the exit code."""
