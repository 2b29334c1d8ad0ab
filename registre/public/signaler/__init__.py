"""Reporting an error of the register, without an account: the form, then the reference of the report."""
