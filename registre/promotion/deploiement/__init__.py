"""The acts that deploy the Raison d'être: what coops declare, prove and show of them, and how many did."""
