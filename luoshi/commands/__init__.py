"""The commands of `luoshi` that work on the records, a module for each room; `luoshi.cli` puts them together."""
