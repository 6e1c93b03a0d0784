"""How well annotators do, measured against labels that people or independent annotators made.

What goes into a gold file stands in `cruxmap/commands/evaluate_formats.txt`, which `cruxmap evaluate formats` prints.
"""
