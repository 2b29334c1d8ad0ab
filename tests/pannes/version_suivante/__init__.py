"""The site's next version, as an upgrade brings one: a table of the register has one column more."""
