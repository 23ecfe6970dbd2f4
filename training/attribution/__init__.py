"""How the attribution reader's weights are made: corpus, model, training, export, evaluation."""
