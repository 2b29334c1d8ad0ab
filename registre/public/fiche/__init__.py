"""The pages of one coop and of one label, and the attestation: what stands, what was, what was engaged."""
