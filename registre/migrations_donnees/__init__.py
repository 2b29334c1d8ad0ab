"""What migrations write, beside them so that they stay short: pure modules, and models of their time.

`journal` gives a register of before docs/decisions/0018 the events it lacked: `anciennes` reads what stands, `faits`
says what each row was decided by, `charges` what an event carries, `recit` tells a coop's journal, `relecture` reads it
back.
"""
