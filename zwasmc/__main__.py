"""``python -m zwasmc`` and the ``zwasmc`` command."""

from __future__ import annotations


def main() -> None:
    """Run the command line and exit with its status."""
    try:
        from zwasmc.cli import run

        status = run()
    except KeyboardInterrupt:
        status = 130
    raise SystemExit(status)


if __name__ == "__main__":
    main()
