"""Leaf helpers without models, which every app may use."""
