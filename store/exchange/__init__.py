"""Debate maps out and other people's work in: one file a format, thin and pure, over values of `debate`.

A writer takes a `Handout` and gives text or bytes; a reader takes text or bytes and gives values, or raises
NotReadable. What a format cannot carry is declared beside its writer, and tested: what comes back from a file is
what went in, minus the declared losses.
"""
