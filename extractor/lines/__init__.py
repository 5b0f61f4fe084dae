"""Rows of a document get their labels.

`features` turns rows into what the model sees, with the closed `vocabulary` of these forms; `classifier` is the trained model
at work; `labels` names what a row can be.
"""
