"""The command `luoshi`."""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """luoshi."""
