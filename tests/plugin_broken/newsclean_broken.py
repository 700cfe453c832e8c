"""A package whose cleaners are broken in three ways; the third is that `NotThere` is not there."""


class Mislabelled:
    name = "another"


class HalfDone:
    name = "half_done"
    roles = frozenset()
