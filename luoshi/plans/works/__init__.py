"""Projects and undertakings as they are carried out."""
