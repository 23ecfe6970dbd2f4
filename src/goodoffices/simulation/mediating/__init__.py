"""What a mediator makes of what it is told: `knowing` hides the rest, `asking` asks, `belief` judges packages."""
