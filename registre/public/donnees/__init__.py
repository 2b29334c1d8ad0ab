"""Open data: the files, the rows they hold, and the schema that says what each column means."""
