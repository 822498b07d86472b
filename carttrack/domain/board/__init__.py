"""The pathway board: where every patient stands, since when, and what holds them up."""
