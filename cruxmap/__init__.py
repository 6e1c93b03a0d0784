"""Command line, settings, and the one place that builds the parts and hands them over."""
