"""luoshi (落实): read a published plan into commitments, run them, account for every target."""

__version__ = "0.1.0"
