"""Kills and power cuts in the middle of traffic, each with its negative control."""

import os
import pathlib
import shutil
import subprocess

import loadtest
from evidence import Evidence
from loadtest import run
from retailer import Refused, Retailer, Service
from traffic import Traffic


def verified(retailer):
    """What `merit verify` has against the directory."""
    try:
        retailer.command("verify")
        return []
    except SystemExit as failure:
        return [f"verify: {failure}"]


def kills(folder, cycles, chance):
    """`kill -9` at a moment of chance, again and again over one directory."""
    retailer = Retailer(folder / "data")
    traffic = Traffic(retailer, retailer.tokens(), readers=0)
    for _ in range(cycles):
        service = Service(retailer.data)
        traffic.start(service)
        traffic.wait(chance.randint(5, 200))
        service.kill()
        traffic.finish()
    retailer.command("link", "list")  # Applies, judges and posts what is left.
    problems = traffic.broken + verified(retailer)
    problems += Evidence(retailer.data).problems(traffic.clicks, traffic.orders, traffic.views)
    return f"{cycles} kills, {traffic.counts()}", problems


def kills_without_writes(folder, cycles, chance):
    """The control: batches that are said to be written and are not must be missed. Returns how many
    cycles were seen to lose something."""
    retailer = Retailer(folder / "template")
    seen = lost = 0
    for cycle in range(cycles):
        data = folder / f"data-{cycle}"
        shutil.copytree(retailer.data, data, ignore=shutil.ignore_patterns("control.sock"))
        traffic = Traffic(retailer, retailer.tokens(), readers=0)
        service = Service(data, {"FAULT_AT": "3"}, loadtest.program("nowrite.so"))
        traffic.start(service)
        traffic.wait(chance.randint(20, 60))
        service.kill()
        traffic.finish()
        missing = len(Evidence(data).lost_clicks(traffic.clicks))
        lost, seen = lost + missing, seen + (missing > 0)
    return f"{cycles} kills without writes, {lost} clicks lost in {seen} of them", seen


class Disk:
    """A file system on a loop device, whose kernel writes nothing back by itself for a long time. The
    file behind it is what the disk holds: a copy of it is what a power cut leaves."""

    def __init__(self, folder):
        self.folder, self.number = folder, 0
        self.image = folder / "disk-0"
        self.place = folder / "mount"
        self.place.mkdir()
        run("truncate", "-s", "512M", self.image)
        run("mkfs.ext4", "-q", "-E", "lazy_itable_init=0,lazy_journal_init=0", self.image)
        self._mount()

    def _mount(self):
        run("mount", "-o", "loop,commit=1000", self.image, self.place)

    def copy(self):
        self.number += 1
        target = self.folder / f"disk-{self.number}"
        run("cp", "--sparse=always", self.image, target)
        return target

    def become(self, image):
        """The power is back: what the copy holds goes on."""
        self.unmount()
        self.image.unlink()
        self.image = image
        self._mount()

    def unmount(self):
        subprocess.run(["umount", "-l", str(self.place)], check=False)


def unplugged(folder, cycles, chance, preload):
    """Power cuts over one directory; counts, and what is wrong after each and at the end. With a
    library that takes the syncs out it ends at the first cut that lost something."""
    disk = Disk(folder)
    try:
        retailer = Retailer(disk.place / "data")
        run("sync", "-f", disk.place)
        traffic = Traffic(retailer, retailer.tokens(), readers=0)
        problems = []
        for cycle in range(1, cycles + 1):
            try:
                service = Service(retailer.data, preload=preload)
            except Refused as refused:
                return traffic, cycle, [*problems, f"cut {cycle - 1}: does not start: {refused}"]
            traffic.start(service)
            traffic.wait(chance.randint(5, 200))
            service.freeze()
            image = disk.copy()
            service.kill()
            traffic.finish()
            disk.become(image)
            problems += lost(retailer.data, traffic, cycle)
            if problems:
                return traffic, cycle, problems
        retailer.command("link", "list")
        problems += verified(retailer)
        problems += Evidence(retailer.data).problems(traffic.clicks, traffic.orders, traffic.views)
        return traffic, cycles, problems + traffic.broken
    finally:
        disk.unmount()


def lost(data, traffic, cycle):
    try:
        missing = Evidence(data).lost_clicks(traffic.clicks)
    except (OSError, AssertionError, ValueError, KeyError) as failure:
        return [f"cut {cycle}: the directory cannot be read: {failure}"]
    return [f"cut {cycle}: {len(missing)} of {len(traffic.clicks)} clicks lost"] if missing else []


def power_cuts(folder, cycles, chance):
    traffic, count, problems = unplugged(folder, cycles, chance, None)
    return f"{count} power cuts, {traffic.counts()}", problems


def power_cuts_without_syncs(folder, cycles, chance):
    traffic, count, problems = unplugged(folder, cycles, chance, loadtest.program("nosync.so"))
    return f"{count} power cuts without syncs, {'; '.join(problems) or 'nothing lost'}", len(problems)


def can_mount():
    return os.getuid() == 0 and pathlib.Path("/dev/loop-control").exists()
