package import MeritCore
import MeritCrypto
import MeritJSON

/// A closed month as files: its entries, and the money columns of its reports with their control
/// totals. The same entries make the same bytes, for ever.
///
/// The month's entries go in by rising number, in pages of any size; bytes come out in pieces,
/// file by file. Sums by payee, department and order are kept meanwhile. No name of a person is in
/// the files.
package struct SealedMonth: Sendable {
    package let period: Period
    private var sums = SealedSums()
    private var outputs: [SealedFile: Output] = [:]

    /// What was written of a file.
    private struct Output: Sendable {
        var bytes: UInt64 = 0
        var digest = SHA256()
    }

    package init(of period: Period) { self.period = period }

    /// Takes the next entries in and hands out the bytes that follow from them. Traps where one is
    /// of another month or does not stand behind those before it.
    package mutating func take<Failure: Error>(
        _ page: [LedgerEntry],
        _ write: (SealedFile, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        for entry in page {
            precondition(entry.period == period, "a month's seal is over its own entries")
            sums.add(entry)
        }
        try put(LedgerExport.jsonLines(page), into: .entriesJSONLines, write)
        if outputs[.entriesCSV] == nil {
            try put(LedgerExport.csvHeader, into: .entriesCSV, write)
        }
        try put(LedgerExport.csvRows(page), into: .entriesCSV, write)
    }

    /// Hands out what is left once every entry was taken; returns what was handed out in all.
    package consuming func finish<Failure: Error>(
        _ write: (SealedFile, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) -> SealedSummary {
        try take([], write)
        let totals = sums.totals
        try put(sums.staffTable(totals), into: .staff, write)
        try put(sums.departmentTable(totals), into: .department, write)
        try sums.orderTable(totals) { (piece: [UInt8]) throws(Failure) in
            try put(piece, into: .orders, write)
        }
        try put(totalsDocument(totals), into: .totals, write)
        return SealedSummary(
            period: period, totals: totals,
            files: outputs.mapValues { output in
                SealedFileMark(bytes: output.bytes, digest: output.digest.finalize())
            })
    }

    private mutating func put<Failure: Error>(
        _ bytes: [UInt8], into file: SealedFile,
        _ write: (SealedFile, [UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        outputs[file, default: Output()].bytes += UInt64(bytes.count)
        outputs[file]?.digest.update(bytes)
        try write(file, bytes)
    }

    private func totalsDocument(_ totals: [SealedTotals]) -> [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { writer in
            writer.member("period", period.description)
            writer.member("entries", sums.entries)
            writer.member("first_entry", sums.firstNumber)
            writer.member("last_entry", sums.lastNumber)
            writer.key("totals")
            writer.array(totals) { writer, total in
                writer.object { inner in
                    inner.member("currency", total.currency.code)
                    inner.member("entries", total.entries)
                    for named in total.named { inner.member(named.name, named.amount) }
                }
            }
        }
        writer.endLine()
        return writer.take()
    }
}

/// A month's files and totals, as its seal names them.
package struct SealedSummary: Hashable, Sendable {
    package let period: Period
    /// By currency; empty where the month has no entry.
    package let totals: [SealedTotals]
    /// Every file.
    package let files: [SealedFile: SealedFileMark]

    /// False only through a defect of this program.
    package var tiesOut: Bool { totals.allSatisfy(\.tieOut) }
}
