package import MeritCore
package import MeritLedger

/// What is wrong with a sealed month.
package enum SealFault: Hashable, Sendable, CustomStringConvertible {
    /// A file that the seal names is not in the folder.
    case fileMissing(Period, String)
    /// A file holds other bytes than the seal says.
    case fileChanged(Period, String)
    /// The store's entries make other bytes, or other totals, than the seal says.
    case recomputedOtherwise(Period, String)
    /// The ledger does not hold the entry that the seal was made at.
    case headNotFound(Period, LedgerHead)
    /// The folder has a month that no seal is known for.
    case notSealed(Period)

    /// A stable name for reports of `verify`.
    package var code: String {
        switch self {
        case .fileMissing: "seal_file_missing"
        case .fileChanged: "seal_file_changed"
        case .recomputedOtherwise: "seal_recomputed_otherwise"
        case .headNotFound: "seal_head_not_found"
        case .notSealed: "seal_unknown"
        }
    }

    package var description: String {
        switch self {
        case .fileMissing(let period, let name):
            "sealed/\(period)/\(name) is not there; put it back from a backup"
        case .fileChanged(let period, let name):
            "sealed/\(period)/\(name) is not what was sealed; put it back from a backup"
        case .recomputedOtherwise(let period, let name):
            "\(name) of \(period) computed from the ledger is not what was sealed"
        case .headNotFound(let period, let head):
            "the seal of \(period) names entry \(head.number) \(head.hash.hex), "
                + "which the ledger does not have"
        case .notSealed(let period):
            "sealed/\(period) holds files, and no seal of that month is in the journal"
        }
    }
}

extension Store {
    /// Checks every seal, and that no other month lies in the folder. `unsealed` is the month that
    /// is closed and waits for its seal, where one does: its files may be there already.
    package func faults(
        of seals: [PeriodSealed], awaiting unsealed: Period?, in folder: SealedFolder
    ) throws(StoreError) -> [SealFault] {
        var faults: [SealFault] = []
        for seal in seals { faults += try self.faults(of: seal, in: folder) }
        let known = Set(seals.map(\.period)).union([unsealed].compactMap(\.self))
        for period in try folder.periods() where !known.contains(period) {
            faults.append(.notSealed(period))
        }
        return faults
    }

    /// Checks a seal against the files that were written and against the ledger, from which the
    /// files are computed once more. Empty: all three agree to the byte.
    package func faults(
        of seal: PeriodSealed, in folder: SealedFolder
    ) throws(StoreError) -> [SealFault] {
        try fileFaults(of: seal, in: folder) + ledgerFaults(of: seal)
    }

    private func fileFaults(
        of seal: PeriodSealed, in folder: SealedFolder
    ) throws(StoreError) -> [SealFault] {
        var faults: [SealFault] = []
        for sealed in seal.files {
            // A name of a later release's file is no file of this one.
            let file = SealedFile(rawValue: sealed.name)
            let found = try file.flatMap { file throws(StoreError) in
                try folder.mark(of: file, in: seal.period)
            }
            if found == nil { faults.append(.fileMissing(seal.period, sealed.name)) }
            if let found, found != sealed.mark {
                faults.append(.fileChanged(seal.period, sealed.name))
            }
        }
        return faults
    }

    private func ledgerFaults(of seal: PeriodSealed) throws(StoreError) -> [SealFault] {
        var faults: [SealFault] = []
        let head = LedgerHead(number: seal.head.number, hash: seal.head.hash)
        if try !holds(head) { faults.append(.headNotFound(seal.period, head)) }
        let summary = try renderMonth(seal.period) { _, _ in }
        let computed = PeriodSealed(summary, closing: seal.closing, head: head)
        for sealed in seal.files where !computed.files.contains(sealed) {
            faults.append(.recomputedOtherwise(seal.period, sealed.name))
        }
        if computed.totals != seal.totals {
            faults.append(.recomputedOtherwise(seal.period, "the totals"))
        }
        return faults
    }

    private func holds(_ head: LedgerHead) throws(StoreError) -> Bool {
        guard head != .empty else { return true }
        guard head.number > 0 else { return false }
        let entry = try entries(period: nil, after: head.number - 1, limit: 1).first
        return entry.map { LedgerHead(after: $0) } == head
    }
}

extension PeriodSealed.File {
    package var mark: SealedFileMark { SealedFileMark(bytes: bytes, digest: digest) }
}
