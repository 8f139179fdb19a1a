"""Who is who: states, bodies, organisations, people and the offices they held, from checked data files."""
