import MeritQRCode
import ProcessFixture
import SeededRandom
import Testing

/// Pictures of codes, read by others. What stands in the modules does not matter here.
struct PictureTests {
    /// A code of random modules.
    private func code(side: Int, seed: UInt64) throws -> QRCode {
        var random = SplitMix(seed: seed)
        return try #require(
            QRCode(side: side, modules: (0..<side * side).map { _ in random.next() & 1 == 1 }))
    }

    @Test func `a code has the side of a version up to 9`() {
        for side in [0, 17, 20, 22, 54, 57] {
            let modules = [Bool](repeating: true, count: side * side)
            #expect(QRCode(side: side, modules: modules) == nil, "\(side)")
        }
        #expect(QRCode(side: 21, modules: [true]) == nil)
        #expect(QRCode(side: 53, modules: [Bool](repeating: false, count: 53 * 53)) != nil)
        #expect(QRCode.pixels.lowerBound >= QRCode.sideMax + 2 * QRCode.quietZone)
    }

    @Test(arguments: [21, 37, 53])
    func `an svg draws every dark module and leaves a quiet zone of four`(side: Int) throws {
        let code = try code(side: side, seed: UInt64(side))
        let picture = try Picture(svg: code.svg)
        #expect(picture == Picture(code))
        #expect(picture.rows.count == side + 8)
        for row in picture.rows {
            #expect(!row.prefix(4).contains(true) && !row.suffix(4).contains(true))
        }
        #expect(!(picture.rows.prefix(4) + picture.rows.suffix(4)).joined().contains(true))
    }

    @Test(arguments: [(21, 64), (21, 65), (29, 100), (37, 512), (53, 64), (53, 2_048)])
    func `a png is what it says it is`(side: Int, size: Int) throws {
        let code = try code(side: side, seed: UInt64(size))
        let bytes = code.png(size: size)
        let picture = try Picture(png: bytes)
        #expect(picture.rows.count == size && picture.rows.allSatisfy { $0.count == size })
        let scale = size / (side + 8)
        let margin = (size - scale * (side + 8)) / 2
        #expect(
            picture.sampled(scale: scale, margin: margin, side: side + 8) == Picture(code).rows)
        let dark = picture.rows.joined().count { $0 }
        #expect(dark == Picture(code).rows.joined().count { $0 } * scale * scale)
        #expect(bytes.count < 40_000, "\(bytes.count) bytes")
    }

    @Test func `long runs and short ones come out as they went in`() throws {
        // Sides of 1 to 9 modules and all their pixels: every length of run there is.
        for size in [64, 67, 259, 1_031, 2_047] {
            let code = try code(side: 21, seed: 0)
            #expect(try Picture(png: code.png(size: size)).rows.count == size, "\(size)")
        }
    }
}
