package import MeritCore

/// The files of a sealed month. The raw value is the file's name, in `sealed/YYYY-MM/` and in the
/// seal.
package enum SealedFile: String, CaseIterable, Sendable {
    /// The month's entries by number, as the ledger exports them.
    case entriesJSONLines = "entries.jsonl"
    case entriesCSV = "entries.csv"
    /// Money by payee and department.
    case staff = "staff.csv"
    /// Money by department.
    case department = "department.csv"
    /// Money by order.
    case orders = "orders.csv"
    /// The control totals.
    case totals = "totals.json"
}

/// What a sealed file's bytes are known by.
package struct SealedFileMark: Hashable, Sendable {
    package let bytes: UInt64
    package let digest: Digest

    package init(bytes: UInt64, digest: Digest) {
        self.bytes = bytes
        self.digest = digest
    }
}
