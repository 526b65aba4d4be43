"""What gunicorn and `flask` load."""

from config import from_environment
from okprofs.app import create_app

app = create_app(from_environment())
