"""Many claims or documents at once: rows in, one result a row out, stopped and continued at any moment."""
