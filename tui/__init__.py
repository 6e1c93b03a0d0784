"""Screens. Owns textual, and sees the subject through `debate` alone."""
