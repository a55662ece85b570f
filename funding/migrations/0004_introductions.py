"""Two entries are brought together, once both said yes. Reversible."""

import django.db.models.deletion
import django.utils.timezone
import sinet.common.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0025_history_rights'),
        ('funding', '0003_opportunities'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=sinet.common.ids.uuid7, editable=False, unique=True)),
                ('what', models.CharField(max_length=100)),
                ('seeker_hash', models.CharField(max_length=64, unique=True)),
                ('offerer_hash', models.CharField(max_length=64, unique=True)),
                ('seeker_agrees', models.BooleanField(null=True)),
                ('offerer_agrees', models.BooleanField(null=True)),
                ('state', models.CharField(choices=[('asked', 'Both are asked'), ('agreed', 'Both said yes'), ('declined', 'Somebody said no'), ('expired', 'Somebody did not answer')], default='asked', max_length=10)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('decided_at', models.DateTimeField(null=True)),
                ('offerer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.entry')),
                ('seeker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.entry')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(condition=models.Q(('state', 'asked')), fields=['created_at'], name='introduction_waiting')],
                'constraints': [models.UniqueConstraint(fields=('seeker', 'offerer'), name='introduction_once'), models.CheckConstraint(condition=models.Q(('seeker', models.F('offerer')), _negated=True), name='introduction_between_two_entries'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), models.Q(('offerer_agrees', True), ('seeker_agrees', True)), _connector='OR'), name='introduction_agreed_by_both', violation_error_message='Contact is passed on only after both said yes.')],
            },
        ),
    ]
