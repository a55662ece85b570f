"""Static files with a hash in their names, compressed once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules to hashed names."""

    support_js_module_import_aggregation = True
