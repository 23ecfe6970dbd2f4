"""What follows from an agreement: what is wrong with its terms, who must do what by when, what adds up."""
