"""Maps, assessments and sources as tables for a terminal or a log."""
