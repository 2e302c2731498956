"""The data folder: the database and the secret key of one installation.

    $ LUOSHI_DATA=/srv/luoshi luoshi serve

>>> data_folder().is_absolute()
True
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

KEY_FILE = "secret.key"
KEY_BYTES = 48


def data_folder() -> Path:
    """`LUOSHI_DATA`, or `data` in the folder the command is started in."""
    return Path(os.environ.get("LUOSHI_DATA") or "data").absolute()


def secret_key(folder: Path) -> str:
    """The key that signs cookies: `LUOSHI_SECRET_KEY`, or the one kept in the folder, or one for this process only."""
    given = os.environ.get("LUOSHI_SECRET_KEY")
    if given:
        return given
    path = folder / KEY_FILE
    return path.read_text(encoding="ascii").strip() if path.exists() else secrets.token_urlsafe(KEY_BYTES)


def prepare_folder(folder: Path) -> None:
    """Make the folder and, at first start, the key, which only its owner may read. Raises OSError.

    Two processes that start together must end with the same key: the file is written aside and linked into place,
    which fails for the second, who then uses what the first wrote.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{KEY_FILE}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(draft, folder / KEY_FILE)
    except FileExistsError:
        pass  # it was made at an earlier start, or by the other process
    finally:
        draft.unlink()
