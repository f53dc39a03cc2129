"""Every layout that crosses a boundary: the run-time ABI shared with C, and the container file format."""
