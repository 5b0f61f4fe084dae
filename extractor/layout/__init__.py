"""From what is drawn on a page to rows of cells.

`grid` turns ruling lines, of a digital page or of a picture, into grids of cells; `letters` holds the characters of a page and
joins them into lines, `pieces` parts these where space is; `tables` puts the characters into the cells. `picture` does all that
for pictures of pages; `unruled` finds rows and columns of tables, and `form` those of the fields above them, where nothing is
ruled. `breaks` joins what a page end parts, `furniture` and `slices` leave out what pages print again.
Lengths are those of the page: PDF points, letters of a dump, or pixels of a picture, origin at the top left.
"""
