"""The admin speaks French: agreement, words Wagtail never had translated, dates as they are typed."""
