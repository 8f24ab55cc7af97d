"""Commands that try and measure the memory, on stores of their own."""
