"""Work in other processes: a pure function over many things (`parallel`), programs and their ends (`children`)."""
