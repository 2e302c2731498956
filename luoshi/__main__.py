"""`python -m luoshi` is the command `luoshi`."""

from luoshi.cli import main

main(prog_name="luoshi")
