"""The API: its addresses, what it takes and gives, its errors, its documentation."""
