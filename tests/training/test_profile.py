from __future__ import annotations

from extractor.training.profile import profiles


def test_the_words_of_a_form_are_those_that_its_tables_share(samples):
    found = profiles(samples, 1)
    assert len(found) == 15
    for form in ("000", "001", "002", "003", "004"):
        assert {"项目名称", "三级指标"} <= set(found[form]), form
    assert all(3 <= len(words) <= 40 for words in found.values())
