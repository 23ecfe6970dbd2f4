"""The next question: what to ask of whom, so that the package to suggest is soon the right one.

`particles` draws preferences that fit what is known and packages worth comparing, `asking` makes questions, `scoring`
says what an answer is expected to bring, `questions` puts the answer together.
"""
