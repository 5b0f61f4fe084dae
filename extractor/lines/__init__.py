"""Rows of a document get their labels.

`features` turns rows into what the model sees, with the closed `vocabulary` of these forms, the printed row that a cell stands
in (`groups`) and the width of the cells above (`wraps`); `classifier` is the trained model at work, `mend` what the print
alone decides; `labels` names what a row can be.
"""
