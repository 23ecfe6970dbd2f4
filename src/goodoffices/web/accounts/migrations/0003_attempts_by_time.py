"""Tries are found by their time, to forget those that are past."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_seats")]

    operations = [
        migrations.AlterField(model_name="attempt", name="at", field=models.DateTimeField(db_index=True)),
    ]
