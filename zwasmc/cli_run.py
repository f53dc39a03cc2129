"""``zwasmc run --interpreter``."""
