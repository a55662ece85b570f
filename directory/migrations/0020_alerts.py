"""Alerts by mail: who asked for news of which search or entry. Reversible."""

import django.db.models.deletion
import django.utils.timezone
import sinet.common.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0019_pictures'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Alert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=sinet.common.ids.uuid7, editable=False, unique=True)),
                ('secret_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('query', models.CharField(blank=True, max_length=2000)),
                ('rhythm', models.CharField(choices=[('daily', 'Every day'), ('weekly', 'Every week')], default='weekly', max_length=10, verbose_name='how often')),
                ('language', models.CharField(default='en', max_length=12)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('looked_at', models.DateTimeField(blank=True, null=True)),
                ('seen', models.TextField(blank=True)),
                ('entry', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='directory.entry')),
                ('submitter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alerts', to='directory.submitter')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('confirmed_at__isnull', False)), fields=['rhythm', 'looked_at'], name='alert_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at', None), models.Q(('looked_at__isnull', False), models.Q(('seen', ''), _negated=True)), _connector='OR'), name='alert_confirmed_knows_what_was_told'), models.CheckConstraint(condition=models.Q(('entry', None), ('query', ''), _connector='OR'), name='alert_of_an_entry_or_a_search'), models.UniqueConstraint(condition=models.Q(('entry__isnull', False)), fields=('submitter', 'entry'), name='alert_once_per_entry'), models.UniqueConstraint(condition=models.Q(('entry', None)), fields=('submitter', 'query'), name='alert_once_per_search')],
            },
        ),
    ]
