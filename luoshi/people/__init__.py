"""People: users, agencies and areas as trees, roles, and `access`, the only door to rows."""
