"""oEmbed: a site that is given the address of a label asks here what to show for it."""
