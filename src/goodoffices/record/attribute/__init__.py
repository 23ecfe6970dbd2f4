"""Who said what: content, cue and source of every attribution in a text, as spans of characters.

Two readers stand behind one shape: the trained one (`trained`, weights shipped as package data) and one by rules alone
(`rules`, no weights). Both take a text as given and return `Attribution`s with offsets into it.
"""
