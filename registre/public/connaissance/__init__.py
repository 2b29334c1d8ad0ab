"""The two days of every question: the day asked about and the day it was known; what was put right since."""
