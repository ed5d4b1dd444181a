/// A QR code (ISO/IEC 18004): a square of dark and light modules, without its quiet zone.
package struct QRCode: Hashable, Sendable {
    /// Modules on a side: 21, 25 … `sideMax`.
    package let side: Int
    /// Row by row from the top; true is dark.
    private let modules: [Bool]

    /// Light modules that a reader needs on every side (ISO/IEC 18004, 6.3.8).
    package static let quietZone = 4
    /// Version 9.
    package static let sideMax = 53
    /// What a code of error correction level M and `sideMax` holds in any characters.
    package static let textBytesMax = 180

    /// Nil unless `modules` are a square of a side that a version up to 9 has.
    package init?(side: Int, modules: [Bool]) {
        guard (21...Self.sideMax).contains(side), side % 4 == 1, modules.count == side * side else {
            return nil
        }
        self.side = side
        self.modules = modules
    }

    /// Modules on a side, the quiet zone included.
    package var sideWithZone: Int { side + 2 * Self.quietZone }

    /// Whether a module is dark; columns and rows count from 0 and include the quiet zone. Outside
    /// of the code everything is light.
    package func isDark(column: Int, row: Int) -> Bool {
        let (x, y) = (column - Self.quietZone, row - Self.quietZone)
        guard (0..<side).contains(x), (0..<side).contains(y) else { return false }
        return modules[y * side + x]
    }
}
