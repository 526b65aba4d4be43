"""Pure decisions about events: admission, prices, changes and cancellation, the programme."""
