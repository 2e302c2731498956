"""Status and forecast of every commitment, computed on read."""
