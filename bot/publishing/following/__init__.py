"""A process keeps at what counts, and says why what stands in its folder does not."""
