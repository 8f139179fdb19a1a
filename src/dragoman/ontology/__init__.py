"""PLOVER categories, modes, contexts and sectors, and the predicates that tell them."""
