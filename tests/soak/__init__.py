"""Tests of what only shows after a while: short in `make test`, as long as one likes in `make soak`."""
