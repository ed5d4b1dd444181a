import MeritCore

/// Why a journal can't be opened or read: a stable code, where the trouble lies, and what to do.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In order of precedence.
    package enum Code: String, CaseIterable, Sendable {
        case missingDirectory = "journal_missing"
        case noPermission = "journal_no_permission"
        case readOnly = "journal_read_only"
        case locked = "journal_locked"
        /// A file that is no segment where one is expected.
        case notASegment = "journal_not_a_segment"
        /// Written by a newer release.
        case newerFormat = "journal_newer_format"
        case wrongNode = "journal_wrong_node"
        case missingSegment = "journal_segment_missing"
        /// Bytes that were synced are no longer what was written.
        case damaged = "journal_damaged"
        /// A position that is no batch boundary of this journal.
        case positionUnknown = "journal_position_unknown"
        case full = "journal_disk_full"
        /// The system reported an error.
        case inputOutput = "journal_io"
        case closed = "journal_closed"
    }

    package let code: Code
    /// The file's name in the journal's directory, where one file is concerned.
    package let file: String?
    /// The byte in that file, where one is known.
    package let offset: UInt64?
    package let detail: String
    /// What an operator can do about it.
    package let hint: String

    init(
        _ code: Code, file: String? = nil, offset: UInt64? = nil, _ detail: String, hint: String
    ) {
        self.code = code
        self.file = file
        self.offset = offset
        self.detail = detail
        self.hint = hint
    }

    package var description: String {
        var place = ""
        if let file { place += " \(file)" }
        if let offset { place += " at byte \(offset)" }
        return "\(code.rawValue):\(place)\(place.isEmpty ? "" : ":") \(detail) (\(hint))"
    }
}

extension JournalError {
    static func damaged(_ file: String, at offset: UInt64, _ detail: String) -> JournalError {
        JournalError(
            .damaged, file: file, offset: offset, detail,
            hint: "keep the file, check the disk, and restore the journal from a backup")
    }

    static func missingSegment(_ first: Sequence, _ detail: String) -> JournalError {
        JournalError(
            .missingSegment, file: SegmentName.segment(first),
            "the segment that begins with sequence \(first.value) is missing: \(detail)",
            hint: "restore the journal from a backup")
    }

    static func wrongNode(
        _ file: String, wrote: NodeNumber, expected: NodeNumber
    ) -> JournalError {
        JournalError(
            .wrongNode, file: file, offset: 10,
            "written by node \(wrote.value), this is node \(expected.value)",
            hint: "set the node number it was written with, or use another directory")
    }

    static func newerFormat(_ file: String, version: UInt16) -> JournalError {
        JournalError(
            .newerFormat, file: file, offset: 8,
            "format version \(version), this release reads up to \(SegmentHeader.formatVersion)",
            hint: "start the release that wrote it, or a newer one")
    }

    static func unknownPosition(_ position: JournalPosition, _ detail: String) -> JournalError {
        JournalError(
            .positionUnknown, file: SegmentName.segment(position.segment),
            offset: position.offset, detail,
            hint: "the reader's cursor does not belong to this journal; rebuild the store, or "
                + "restore journal and store from the same backup")
    }

    /// An error of the system, translated into what an operator can act on.
    static func of(_ error: DiskError, file: String?) -> JournalError {
        let (code, hint) = error.meaning
        return JournalError(code, file: file, error.description, hint: hint)
    }
}
