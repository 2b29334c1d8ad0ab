"""Importing CSV files into the register: read and check everything, then write everything, or nothing."""
