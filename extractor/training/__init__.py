"""Models are made and judged.

`corpus` holds the labelled documents, `wear` and `synthesis` make more of them; `fit` trains, `evaluate` holds each form out
in turn and scores (`scoring`) what comes of it, `calibrate` makes the confidence honest, `train` puts it together and
`card` writes down how good it is.
"""
