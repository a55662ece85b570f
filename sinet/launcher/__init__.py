"""`make demo`, `make stop`, `make reset`, `make install`, `make test`.

Runs on the system's Python, before anything is installed: only `prepare`, `stopping` and the checks are
started inside `.venv`.
"""
