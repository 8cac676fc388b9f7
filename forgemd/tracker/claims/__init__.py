"""What prose states about tasks, and what is true."""
