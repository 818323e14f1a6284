"""The reusable code of the course: notebooks import it, it never knows the notebooks."""
