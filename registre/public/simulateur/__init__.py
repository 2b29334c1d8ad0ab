"""The simulator: what a choice of engagements would lack, and how labelled coops measure each of them."""
