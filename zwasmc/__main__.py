"""``python -m zwasmc`` and the ``zwasmc`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its status."""
    from zwasmc.cli import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
