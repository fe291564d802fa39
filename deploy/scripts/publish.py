#!/usr/bin/env python3
"""Publishes pictures to the indexing system as plain JSON, and waits for the broker's confirmation of each.

    publish.py --broker amqp://guest:guest@127.0.0.1:45672/ ~/Pictures

needs pika (Debian: python3-pika). Every picture below a folder becomes one message: its path below the folder is the image id, the time of
its last change the version. Publishing a folder again therefore changes nothing, and a changed picture replaces its older version.
"""
import argparse
import json
import pathlib
import sys
import time

import pika

PICTURES = {".jpg", ".jpeg", ".png", ".webp"}


def announcements(folder, tenant, tags):
    """The message of every picture below a folder (shared/Contracts/IngestImage.cs)."""
    root = folder.resolve()
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in PICTURES and path.is_file():
            yield {
                "schemaVersion": 1,
                "imageId": str(path.relative_to(root)),
                "tenant": tenant,
                "version": path.stat().st_mtime_ns // 1000,
                "source": {"uri": path.as_uri()},
                "tags": tags,
            }


def publish(channel, queue, message):
    """Returns when the broker has the message on disk; raises when it refuses or when there is no such queue."""
    channel.basic_publish(
        exchange="",
        routing_key=queue,
        body=json.dumps(message).encode(),
        properties=pika.BasicProperties(
            content_type="application/json",
            delivery_mode=2,
            timestamp=int(time.time()),
            message_id="{tenant}/{imageId}/{version}".format(**message),
        ),
        mandatory=True,
    )


def main():
    options = argparse.ArgumentParser(description="Publishes pictures to the indexing system.")
    options.add_argument("folder", type=pathlib.Path, help="pictures below it are published; workers must be allowed to read it")
    options.add_argument("--broker", default="amqp://guest:guest@127.0.0.1:45672/", help="default: %(default)s")
    options.add_argument("--queue", default="indexing.bulk", help="indexing.bulk or indexing.interactive; default: %(default)s")
    options.add_argument("--tenant", default="default", help="owner of the pictures; default: %(default)s")
    options.add_argument("--tag", action="append", default=[], help="searchable tag of every picture; may be repeated")
    arguments = options.parse_args()
    if not arguments.folder.is_dir():
        options.error(f"{arguments.folder} is no folder")

    connection = pika.BlockingConnection(pika.URLParameters(arguments.broker))
    channel = connection.channel()
    channel.confirm_delivery()
    count = 0
    try:
        for message in announcements(arguments.folder, arguments.tenant, arguments.tag):
            publish(channel, arguments.queue, message)
            count += 1
    except pika.exceptions.UnroutableError:
        sys.exit(f"There is no queue '{arguments.queue}': start a worker first, it makes the queues.")
    finally:
        connection.close()
    print(f"{count} pictures published to {arguments.queue}")


if __name__ == "__main__":
    main()
