"""An account has seats in cases: each account of before has one in the first case, and its name is as it was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def _sit_down(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    database = editor.connection.alias
    seats = apps.get_model("accounts", "Seat").objects.using(database)
    for account in apps.get_model("accounts", "Account").objects.using(database).all():
        seats.create(account=account, case="main", actor=account.name)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RenameField(model_name="account", old_name="actor", new_name="name"),
        migrations.AlterField(
            model_name="account", name="name", field=models.CharField(max_length=240, unique=True)
        ),
        migrations.AddField(
            model_name="account",
            name="language",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
        migrations.AddField(
            model_name="account", name="zone", field=models.CharField(default="UTC", max_length=60)
        ),
        migrations.AddField(
            model_name="account", name="administrator", field=models.BooleanField(default=False)
        ),
        migrations.AddField(model_name="account", name="disabled", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="account", name="era", field=models.BigIntegerField(default=0)),
        migrations.AddField(
            model_name="invitation",
            name="case",
            field=models.CharField(blank=True, default="main", max_length=40),
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", models.CharField(max_length=40)),
                ("actor", models.CharField(max_length=200)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", models.CharField(max_length=40)),
                ("form", models.CharField(max_length=200)),
                ("sealed", models.BinaryField()),
                ("at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Visit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case", models.CharField(max_length=40)),
                ("places", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("case", "actor"), name="one_account_an_actor"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("account", "case"), name="one_actor_an_account"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(fields=("account", "case", "form"), name="one_draft_a_form"),
        ),
        migrations.AddConstraint(
            model_name="visit",
            constraint=models.UniqueConstraint(fields=("account", "case"), name="one_visit_a_case"),
        ),
        migrations.RunPython(_sit_down, migrations.RunPython.noop),
    ]
