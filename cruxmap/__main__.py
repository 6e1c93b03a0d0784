"""`python -m cruxmap`: the command line without an installed script."""

from cruxmap.cli import main

if __name__ == "__main__":
    main()
