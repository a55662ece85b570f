"""What renews the vendored files and drawings under static/; never needed to run the directory."""
