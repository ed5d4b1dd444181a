import MeritAttribution
import MeritCore
import MeritJournal
import MeritStore
import Synchronization

/// Writes a sweep beside the store, block by block; it is there, whole, when `finish` returns.
/// Threads may add blocks at once. Its identity is the file that grows.
final class SweepWriter: Sendable {
    private struct State {
        var offset = 0
        var blocks: [SweepFile.Block] = []
        var stores = PlaceTable<StoreCode>()
        var categories = PlaceTable<Category>()
        var currencies = PlaceTable<Currency>()
        var payees = PlaceTable<SimulationSums.Key>()
        var staff = PlaceTable<StaffNumber>()
    }

    /// Left free beside what a sweep may take: the disk belongs to the journal first.
    private static let spareBytes: UInt64 = 2 << 30

    private let disk: RealDisk
    private let file: any DiskFile
    private let state = Mutex(State())

    /// Nil where there is no room for about `bytes`.
    init?(folder: String, bytes: UInt64) throws {
        disk = try RealDisk(directory: folder)
        guard try disk.freeBytes() > Self.spareBytes + bytes else { return nil }
        if try disk.names().contains(SweepFile.nextName) {
            try disk.remove(SweepFile.nextName)
        }
        file = try disk.open(SweepFile.nextName, .create)
    }

    func add(_ words: [UInt64], orders: Int) throws(DiskError) {
        let checksum = SweepLayout.checksum(words)
        // Safe: the bytes are copied before the array goes away.
        let bytes = unsafe words.withUnsafeBytes { unsafe Array($0) }
        let offset = state.withLock { state in
            let offset = state.offset
            state.offset += words.count
            state.blocks.append(
                SweepFile.Block(
                    offset: offset, count: words.count, checksum: checksum, orders: orders))
            return offset
        }
        try file.writeWhole(bytes.span, at: UInt64(offset) * 8)
    }

    func finish(_ asOf: Sequence, _ identity: IdentitySettings) throws(DiskError) {
        let state = state.withLock { $0 }
        let tables = SweepTables(
            staff: state.staff.values, stores: state.stores.values,
            categories: state.categories.values, currencies: state.currencies.values,
            payees: state.payees.values)
        let ending = SweepFile.ending(
            asOf, identity, tables, state.blocks.sorted { $0.offset < $1.offset },
            at: state.offset * 8)
        try file.writeWhole(ending.span, at: UInt64(state.offset) * 8)
        try disk.rename(SweepFile.nextName, to: SweepFile.name)
    }

    /// Throws away what was written.
    func discard() { try? disk.remove(SweepFile.nextName) }

    // MARK: Places

    func place(of staff: StaffNumber) -> Int { state.withLock { $0.staff.place(of: staff) } }
    func place(of store: StoreCode) -> Int { state.withLock { $0.stores.place(of: store) } }
    func place(of currency: Currency) -> Int {
        state.withLock { $0.currencies.place(of: currency) }
    }
    func place(of category: Category) -> Int {
        state.withLock { $0.categories.place(of: category) }
    }
    func place(of payee: SimulationSums.Key) -> Int {
        state.withLock { $0.payees.place(of: payee) }
    }
}
