from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0011_proposals"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("count", models.PositiveIntegerField(default=0)),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["key"],
            },
        ),
    ]
