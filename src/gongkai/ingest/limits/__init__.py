"""Every file is read in a process of its own, within bounds of time and memory."""
