/// Columns of text for a terminal, aligned by display width: Chinese characters take two places.
package struct TextTable: Sendable {
    package struct Column: Sendable {
        package let title: String
        package let alignment: Alignment

        package init(_ title: String, _ alignment: Alignment = .left) {
            self.title = title
            self.alignment = alignment
        }
    }

    package enum Alignment: Sendable {
        case left
        /// For numbers.
        case right
    }

    private let columns: [Column]
    private var rows: [[String]] = []

    package init(columns: [Column]) { self.columns = columns }

    /// Adds a row; missing cells are empty, further ones are left out. Control characters in a cell
    /// are shown as `?`: what a shop sends must not steer a terminal.
    package mutating func add(row: [String]) {
        rows.append(columns.indices.map { $0 < row.count ? Self.printable(row[$0]) : "" })
    }

    /// The titles, a rule, the rows; every line ends with a line break, none with blanks.
    package var text: String {
        let titles = columns.map(\.title)
        let widths = columns.indices.map { place in
            ([titles] + rows).map { $0[place].displayWidth }.max() ?? 0
        }
        let rule = widths.map { String(repeating: "-", count: $0) }
        return ([titles, rule] + rows).map { line($0, widths) }.joined()
    }

    private func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = columns.indices.map { place in
            let blanks = String(
                repeating: " ", count: max(0, widths[place] - cells[place].displayWidth))
            return columns[place].alignment == .left ? cells[place] + blanks : blanks + cells[place]
        }
        var text = padded.joined(separator: "  ")
        while text.hasSuffix(" ") { text.removeLast() }
        return text + "\n"
    }

    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        let shown = text.unicodeScalars.map { isControl($0) ? "?" : $0 }
        return String(String.UnicodeScalarView(shown))
    }

    /// C0, DEL, C1, and what turns the direction of the text around.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f..<0xa0, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069: true
        default: false
        }
    }
}

extension String {
    /// Places on a terminal: two for wide characters (Unicode Standard Annex 11, W and F, by
    /// block), none for combining marks.
    var displayWidth: Int {
        unicodeScalars.reduce(0) { width, scalar in
            switch scalar.properties.generalCategory {
            case .nonspacingMark, .enclosingMark, .format: return width
            default: return width + (Self.isWide(scalar.value) ? 2 : 1)
            }
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4e00...0x9fff,
            0xa000...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe4f, 0xff00...0xff60,
            0xffe0...0xffe6, 0x1f300...0x1f64f, 0x1f900...0x1f9ff, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}
