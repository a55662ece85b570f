"""Decisions that somebody makes together are kept, and what became of each. Reversible: no decision is lost by it."""

import django.db.models.deletion
import django.utils.timezone
import sinet.common.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0030_alerts_of_answers'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=sinet.common.ids.uuid7, editable=False, unique=True)),
                ('query', models.CharField(blank=True, max_length=1000)),
                ('text', models.TextField(blank=True)),
                ('language', models.CharField(default='en', max_length=12)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('begun_at', models.DateTimeField(blank=True, null=True)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='batches', to=settings.AUTH_USER_MODEL)),
                ('change_set', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.changeset')),
            ],
            options={
                'verbose_name_plural': 'batches',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('do', models.CharField(blank=True, choices=[('accept', 'Accept'), ('reject', 'Reject'), ('assign', 'Assign')], max_length=10)),
                ('seen', models.BigIntegerField(blank=True, null=True)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='directory.batch')),
                ('criterion', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.criterion')),
                ('proposal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.proposal')),
                ('to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['batch', 'position'],
            },
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('finished_at', None), ('begun_at__isnull', False), _connector='OR'), name='batch_finished_after_begun'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('batch', 'position'), name='decision_once_per_position'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.UniqueConstraint(fields=('batch', 'proposal'), name='decision_once_per_proposal'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('do__in', ['accept', 'reject', 'assign']), models.Q(('problem', ''), _negated=True), _connector='OR'), name='decision_known'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('done_at', None), ('problem', ''), _connector='OR'), name='decision_done_or_a_problem'),
        ),
    ]
