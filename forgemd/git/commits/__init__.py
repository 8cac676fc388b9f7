"""A commit of forgemd's, from the first lock to the last word: nothing of it is half done, whoever is killed."""
