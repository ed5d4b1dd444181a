import MeritCore

@testable import MeritJournal

/// Records with a number in their public body, so that a test knows them again.
enum TestRecords {
    static let time = Timestamp(milliseconds: 1_790_000_000_000)
    static let run = RunID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210)

    static func append(
        _ id: UInt64, to buffer: inout RecordBuffer, kind: FactKind = .orderEvent,
        padding: Int = 0, personal: [UInt8]? = nil
    ) {
        let writePersonal: (inout ByteWriter) -> Void = { writer in
            writer.write(raw: personal ?? [])
        }
        buffer.append(
            kind: kind, version: 1, time: time, salt: PersonalSalt(id, ~id),
            public: { writer in
                writer.write(fixed: id)
                writer.write(raw: [UInt8](repeating: UInt8(truncatingIfNeeded: id), count: padding))
            },
            personal: personal == nil ? nil : writePersonal)
    }

    static func buffer(
        _ ids: some Swift.Sequence<UInt64>, kind: FactKind = .orderEvent, padding: Int = 0,
        personal: [UInt8]? = nil
    ) -> RecordBuffer {
        var buffer = RecordBuffer()
        for id in ids {
            append(id, to: &buffer, kind: kind, padding: padding, personal: personal)
        }
        return buffer
    }

    /// The number in a record, nil for the journal's own facts.
    static func id(of record: Record) -> UInt64? {
        guard record.kind != FactKind.gap.rawValue, record.kind != FactKind.recovered.rawValue
        else { return nil }
        var reader = ByteReader(record.publicBody)
        return try? reader.fixed(UInt64.self)
    }

    /// Small segments, so that a few records fill several.
    static func options(faults: PlantedFaults = []) -> JournalOptions {
        var options = JournalOptions(node: .first)
        options.segmentBytesFirst = 8 << 10
        options.segmentBytesMax = 32 << 10
        options.batchBytesMax = 4 << 10
        options.trafficSpaceMark = 0
        options.inboundSpaceMark = 0
        options.plantedFaults = faults
        return options
    }

    /// All records of a directory, read without a lock.
    static func scan(
        _ disk: any Disk, faults: PlantedFaults = []
    ) throws(JournalError) -> [Record] {
        var scanner = try JournalScanner(disk: disk, faults: faults)
        var records: [Record] = []
        while let batch = try scanner.next() { records += batch.records }
        return records
    }
}
