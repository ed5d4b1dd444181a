"""Reads a PNG by the standard alone (zlib and CRC-32 are Python's).

usage: read_png.py FILE

Standard output: a line of 0 (black) and 1 (white) per line of pixels. Fails on anything but a whole,
greyscale PNG of one bit per pixel whose checksums are right.
"""

import struct
import sys
import zlib

data = open(sys.argv[1], "rb").read()
assert data[:8] == b"\x89PNG\r\n\x1a\n", "signature"
place, chunks = 8, []
while place < len(data):
    (length,) = struct.unpack(">I", data[place : place + 4])
    content = data[place + 4 : place + 8 + length]
    (checksum,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
    assert zlib.crc32(content) == checksum, content[:4]
    chunks.append((content[:4], content[4:]))
    place += 12 + length
assert [name for name, _ in chunks] == [b"IHDR", b"IDAT", b"IEND"], chunks
width, height, *rest = struct.unpack(">IIBBBBB", chunks[0][1])
assert rest == [1, 0, 0, 0, 0], rest
lines = zlib.decompress(chunks[1][1])
stride = (width + 7) // 8
assert len(lines) == height * (1 + stride), (len(lines), height, stride)
above = bytes(stride)
for y in range(height):
    kind, *line = lines[y * (1 + stride) : (y + 1) * (1 + stride)]
    assert kind in (0, 2), kind
    above = bytes((byte + (up if kind == 2 else 0)) & 255 for byte, up in zip(line, above))
    print("".join(f"{byte:08b}" for byte in above)[:width])
