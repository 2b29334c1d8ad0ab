"""How a language writes days and hours where Django's own way would lose what was typed (`FORMAT_MODULE_PATH`)."""
