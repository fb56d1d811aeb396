"""What the browser asks for besides the page itself: original files, uploads, and the headers that keep it safe."""
