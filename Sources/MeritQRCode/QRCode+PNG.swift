extension QRCode {
    /// Pixels on a side of a PNG: the least still shows the largest code with its quiet zone.
    package static let pixels = 64...2_048

    /// The code as a PNG of `size` × `size` pixels, black and white: each module is a square of as
    /// many whole pixels as fit, and what remains is white. `size` must be one of `pixels`.
    package func png(size: Int) -> [UInt8] {
        precondition(Self.pixels.contains(size), "a size was checked before")
        var deflate = DeflateRuns()
        let scale = size / sideWithZone
        let margin = (size - scale * sideWithZone) / 2
        var last: Int?
        for y in 0..<size {
            let row = y < margin ? -1 : (y - margin) / scale
            append(last == row ? nil : row, to: &deflate, scale: scale, margin: margin, size: size)
            last = row
        }
        return PNGFile(side: size, compressed: deflate.finish()).bytes
    }

    /// One line of pixels, 8 to a byte, behind its filter type (PNG, 9.2): a line like the one
    /// above it (nil) is all zeros behind the filter Up, which is next to nothing when compressed.
    private func append(
        _ row: Int?, to deflate: inout DeflateRuns, scale: Int, margin: Int, size: Int
    ) {
        let (filterNone, filterUp): (UInt8, UInt8) = (0, 2)
        guard let row else {
            deflate.append(filterUp)
            for _ in 0..<(size + 7) / 8 { deflate.append(0) }
            return
        }
        deflate.append(filterNone)
        for start in stride(from: 0, to: size, by: 8) {
            var byte: UInt8 = 0
            for x in start..<start + 8 {
                let column = x < margin ? -1 : (x - margin) / scale
                byte = byte << 1 | (x < size && !isDark(column: column, row: row) ? 1 : 0)
            }
            deflate.append(byte)
        }
    }
}
