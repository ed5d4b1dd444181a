import Foundation
import MeritQRCode
import ProcessFixture
import Testing

/// Pixels as somebody else reads them: true is dark.
struct Picture: Hashable {
    let rows: [[Bool]]

    /// A PNG as Python reads it.
    init(png: [UInt8]) throws {
        let folder = try TemporaryFolder("png")
        try folder.write(png, to: "code.png")
        let reader = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "read_png.py").path
        let finished = try Shell.must("python3", [reader, folder["code.png"]])
        rows = finished.lines.map { $0.map { $0 == "0" } }
    }

    /// The dark rectangles of one unit's height that an SVG of ours consists of.
    init(svg: String) throws {
        let side = try #require(svg.firstMatch(of: /viewBox="0 0 (\d+) \1"/)).1
        let count = try #require(Int(side))
        var rows = [[Bool]](repeating: [Bool](repeating: false, count: count), count: count)
        let path = try #require(svg.firstMatch(of: /<path d="([^"]*)"\/>/)).1
        for rectangle in path.matches(of: /M(\d+) (\d+)h(\d+)v1H(\d+)z/) {
            let numbers = [rectangle.1, rectangle.2, rectangle.3, rectangle.4].compactMap {
                Int($0)
            }
            #expect(numbers[3] == numbers[0], "back to where it began")
            for x in numbers[0]..<numbers[0] + numbers[2] { rows[numbers[1]][x] = true }
        }
        #expect(path.replacing(/M\d+ \d+h\d+v1H\d+z/, with: "").isEmpty, "nothing else is drawn")
        self.rows = rows
    }

    /// What a code says of itself.
    init(_ code: QRCode) {
        let side = code.sideWithZone
        rows = (0..<side).map { row in (0..<side).map { code.isDark(column: $0, row: row) } }
    }

    /// One pixel for each module, from the middle of each of `scale` pixels.
    func sampled(scale: Int, margin: Int, side: Int) -> [[Bool]] {
        (0..<side).map { row in
            (0..<side).map { column in
                rows[margin + row * scale + scale / 2][margin + column * scale + scale / 2]
            }
        }
    }
}
