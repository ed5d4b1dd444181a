/// The checksum of a batch: CRC-32C over the segment's salt and the padded batch, its own four
/// bytes left out. Without the salt nobody can write bytes into a record that pass for a batch.
struct BatchChecksum: Sendable {
    private let seeded: CRC32C
    private let start: Int

    init(salt: UInt64, faults: PlantedFaults) {
        var bytes = [UInt8](repeating: 0, count: 8)
        bytes.store(salt, at: 0)
        var crc = CRC32C()
        crc.update(bytes.span)
        seeded = crc
        start = faults.contains(.checksumOfPayloadOnly) ? BatchHeader.checksumOffset : 0
    }

    /// `batch` is the padded batch from its first byte on.
    func value(_ batch: Span<UInt8>) -> UInt32 {
        var crc = seeded
        crc.update(batch.extracting(start..<BatchHeader.checksumOffset))
        crc.update(batch.extracting(BatchHeader.checksumOffset + 4..<batch.count))
        return crc.value
    }
}
