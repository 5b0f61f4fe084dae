"""Tables of which no ruling tells the cells: aligned dumps, PDFs and scans without ruling lines.

`reader` finds the tables and brings them into rows. `headers` finds the lines that name columns, `columns` what stands in each
of them below (`crossings`, `starts`, `nearby`), `bands` the rows, `fronts` what begins one. `names` spreads the names of levels
over the rows that they cover, by their places and by what the rows say (`hints`, `scheme`, `seen`, `usual`).
"""
