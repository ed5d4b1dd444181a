extension QRCode {
    /// The code as SVG 1.1 of one unit per module, quiet zone included. It has no size of its own:
    /// whoever shows it gives one.
    package var svg: String {
        let side = sideWithZone
        return """
            <svg xmlns="http://www.w3.org/2000/svg" version="1.1" viewBox="0 0 \(side) \(side)" \
            shape-rendering="crispEdges"><path fill="#fff" d="M0 0h\(side)v\(side)H0z"/>\
            <path d="\(path)"/></svg>

            """
    }

    /// One rectangle for each run of dark modules.
    private var path: String {
        var path = ""
        for row in 0..<sideWithZone {
            var column = 0
            while column < sideWithZone {
                let start = column
                while isDark(column: column, row: row) { column += 1 }
                if column > start { path += "M\(start) \(row)h\(column - start)v1H\(start)z" }
                column += 1
            }
        }
        return path
    }
}
