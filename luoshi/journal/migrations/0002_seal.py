"""The database refuses to change or remove entries of the journal."""

from django.db import migrations

from luoshi.journal.seal import seal, unseal


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda _apps, editor: seal(editor.connection), lambda _apps, editor: unseal(editor.connection)
        )
    ]
