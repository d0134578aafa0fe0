"""Questions in the store, from their arrival to what people think of the answer."""
