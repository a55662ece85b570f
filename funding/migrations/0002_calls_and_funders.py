"""Calls, and what organisations say as givers. Reversible."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0023_windows'),
        ('funding', '0001_grants'),
    ]

    operations = [
        migrations.RunSQL("SET LOCAL lock_timeout = '5s'", migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='call', serialize=False, to='directory.entry')),
                ('opens_at', models.DateTimeField(blank=True, null=True, verbose_name='opens')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='closes')),
                ('time_zone', models.CharField(blank=True, max_length=60, verbose_name='time zone')),
                ('closes_all_day', models.BooleanField(default=False, verbose_name='only the day is known')),
                ('rolling', models.BooleanField(default=False, verbose_name='decides as applications come in')),
                ('stages', models.JSONField(blank=True, default=list, verbose_name='stages')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='budget')),
                ('amount_min', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='least amount')),
                ('amount_max', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='largest amount')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('cofunding_share', models.FloatField(blank=True, null=True, verbose_name='own share')),
                ('programme', models.CharField(blank=True, max_length=250, verbose_name='programme')),
                ('eligibility', models.TextField(blank=True, verbose_name='who may apply')),
                ('questions', models.JSONField(blank=True, default=list, verbose_name='questions')),
                ('apply_url', models.URLField(blank=True, max_length=500, verbose_name='address for applying')),
                ('outcomes', models.JSONField(blank=True, default=list, verbose_name='outcomes')),
            ],
            options={
                'indexes': [models.Index(fields=['closes_at'], name='call_closes_at')],
                'constraints': [models.CheckConstraint(condition=models.Q(('opens_at', None), ('closes_at', None), ('opens_at__lt', models.F('closes_at')), _connector='OR'), name='call_opens_before_it_closes', violation_error_message='The end lies before the start.'), models.CheckConstraint(condition=models.Q(('amount_min', None), ('amount_max', None), ('amount_min__lte', models.F('amount_max')), _connector='OR'), name='call_amounts_in_order', violation_error_message='The largest amount is smaller than the least one.'), models.CheckConstraint(condition=models.Q(('cofunding_share', None), models.Q(('cofunding_share__gte', 0), ('cofunding_share__lte', 100)), _connector='OR'), name='call_own_share_is_percent')],
            },
        ),
        migrations.CreateModel(
            name='FunderProfile',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='funder', serialize=False, to='directory.entry')),
                ('funding', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='kinds of support')),
                ('themes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='themes')),
                ('elements', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='process steps')),
                ('applicants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None, verbose_name='applicants')),
                ('territories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None, verbose_name='territories')),
                ('everywhere', models.BooleanField(default=False, verbose_name='gives everywhere')),
                ('amount_min', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='least amount')),
                ('amount_max', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='largest amount')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('cofunding_share', models.FloatField(blank=True, null=True, verbose_name='own share')),
                ('how_to_apply', models.TextField(blank=True, verbose_name='how to apply')),
                ('apply_url', models.URLField(blank=True, max_length=500, verbose_name='address for applying')),
                ('support_note', models.TextField(blank=True, verbose_name='other support')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['funding', 'themes'], name='funder_profile_terms')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_min', None), ('amount_max', None), ('amount_min__lte', models.F('amount_max')), _connector='OR'), name='funder_amounts_in_order', violation_error_message='The largest amount is smaller than the least one.'), models.CheckConstraint(condition=models.Q(('cofunding_share', None), models.Q(('cofunding_share__gte', 0), ('cofunding_share__lte', 100)), _connector='OR'), name='funder_own_share_is_percent')],
            },
        ),
    ]
