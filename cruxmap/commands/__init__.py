"""One module a command: its options and what it does, side by side."""
