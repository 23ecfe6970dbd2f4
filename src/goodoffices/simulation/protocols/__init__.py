"""How those at the table talk: one protocol a file, all of one shape (`protocol.Protocol`).

`alternating` has no mediator. With one, `single_text` revises a text by criticism, `proposing` tables the package with
the least regret, `questioning` asks first, `bidding` takes blind bids, `phased` carries an agreement out step by step.
"""
