"""Who waits for whom, in one tracker and across several."""
