"""Every page as a medium finds it: what is said, in which order, and in which words; written once for all media."""
