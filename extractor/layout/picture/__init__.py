"""Pictures of pages into rows: scans and photographs, and pages of a PDF that have no text of their own.

`clean` and `upright` come first, `pixels` finds the ruling lines and `erasing` takes them away; `textlines` finds the lines of
text to be read, `loose_lines` those of a page without ruling. `sheet` does all that, `page` reads a sheet, and `content` brings
what was read into rows, of which `trust` says how sure they are. `pictures` reads page after page, laying out the next one
while one is read.
"""
