"""What follows from an agreement: what is wrong with its terms, its text, who must do what by when, what adds up."""
