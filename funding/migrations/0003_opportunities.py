"""What calls and funders offer, as numbers to compare with, and the matches that the night keeps. Reversible."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0024_pending_words'),
        ('funding', '0002_calls_and_funders'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Opportunity',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='opportunity', serialize=False, to='directory.entry')),
                ('is_call', models.BooleanField()),
                ('opens_at', models.DateTimeField(null=True)),
                ('closes_at', models.DateTimeField(null=True)),
                ('everywhere', models.BooleanField(default=False)),
                ('territories', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('applicants', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('challenges', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('elements', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('support', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), default=list, size=None)),
                ('amount_min', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('amount_max', models.DecimalField(decimal_places=2, max_digits=16, null=True)),
                ('own_share', models.FloatField(null=True)),
            ],
            options={
                'verbose_name_plural': 'opportunities',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField()),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='matches', to='directory.entry')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fitting_calls', to='directory.entry')),
            ],
            options={
                'verbose_name_plural': 'matches',
                'ordering': ['call', '-score', 'entry'],
                'constraints': [models.UniqueConstraint(fields=('call', 'entry'), name='match_once'), models.CheckConstraint(condition=models.Q(('score__lte', 100)), name='match_score_is_percent')],
            },
        ),
    ]
