"""Signing in and out, the second factor, invitations: the pages below /{language}/account/."""
