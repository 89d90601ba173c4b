"""Help texts of mistakes that several modules recognise."""

IN_DOUBLE_QUOTES = "Put the whole value in double quotes."
ONE_COLUMN = "Keys of one mapping, and items of one list, start in one column."
QUOTE_IT = "Put the whole value in quotes."
