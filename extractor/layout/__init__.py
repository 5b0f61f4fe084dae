"""From what is drawn on a page to rows of cells.

`grid` turns ruling lines, of a digital page or of a picture, into grids of cells; `letters` holds the characters of a page and
joins them into lines; `tables` puts the characters into the cells; `columns` finds the columns where nothing is ruled.
For page pictures `clean` and `upright` come first, `pixels` finds their ruling lines, `textlines` the lines of text to be read,
and `page` takes a picture all the way to rows.
Lengths are those of the page: PDF points, or pixels of a picture, origin at the top left.
"""
