"""The reference interpreter over ZIR: slow, obvious, the meaning of every instruction."""
