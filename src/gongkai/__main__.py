"""`python -m gongkai` is the command `gongkai`."""

from gongkai.cli.main import main

main(prog_name="gongkai")
