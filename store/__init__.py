"""Everything on disk: the SQLite project file, full-text index, verdict log. Owns sqlite-utils."""
