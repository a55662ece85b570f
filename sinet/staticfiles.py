"""Static files with a hash in their names, compressed once."""

from functools import lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules to hashed names."""

    support_js_module_import_aggregation = True

    def url(self, name: str, force: bool = False) -> str:
        """The address of a file. A page names thirty; those of the manifest stay the same while the process runs."""
        return super().url(name, force) if force else _url(self, name)


@lru_cache(maxsize=1024)
def _url(storage: HashedStaticFiles, name: str) -> str:
    return str(super(HashedStaticFiles, storage).url(name))
