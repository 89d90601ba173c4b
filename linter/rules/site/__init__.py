"""Rules about repetitions and references across the site."""
