"""The agreement: what it obliges whom to, its text, what is done, what adds up, who is told."""
