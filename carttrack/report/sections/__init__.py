"""The sections of the papers: each a function from a summary to one flowable."""
