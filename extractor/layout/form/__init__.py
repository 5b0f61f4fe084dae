"""The fields above the indicators where no ruling tells their cells.

`sides` finds the column of labels at the left, `stacks` joins labels that are wrapped, `headed` says which rows each of them
heads, `blocks` brings these into rows of `cells`; `rows` is the way through.
"""
