"""The face of those whom matching brings together."""
