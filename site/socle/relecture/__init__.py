"""The review: nobody publishes what they wrote, or what nobody read again."""
