"""Passages into marks: the local annotator, its training, and how well annotators do. Owns scikit-learn."""
