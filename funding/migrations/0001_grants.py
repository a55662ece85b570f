"""Grants, the files they came with, and the organisations they name. Reversible."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import sinet.common.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('directory', '0017_erasing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='GrantImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=sinet.common.ids.uuid7, editable=False, unique=True)),
                ('file_name', models.CharField(max_length=250, verbose_name='file')),
                ('licence', models.CharField(max_length=100, verbose_name='licence')),
                ('credit', models.TextField(blank=True, verbose_name='credit line')),
                ('content', models.BinaryField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waits to be read'), ('running', 'Is being read'), ('published', 'Published'), ('failed', 'Could not be read'), ('taken_back', 'Taken back')], default='waiting', max_length=20, verbose_name='state')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='rows read')),
                ('accepted', models.PositiveIntegerField(default=0, verbose_name='taken in')),
                ('refused', models.PositiveIntegerField(default=0, verbose_name='refused')),
                ('added', models.PositiveIntegerField(default=0, verbose_name='new')),
                ('changed', models.PositiveIntegerField(default=0, verbose_name='changed')),
                ('report', models.JSONField(blank=True, default=dict)),
                ('error', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('taken_back_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_imports', to='directory.source')),
                ('taken_back_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='GrantParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=300, unique=True)),
                ('identifier', models.CharField(max_length=250)),
                ('name', models.CharField(max_length=1000)),
                ('website', models.CharField(blank=True, max_length=500)),
                ('city', models.CharField(blank=True, max_length=1000)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('folded', models.CharField(max_length=3000)),
                ('host', models.CharField(blank=True, max_length=253)),
                ('folded_city', models.CharField(blank=True, max_length=3000)),
                ('registrations', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, size=None)),
                ('state', models.CharField(choices=[('matched', 'Is an entry'), ('doubtful', 'May be an entry'), ('none', 'Has no entry')], default='none', max_length=10)),
                ('ground', models.CharField(blank=True, choices=[('registration', 'the same registration number'), ('website', 'the same website'), ('name_and_place', 'the same name and place'), ('curator', "a curator's decision")], max_length=20)),
                ('entry', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='grant_parties', to='directory.entry')),
            ],
            options={
                'verbose_name_plural': 'grant parties',
                'ordering': ['name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='GrantCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('same_registration', models.BooleanField(default=False)),
                ('same_host', models.BooleanField(default=False)),
                ('same_place', models.BooleanField(default=False)),
                ('likeness', models.FloatField(default=0)),
                ('decision', models.CharField(blank=True, choices=[('', 'Not decided'), ('same', 'The same'), ('different', 'Not the same'), ('later', 'Later')], default='', max_length=10)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='directory.entry')),
                ('party', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='candidates', to='funding.grantparty')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Grant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(db_index=True, editable=False)),
                ('identifier', models.CharField(max_length=250)),
                ('is_current', models.BooleanField(default=True)),
                ('title', models.CharField(max_length=1000, verbose_name='title')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=15, verbose_name='amount awarded')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('amount_in_euro', models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ('rate_on', models.DateField(null=True)),
                ('awarded_on', models.DateField(verbose_name='award date')),
                ('is_month_only', models.BooleanField(default=False)),
                ('programme', models.CharField(blank=True, max_length=1000, verbose_name='programme')),
                ('countries', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=2), default=list, size=None)),
                ('scope', models.CharField(blank=True, max_length=6, verbose_name='location scope')),
                ('record', models.JSONField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='directory.source')),
                ('grant_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='funding.grantimport')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='given', to='funding.grantparty')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='received', to='funding.grantparty')),
            ],
            options={
                'ordering': ['-awarded_on', '-pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='grantimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('finished_at__isnull', False), ('rows', django.db.models.expressions.CombinedExpression(models.F('accepted'), '+', models.F('refused')))), _connector='OR'), name='grant_import_rows_add_up', violation_error_message='Every row is taken in or refused.'),
        ),
        migrations.AddConstraint(
            model_name='grantimport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken_back'), ('taken_back_at__isnull', False)), models.Q(models.Q(('state', 'taken_back'), _negated=True), ('taken_back_at', None)), _connector='OR'), name='grant_import_taken_back_when'),
        ),
        migrations.AddIndex(
            model_name='grantparty',
            index=models.Index(fields=['state'], name='grant_party_state'),
        ),
        migrations.AddConstraint(
            model_name='grantparty',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'matched'), models.Q(('ground', ''), _negated=True)), models.Q(models.Q(('state', 'matched'), _negated=True), ('entry', None), ('ground', '')), _connector='OR'), name='grant_party_matched_has_ground'),
        ),
        migrations.AddConstraint(
            model_name='grantcandidate',
            constraint=models.UniqueConstraint(fields=('party', 'entry'), name='grant_candidate_once'),
        ),
        migrations.AddConstraint(
            model_name='grantcandidate',
            constraint=models.UniqueConstraint(condition=models.Q(('decision', 'same')), fields=('party',), name='grant_candidate_one_is_the_same'),
        ),
        migrations.AddConstraint(
            model_name='grantcandidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', '')), models.Q(models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='grant_candidate_decided_when'),
        ),
        migrations.AddIndex(
            model_name='grant',
            index=models.Index(condition=models.Q(('is_current', True)), fields=['-awarded_on', '-id'], name='grant_public_newest'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('source', 'identifier'), name='grant_once_per_publisher'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.UniqueConstraint(fields=('grant_import', 'identifier'), name='grant_once_per_import'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='grant_amount_not_negative', violation_error_message='An amount is not negative.'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('currency__regex', '^[A-Z]{3}$')), name='grant_currency_is_code'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('awarded_on__range', ('1800-01-01', '2200-12-31'))), name='grant_award_date_in_range'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount_in_euro', None), ('rate_on', None)), models.Q(('amount_in_euro__isnull', False), ('rate_on__isnull', False)), _connector='OR'), name='grant_euro_has_day_of_rate'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('title__regex', '^\\s*$'), _negated=True), name='grant_title_not_blank'),
        ),
        migrations.AddConstraint(
            model_name='grant',
            constraint=models.CheckConstraint(condition=models.Q(('identifier', ''), _negated=True), name='grant_identifier_not_blank'),
        ),
    ]
