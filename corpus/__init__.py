"""Source texts into passages, and the shipped library. Owns the document readers and sentence splitters."""
