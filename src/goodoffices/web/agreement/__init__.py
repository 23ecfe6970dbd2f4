"""The agreement as it was declared: what it says, who has signed it, who attests it, and lists of names."""
