"""From what is drawn on a page to rows of cells.

`grid` turns ruling lines, of a digital page or of a picture, into grids of cells; `letters` holds the characters of a page and
joins them into lines; `tables` puts the characters into the cells; `columns` finds the columns where nothing is ruled.
For page pictures `clean` and `upright` come first, `pixels` finds their ruling lines and `erasing` takes them away; `textlines`
finds the lines of text to be read, `loose_lines` those of a page without ruling. `sheet` does all that, `page` reads a sheet, and
`content` brings what was read into rows, of which `trust` says how sure they are.
Lengths are those of the page: PDF points, or pixels of a picture, origin at the top left.
"""
