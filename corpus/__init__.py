"""Source texts into passages, and the shipped library. Owns pypdf, python-docx, trafilatura and charset-normalizer."""
