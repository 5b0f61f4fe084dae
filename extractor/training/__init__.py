"""Models are made, taught and judged.

`corpus` holds the labelled documents, `wear` and `synthesis` make more of them; `fit` trains, `evaluate` holds each form out
in turn and counts (`fold`, `scoring`) what comes of it, `calibrate` makes the confidence honest, `train` puts it together as a
`recipe` says and `card` writes down how good it is.

A new form is taught: `prelabel` writes its rows with their labels into a spreadsheet (`labels`, `label_file`), a person
corrects them, `added` reads them back, and `adapt` moves the weights of a trained model (`weights`, `chain`) as far as they
pay for it. `teach` puts that together, says what more labels would do (`worth`) and refuses a model that has forgotten
anything (`compare`). `curve` measures the same on held-out forms, `gold` scores a model on records of one's own.
"""
