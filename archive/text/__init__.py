"""Vietnamese as text: cleaning, folding, tokens, passages. Pure; any room may import it."""
