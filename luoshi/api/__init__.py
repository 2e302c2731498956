"""The API for programs, at /api/: JSON, a key or a session, errors as problem+json."""
