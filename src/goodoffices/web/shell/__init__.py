"""What all pages share: the frame, the rendering, forms that become acts, live updates, drafts, static files."""
