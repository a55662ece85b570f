"""The texts of the interface: found in the code, kept in catalogues, compiled without GNU gettext."""
