package import MeritCore

/// A row of the directory that holds from a moment on.
package protocol DatedRow: Hashable, Sendable {
    var recorded: Sequence { get }
    var recordedAt: Timestamp { get }
    /// Nil: from when it was recorded, or, in the first row, from the beginning of time.
    var effectiveFrom: Timestamp? { get }
}

/// The rows of one staff member or department, and which of them holds when.
///
/// A row holds from its start up to the next row's. A row starts at its `effectiveFrom`, or, where
/// it has none, when it was recorded; the first row recorded then starts at the beginning of time.
/// The row with the earliest start also holds before it. Of rows with one start the last recorded
/// holds. So rows that state when they begin may be recorded in any order.
package struct Timeline<Row: DatedRow>: Hashable, Sendable {
    /// As recorded, at least one.
    package private(set) var rows: [Row]
    /// Rising by start, one row a start.
    private var spans: [Span]

    private struct Span: Hashable, Sendable {
        let start: Timestamp
        let row: Row
    }

    package init(_ first: Row) {
        rows = [first]
        spans = [Span(start: first.effectiveFrom ?? .distantPast, row: first)]
    }

    /// Adds a row that was recorded after all others.
    package mutating func append(_ row: Row) {
        rows.append(row)
        let span = Span(start: row.effectiveFrom ?? row.recordedAt, row: row)
        let place = spans.firstIndex { $0.start >= span.start } ?? spans.endIndex
        if place < spans.endIndex, spans[place].start == span.start {
            spans[place] = span
        } else {
            spans.insert(span, at: place)
        }
    }

    package func row(at moment: Timestamp) -> Row {
        spans.last { $0.start <= moment }?.row ?? spans[0].row
    }

    /// The parts of time in which one row holds, rising and without gaps.
    package var pieces: [Piece] {
        spans.indices.map { index in
            Piece(
                from: index == 0 ? .distantPast : spans[index].start,
                to: index + 1 < spans.count ? spans[index + 1].start : nil,
                row: spans[index].row)
        }
    }

    /// `row` holds from `from` up to, not including, `to`; nil: for ever.
    package struct Piece: Hashable, Sendable {
        package let from: Timestamp
        package let to: Timestamp?
        package let row: Row

        package func overlaps(_ other: Piece) -> Bool {
            (to.map { other.from < $0 } ?? true) && (other.to.map { from < $0 } ?? true)
        }
    }
}

extension Optional {
    /// The timeline with a row that is recorded after all others, or of that row alone.
    package func with<Row: DatedRow>(_ row: Row) -> Timeline<Row> where Wrapped == Timeline<Row> {
        guard var timeline = self else { return Timeline(row) }
        timeline.append(row)
        return timeline
    }
}
