"""Broken cells are made whole.

`header` and `columns` read what the columns mean, `align` finds a cell's column where the layout does not tell (with the
trained column `typer`), `join` puts pieces together, `levels` mends names of levels.
"""
