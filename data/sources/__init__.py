"""Sources: the tables that are understood, and one reader for each kind of extract."""
