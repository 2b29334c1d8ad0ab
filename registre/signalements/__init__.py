"""What visitors say is wrong in the register: received, answered, counted, then forgotten but for the count."""
