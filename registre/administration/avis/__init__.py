"""Opinions asked of experts, as who prepares sessions asks for them, and as the committee reads them."""
