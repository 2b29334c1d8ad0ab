"""How French forms read and write days and hours."""
