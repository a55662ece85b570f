"""How the embedded server is set up: small, local, and durable unless it serves tests."""

from pathlib import Path


def server_options(run: Path, *, durable: bool) -> dict[str, str]:
    """PostgreSQL's settings, given on its command line. Nothing listens on the network."""
    quoted = str(run).replace('"', '""')
    options = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{quoted}"',
        "unix_socket_permissions": "0700",
        "max_connections": "120",
        "shared_buffers": "128MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "effective_cache_size": "512MB",
        "random_page_cost": "1.1",
        "max_wal_size": "1GB",
        "jit": "off",
        # Parallel plans need shared memory that containers give sparingly, and gain nothing here.
        "max_parallel_workers_per_gather": "0",
        "max_parallel_maintenance_workers": "0",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_min_messages": "warning",
        "log_min_error_statement": "panic",  # a statement may hold personal data
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    return options
