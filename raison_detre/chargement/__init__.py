"""Loading an edition of the référentiel from its source file: read it all, then write it all, or nothing."""
